"""The page in docs/ with every check, made from the checks themselves."""

from __future__ import annotations

from textwrap import fill

from reports.checks.registry import BY_CONSTRUCTION, CLASSES, Check, registered

OPENING = """# The reconciliation book: every check

Made from the program by `manage.py checks_docs --write`. {number} checks: an error keeps a report from being published;
a warning asks for a written reason, which stays with the report. What a check names beside its class are the other
classes of error that it finds too.

{legend}
"""
_BUILT = "{number} of them, marked *by construction* under their kind, are of another sort. {legend}"

_WIDTH = 120


def page() -> str:
    checks = registered()
    built = _BUILT.format(number=sum(check.by_construction for check in checks), legend=BY_CONSTRUCTION)
    parts = [OPENING.format(number=len(checks), legend=fill(built, _WIDTH))]
    for number, name in CLASSES.items():
        own = [check for check in checks if check.classes[0] == number]
        parts += [f"## {number}. {name}\n", *_table(own), ""]
    return "\n".join(parts)


def _table(checks: list[Check]) -> list[str]:
    rows = ["| Check | Kind | Holds to | Besides |", "| --- | --- | --- | --- |"]
    for check in checks:
        besides = ", ".join(str(number) for number in check.classes[1:])
        kind = f"{check.severity}, *by construction*" if check.by_construction else check.severity
        rows.append(f"| `{check.id}` | {kind} | **{check.title}.** {check.explains} | {besides} |")
    return rows
