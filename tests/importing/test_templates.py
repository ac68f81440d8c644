"""The declarations, and what is made from them: examples, pages, empty files, exports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models

from access.events import events_of
from access.models import Act, Record
from importing import loading
from importing.exporting import export, write_rows
from importing.registry import templates
from importing.template import Template
from parties.models import Party
from reports.models import ClassificationWording
from tests.importing.files import COMMITTEES, PARTIES, csv, load

EVERY = pytest.mark.parametrize("template", templates().values(), ids=lambda template: template.name)


def example(template: Template) -> bytes:
    return write_rows(template, [[column.example for column in template.columns]])


# The wording of a classification is set once, in the admin; it is no part of a month.
WITHOUT_TEMPLATE = {ClassificationWording}
# Whose text it was before a month was opened: no one types that.
KEPT_BY_THE_PROGRAM = {"section_texts": {"carried_from"}, "restatements": {"classification"}}


def test_every_record_has_a_template_but_those_left_out_on_purpose() -> None:
    entered = {model for model in apps.get_models() if issubclass(model, Record)}
    assert {template.model for template in templates().values()} == entered - WITHOUT_TEMPLATE


def test_templates_come_after_those_they_name() -> None:
    order = list(templates())
    for template in templates().values():
        for name in template.names:
            assert order.index(name) <= order.index(template.name)


@EVERY
def test_template_fills_every_field_of_its_model(template: Template) -> None:
    own = {column.field for column in template.columns} | {link.field for link in template.links}
    own |= {span.field for span in template.spans}
    fields: list[Any] = [*template.model._meta.fields, *template.model._meta.many_to_many]
    assert own - {""} == {field.name for field in fields} - {"id"} - KEPT_BY_THE_PROGRAM.get(template.name, set())


@EVERY
def test_columns_that_tell_rows_apart_are_columns(template: Template) -> None:
    names = [column.name for column in template.columns]
    assert set(template.key) | set(template.scope) <= set(names)
    assert len(set(names)) == len(names)
    assert names[-1] == "illustrative"


@EVERY
def test_every_overlap_rule_of_the_model_is_checked_beforehand(template: Template) -> None:
    excluded = {rule.name for rule in template.model._meta.constraints if type(rule).__name__ == "ExclusionConstraint"}
    assert {history.constraint for history in template.histories} == excluded


@EVERY
def test_every_column_says_what_it_is_and_what_to_write(template: Template) -> None:
    for column in template.columns:
        assert column.accepts
        assert column.description.endswith(".") or isinstance(column.model_field, models.ForeignKey)


@pytest.mark.django_db
def test_examples_of_all_templates_are_a_month_that_loads() -> None:
    files = {template.file: example(template) for template in templates().values()}
    # The one example that stands for a second measure and its list.
    measures = templates()["measures"]
    second = ["top-downloads", "Top downloads", "website", "", "", "yes", "", ""]
    files["measures.csv"] = write_rows(measures, [[column.example for column in measures.columns], second])
    outcome = loading.load(files)
    assert [str(problem) for problem in outcome.problems] == []
    assert all(counts.added for counts in outcome.counts.values())


def test_pages_of_the_documentation_are_current() -> None:
    call_command("import_docs", "--check")


def test_stale_page_is_named_and_rewritten(settings: Any, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs" / "import").mkdir(parents=True)
    (tmp_path / "docs" / "import.md").write_text("<!-- index: made by import_docs -->\n<!-- index ends -->\n")
    (tmp_path / "docs" / "import" / "gone.md").write_text("A page of no application.")
    with pytest.raises(CommandError, match=r"docs/import/gone\.md"):
        call_command("import_docs", "--check")
    call_command("import_docs", "--write")
    call_command("import_docs", "--check")
    assert not (tmp_path / "docs" / "import" / "gone.md").exists()


# --- exports ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_export_loads_again_unchanged_and_runs_in_no_spreadsheet() -> None:
    name = '=HYPERLINK("http://example.org"), "quoted"; ’curly’'
    Party.objects.create(code="alpha", name=name, trading_name="-5")
    Party.objects.create(code="beta", name="'=quoted already", illustrative=True)
    content = export(templates()["parties"], Party.objects.all())
    assert content.startswith(b"\xef\xbb\xbf# parties v1\r\n")
    assert b"\n=" not in content
    assert b",=" not in content
    assert b'"=' not in content
    outcome = loading.load({"parties.csv": content})
    assert outcome.counts == {"parties": loading.Counts(0, 0, 2)}


@pytest.mark.django_db
def test_export_holds_the_rows_of_its_queryset_alone() -> None:
    load(parties=PARTIES)
    content = export(templates()["parties"], Party.objects.filter(code="beta")).decode("utf-8-sig")
    assert content.splitlines() == [
        "# parties v1",
        "party,name,trading_name,illustrative",
        "beta,Beta Networks Limited,,no",
    ]


# --- commands -----------------------------------------------------------------------------------------------------


def folder(path: Path, **files: tuple[str, ...]) -> str:
    for name, lines in files.items():
        (path / f"{name}.csv").write_bytes(csv(*lines))
    return str(path)


def test_empty_file_of_a_template_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_template", "parties")
    assert capsys.readouterr().out == "# parties v1\nparty,name,trading_name,illustrative\n"


@pytest.mark.django_db
def test_empty_file_of_a_template_is_written_and_loads(tmp_path: Path) -> None:
    for name in templates():
        call_command("import_template", name, output=tmp_path)
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert loading.load(files).ok


def test_unknown_template_is_answered_with_the_list() -> None:
    with pytest.raises(CommandError, match="Name a template: parties, voting_groups"):
        call_command("import_template", "party")


def test_templates_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_template", list=True)
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(templates())


@pytest.mark.django_db
def test_month_is_loaded_from_its_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text("Notes.")
    (tmp_path / "README").write_text("Notes.")
    (tmp_path / ".~lock.parties.csv#").write_text("")
    call_command("load_month", folder(tmp_path, parties=PARTIES, committees=COMMITTEES))
    assert capsys.readouterr().out == (
        "parties: 2 added, 0 changed, 0 unchanged\ncommittees: 3 added, 0 changed, 0 unchanged\n"
    )


@pytest.mark.django_db
def test_month_with_problems_lists_them_and_saves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = folder(tmp_path, parties=(*PARTIES, "gamma,,"), voting_group=("voting_group,name",))
    with pytest.raises(CommandError, match="2 problems: nothing is saved") as refusal:
        call_command("load_month", where)
    assert refusal.value.returncode == 1
    assert capsys.readouterr().err.splitlines() == [
        "parties.csv, line 4, column name: Is blank. Write text of at most 200 characters.",
        "voting_group.csv: Has the name of no template. Rename it to voting_groups.csv, or take it out.",
    ]
    assert not Party.objects.exists()


@pytest.mark.django_db
def test_load_by_command_is_noted_and_a_check_is_not(tmp_path: Path) -> None:
    where = folder(tmp_path, parties=PARTIES)
    call_command("load_month", where, check=True)
    assert not Act.objects.exists()
    call_command("load_month", where)
    act = Act.objects.get()
    assert (act.kind, act.by, act.detail["files"]) == ("import", None, ["parties.csv"])
    assert act.detail["counts"] == {"parties": {"added": 2, "changed": 0, "unchanged": 0}}
    (event,) = events_of(Party, [Party.objects.get(code="alpha").pk])
    assert event.pgh_context.metadata["why"] == "manage.py load_month"


@pytest.mark.django_db
def test_check_says_what_would_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load(parties=PARTIES)
    where = folder(tmp_path, parties=(PARTIES[0], "alpha,Alpha Energy Limited,", "gamma,Gamma Limited,"))
    call_command("load_month", where, check=True)
    assert capsys.readouterr().out.splitlines() == [
        "parties.csv, line 2: changed party alpha: trading_name: Alpha → blank",
        "parties.csv, line 3: added party gamma: "
        "party: blank → gamma; name: blank → Gamma Limited; illustrative: blank → no",
        "blanked: parties.csv, line 2, column trading_name: Alpha",
        "parties: 1 added, 1 changed, 0 unchanged",
        "Checked: nothing was saved.",
    ]
    assert Party.objects.count() == 2


def test_folder_without_files_or_with_a_folder_in_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="holds no CSV file"):
        call_command("load_month", str(tmp_path))
    with pytest.raises(CommandError, match="is no folder"):
        call_command("load_month", str(tmp_path / "nowhere"))
    (tmp_path / "parties").mkdir()
    with pytest.raises(CommandError, match="is no file"):
        call_command("load_month", str(tmp_path))


def test_file_past_the_size_limit_is_not_read(settings: Any, tmp_path: Path) -> None:
    settings.IMPORT_MAX_BYTES = 10
    with pytest.raises(CommandError, match="larger than 10 bytes"):
        call_command("load_month", folder(tmp_path, parties=PARTIES))


@pytest.mark.django_db
def test_one_file_is_loaded_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "new parties.csv").write_bytes(csv(*PARTIES))
    call_command("import_records", "parties", str(tmp_path / "new parties.csv"))
    assert Party.objects.count() == 2
    with pytest.raises(CommandError, match="There is no template party"):
        call_command("import_records", "party", str(tmp_path / "new parties.csv"))
    with pytest.raises(CommandError, match="is no file"):
        call_command("import_records", "parties", str(tmp_path / "old.csv"))
