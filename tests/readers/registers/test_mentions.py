"""Which published sections name which records: read from the Documents, kept with the publication, made again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from model_bakery import baker

from readers.models import PublishedMention
from readers.registers.mentions import mentions_in, names_known
from reports.engine.blocks import Cell, Column, Narrative, Note, Paragraph, Row, Table, Text
from reports.engine.values import count, text
from reports.models import Report, SectionText
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import raise_one
from tests.parties.cast import party
from tests.readers.published import golden, publish, saying
from tests.reports.month import quiet_month
from tests.reports.publishing.life import published


def test_sections_of_september_name_their_modifications_in_text_tables_and_figures() -> None:
    found = {(one.target, one.anchor): one for one in mentions_in(golden())}
    assert found["modification:121", "assessment-statistics"].label == "5.3.3 DCC Assessment statistics"
    assert found["modification:121", "assessment-statistics"].within == ("Table 6c",)
    assert found["modification:161", "versions"].within[0].startswith("Table ")
    assert found["modification:184", "csc"].within == ("text",)
    assert found["meeting:panel-96", "testing"].within == ("text",)
    in_order = ("highlights", "testing", "versions", "assessment-statistics", "change-board")
    positions = {one.anchor: one.position for one in found.values()}
    assert [positions[anchor] for anchor in in_order] == sorted(positions[anchor] for anchor in in_order)


def test_party_is_named_by_a_cell_that_is_its_name() -> None:
    known = {
        "Utility Smart Metering Limited": "party:utility",
        "Small Suppliers": "party:small",
        "Utility": "party:part",
    }
    named = [(one.target, one.within) for one in mentions_in(golden(), known) if one.anchor == "market"]
    assert named == [("party:utility", ("Table 1",))]


@pytest.mark.django_db
def test_meeting_is_named_by_a_cell_that_is_its_title_where_no_other_has_it() -> None:
    """Nor another's code: two unnumbered ones of a committee on a day have the same."""
    board, group = committee("change-board"), committee("working-group", numbered=False)
    meet(board, date(2021, 9, 22), 58, title="Change Board Meeting 58")
    for number in (1, 2):
        meet(board, date(2021, 3, number), number, title="Change Board")
        meet(group, date(2021, 9, 1), title=f"Group {number}")
    party("Alike")
    meet(board, date(2021, 4, 1), 3, title="Alike")
    names = names_known()
    assert names == {"Change Board Meeting 58": "meeting:change-board-58", "Alike": names["Alike"]}
    assert names["Alike"].startswith("party:")
    (named,) = [one for one in mentions_in(golden(), names) if one.target == "meeting:change-board-58"]
    assert named.within == ("Table 8",)


def test_reference_is_read_where_its_words_stand_in_several_pieces() -> None:
    """Half in bold, spaced, in a note of a cell; a number in the next cell counts something."""
    said = (Text("See "), Text("MP", bold=True), Text(" 121, "), Text("MP102"), Text("A", bold=True), Text("."))
    noted = Cell(count(104), notes=(Note((Text("dp"), Text("958", italic=True))),))
    row = Row((Cell(text("DP")), noted, Cell(text("MP 161"))))
    columns = (Column("kind", "Kind"), Column("open", "Open"), Column("latest", "Latest"))
    table = Table("kinds", "Kinds", columns, (row,), number="Table 9")
    (part,) = saying("").parts
    section = replace(part.sections[0], blocks=(Narrative("security-text", (Paragraph(said),)), table))
    found = mentions_in(replace(golden(), parts=(replace(part, sections=(section,)),)))
    assert [(one.target.removeprefix("modification:"), one.within) for one in found] == [
        ("121", ("text",)),
        ("102A", ("text",)),
        ("161", ("Table 9",)),
        ("958", ("Table 9",)),
    ]


@pytest.mark.django_db
def test_publishing_keeps_what_the_paper_names_in_its_own_transaction() -> None:
    report = quiet_month()
    raise_one("121", date(2020, 3, 2))
    SectionText.objects.create(report=report, section="security", body="<p>{{@MP121}} was assessed.</p>")
    publication = published(report)
    (kept,) = PublishedMention.objects.filter(publication=publication, target="modification:121")
    assert (kept.classification, kept.anchor, kept.within) == ("white", "security", "text")
    assert kept.file.kind == "data"


def _kept() -> list[tuple[str, ...]]:
    return list(PublishedMention.objects.order_by("target").values_list("target", "anchor", "label", "within"))


@pytest.mark.django_db
def test_rebuilding_finds_what_was_published_before_and_says_what_it_cannot_read() -> None:
    report = quiet_month()
    publish(report, saying("MP121, dp121 and SECMP0007 were read; see MP121."))
    kept = _kept()
    assert kept == [
        ("modification:121", "security", "5.2 Security update", "text"),
        ("modification:SECMP0007", "security", "5.2 Security update", "text"),
    ]
    PublishedMention.objects.all().delete()
    said = StringIO()
    call_command("rebuild_mentions", stdout=said)
    assert _kept() == kept
    assert "2 mentions" in said.getvalue()
    publish(baker.make(Report, **{**_again(report), "month": date(2021, 8, 1)}), data=b"{}")
    with pytest.raises(CommandError, match="could not be read"):
        call_command("rebuild_mentions", stdout=StringIO())
    assert _kept() == kept


def _again(report: Report) -> dict[str, Any]:
    """Another month's report to the same meeting."""
    names = ("kind", "meeting", "author", "issue_date")
    return {**{name: getattr(report, name) for name in names}, "paper_number": 18}
