"""A report that the program has never had takes one module among the definitions, and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from reports import definitions as home
from reports.checks.book import run_book
from reports.definitions.registry import definition_of, definitions, kinds
from reports.desk.outline import outline
from reports.engine.month import Month
from reports.models import Report
from tests.access.cast import browser
from tests.reports.month import quiet_month

pytestmark = pytest.mark.django_db

MODULE = '''
"""A report of the fuses."""

from reports.definitions.context import MonthContext
from reports.definitions.definition import ReportDefinition
from reports.engine.blocks import Column, Table
from reports.engine.edition import Edition, SectionSpec
from reports.engine.month import Month
from reports.engine.tables import table


def fuses(ctx: MonthContext) -> Table:
    parties = ctx.fact("parties.total")
    return table("fuses", "Fuses", (Column("what", "What"), Column("count", "Count")), [("Parties", parties)])


REPORT = ReportDefinition(
    kind="fuse-box",
    name="Fuse Box Report",
    rank=50,
    editions=(
        Edition(
            "fuse-box",
            "2021",
            "Fuse Box Report, 2021 edition",
            Month(2021, 1),
            (SectionSpec("box", "The box in {month}", (fuses,), narrative=True),),
        ),
    ),
)
'''


@pytest.fixture
def fuse_box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "fuse_box.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.setattr(home, "__path__", [*home.__path__, str(tmp_path)])
    definitions.cache_clear()
    yield
    sys.modules.pop("reports.definitions.fuse_box", None)
    vars(home).pop("fuse_box", None)
    definitions.cache_clear()


def of_the_fuse_box() -> Report:
    report = quiet_month(kind="fuse-box")
    report.full_clean()
    report.texts.create(section="box", body="<p>All whole.</p>")
    return report


@pytest.mark.usefixtures("fuse_box")
def test_fifth_report_is_one_module(tmp_path: Path) -> None:
    report = of_the_fuse_box()
    book = run_book(report)
    assert [one.check.id for one in book.found if one.finding.subject == "failed"] == []
    assert book.result.document.title == "Fuse Box Report — September 2021"
    assert [place.title for place in outline("fuse-box", Month(2021, 9))] == ["The box in September 2021"]
    call_command("build_report", "fuse-box", "2021-09", format="html", output=tmp_path / "box.html", verbosity=0)
    assert "All whole." in (tmp_path / "box.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("fuse_box")
def test_fifth_report_is_read_and_worked_on_as_the_others() -> None:
    of_the_fuse_box()
    editor = browser("editor")
    for address in ("/reports/fuse-box/2021-09/", "/desk/fuse-box/2021-09/", "/desk/fuse-box/2021-09/checks/"):
        assert editor.get(address, follow=True).status_code == 200
    assert "Open the Fuse Box Report of October 2021" in editor.get("/desk/").content.decode()


def test_kind_that_no_report_has_is_refused() -> None:
    with pytest.raises(ValidationError):
        quiet_month(kind="fuse-box").full_clean()
    with pytest.raises(LookupError):
        definition_of("fuse-box")


def test_reports_stand_in_their_ranks() -> None:
    assert next(iter(kinds())) == ("operations", "Operations Report")
    ranks = [one.rank for one in definitions().values()]
    assert ranks == sorted(set(ranks))


@pytest.mark.usefixtures("fuse_box")
def test_two_reports_of_one_kind_are_refused(tmp_path: Path) -> None:
    (tmp_path / "fuse_box_again.py").write_text(MODULE, encoding="utf-8")
    definitions.cache_clear()
    with pytest.raises(ValueError, match="fuse-box"):
        definitions()
    sys.modules.pop("reports.definitions.fuse_box_again", None)
    (tmp_path / "fuse_box_again.py").unlink()
    definitions.cache_clear()
