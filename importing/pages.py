"""The pages in docs/ that describe the templates, made from their declarations so that they can't say anything else."""

from __future__ import annotations

from itertools import groupby

from django.apps import apps

from importing.columns import Choice, Choices, Column
from importing.exporting import write_rows
from importing.registry import code_pages, templates
from importing.template import Template

INDEX_BEGINS, INDEX_ENDS = "<!-- index: made by import_docs -->", "<!-- index ends -->"


def pages() -> dict[str, str]:
    """One page per application, and those that list codes, by file name."""
    own = {f"{app}.md": _page(app, found) for app, found in _by_app()}
    return own | {name: maker() for name, maker in code_pages().items()}


def with_index(introduction: str) -> str:
    """The introduction with the list of templates between its two marks. Raises ValueError when they are missing."""
    before, begins, rest = introduction.partition(INDEX_BEGINS)
    _, ends, after = rest.partition(INDEX_ENDS)
    if not (begins and ends):
        raise ValueError(f"the introduction has no place for the index between {INDEX_BEGINS} and {INDEX_ENDS}")
    return f"{before}{begins}\n\n{_index()}\n\n{ends}{after}"


def _by_app() -> list[tuple[str, list[Template]]]:
    def app(template: Template) -> str:
        return template.model._meta.app_label

    return [(label, list(found)) for label, found in groupby(templates().values(), key=app)]


def _index() -> str:
    lines = ["| File | Holds | Tells rows apart | Names rows of |", "| --- | --- | --- | --- |"]
    for app, found in _by_app():
        for template in found:
            named = ", ".join(f"`{name}`" for name in template.names)
            keys = ", ".join(f"`{name}`" for name in template.key)
            about = template.about.split(". ")[0].rstrip(".")
            file = f"[`{template.file}`](import/{app}.md#{template.name})"
            lines.append(f"| {file} | {about} | {keys} | {named} |")
    return "\n".join(lines)


def _page(app: str, found: list[Template]) -> str:
    title = apps.get_app_config(app).verbose_name
    opening = (
        f"# CSV templates: {title}\n\n"
        "Made from the program by `manage.py import_docs --write`; [how to prepare a month](../import.md) comes "
        "first.\n"
        "A star marks the columns that tell rows apart.\n"
    )
    return "\n".join([opening, *(_template(template) for template in found)])


def _template(template: Template) -> str:
    rows = ["| Column | Needed | Meaning | Write |", "| --- | --- | --- | --- |"]
    rows += [_column(template, column) for column in template.columns]
    lines = [f"## {template.name}", "", f"{template.about} Version {template.version}.", "", *rows, "", "```csv"]
    example = [column.example for column in template.columns]
    text = write_rows(template, [example]).decode("utf-8-sig").replace("\r\n", "\n")
    return "\n".join([*lines, f"{text}```", ""])


def _column(template: Template, column: Column) -> str:
    star = "\\*" if column.name in template.key else ""
    accepts = _choices(column) if isinstance(column, Choice | Choices) else column.accepts
    cells = (f"`{column.name}`{star}", _needed(column), column.description, accepts)
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _needed(column: Column) -> str:
    if column.is_required:
        return "yes"
    blank = column.write(column.blank)
    return f"no; blank is {blank}" if blank else "no"


def _choices(column: Choice | Choices) -> str:
    several = "one or more, with semicolons between: " if isinstance(column, Choices) else ""
    return several + "; ".join(
        f"`{value}` ({label})" if label != value else f"`{value}`" for value, label in column.labels.items()
    )
