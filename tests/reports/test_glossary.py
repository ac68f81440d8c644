"""The glossary of a month, and what the sample months' papers make of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.timezone import localdate

from access.events import events_of
from meetings.models import Committee
from modifications.models import ProposerFrom
from parties.models import Party
from reports import building
from reports.building import build_report
from reports.definitions.shared.glossary import GLOSSARY
from reports.editions import edition_of
from reports.engine.blocks import Abbreviation as Abbreviated
from reports.engine.blocks import Table
from reports.engine.build import BuildResult
from reports.engine.document import Document, walk_blocks
from reports.engine.inlines import inlines_of
from reports.engine.printed import words_of
from reports.engine.serialise import loads
from reports.glossary import glossary_at
from reports.models import Abbreviation, Report, SectionText
from reports.narrative.printed import PrintedText, printed
from tests.access.cast import browser
from tests.conftest import SAMPLE_MONTH
from tests.importing.files import load
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import raise_one
from tests.parties.cast import party
from tests.reports.month import SEPTEMBER, block, quiet_month, rebuilt

pytestmark = pytest.mark.django_db
GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))
ENDS = date(2021, 9, 30)


def abbreviation(short: str, stands_for: str, since: date = date(2013, 9, 23), **fields: Any) -> Abbreviation:
    return Abbreviation.objects.create(short=short, stands_for=stands_for, since=since, **fields)


def met(code: str, on: date = ENDS, **fields: Any) -> Committee:
    """A committee that met that day, first and last."""
    found = committee(code, **fields)
    meet(found, on)
    return found


def meaning(short: str, on: date = ENDS) -> str | None:
    entry = glossary_at(on).by_short.get(short)
    return entry.stands_for if entry else None


def words(text: PrintedText) -> list[str]:
    return [" ".join(strip_tags(one.markup).split()) for one in text.blocks]


def run_of(built: BuildResult, id: str) -> str:
    inlines = inlines_of(block(built, id))
    return "".join(one.printed if isinstance(one, Abbreviated) else words_of(one) for one in inlines)


# --- The records ------------------------------------------------------------------------------------------------------


def test_abbreviation_stands_for_what_it_did_on_the_day() -> None:
    abbreviation("DESNZ", "Department for Energy Security and Net Zero", date(2023, 2, 7))
    abbreviation("QRZ", "Quite Remote Zone")
    abbreviation("QRZ", "Quiet Rural Zone", date(2021, 9, 30))
    assert meaning("QRZ", date(2021, 9, 29)) == "Quite Remote Zone"
    assert meaning("QRZ", date(2021, 9, 30)) == "Quiet Rural Zone"
    assert (meaning("DESNZ"), meaning("QRZ", date(2013, 9, 22))) == (None, None)


def test_committees_own_abbreviation_is_known_and_a_row_of_the_glossary_says_more() -> None:
    met("tag", name="Testing Advisory Group", abbreviation="TAG")
    met("panel", name="SEC Panel")
    assert meaning("TAG") == "Testing Advisory Group"
    assert "" not in glossary_at(ENDS).by_short
    abbreviation("TAG", "Test Advisory Group", plural="Test Advisory Groups", well_known=True)
    entry = glossary_at(ENDS).by_short["TAG"]
    assert (entry.stands_for, entry.plural, entry.well_known) == ("Test Advisory Group", "Test Advisory Groups", True)


def test_words_of_a_committee_that_change_do_not_reach_back() -> None:
    found = met("tag", name="Testing Advisory Group", abbreviation="TAG")
    met("ssc", name="Security Sub-Committee", abbreviation="SSC")
    Committee.objects.filter(pk=found.pk).update(name="Test and Assurance Group", abbreviation="TAAG")
    assert (meaning("TAG"), meaning("TAAG")) == ("Testing Advisory Group", None)
    today = localdate()
    assert (meaning("TAG", today), meaning("TAAG", today)) == (None, "Test and Assurance Group")
    Committee.objects.filter(code="ssc").update(abbreviation="")
    assert (meaning("SSC"), meaning("SSC", today)) == ("Security Sub-Committee", None)


def test_committee_is_known_from_its_first_meeting_or_since_it_was_entered() -> None:
    met("tag", date(2021, 10, 1), name="Testing Advisory Group", abbreviation="TAG")
    committee("qrz", name="Quite Remote Zone Group", abbreviation="QRZG")
    assert (meaning("TAG"), meaning("QRZG")) == (None, None)
    assert meaning("TAG", date(2021, 10, 1)) == "Testing Advisory Group"
    today = localdate()
    assert (meaning("TAG", today), meaning("QRZG", today)) == ("Testing Advisory Group", "Quite Remote Zone Group")
    assert meaning("QRZG", today - timedelta(days=1)) is None


def test_committee_loaded_with_other_words_keeps_those_it_had_in_months_before() -> None:
    header = "committee,name,abbreviation,kind,paper_prefix,numbered,counts_as_held,confidential"
    met("cacop", name="Code Administrator Code of Practice Forum", abbreviation="CACoP Forum")
    assert load(committees=(header, "cacop,Code Administrators’ Forum,CAF,forum,,no,no,no")).problems == ()
    assert Committee.objects.get().name == "Code Administrators’ Forum"
    assert meaning("CACoP Forum") == "Code Administrator Code of Practice Forum"
    assert (meaning("CAF"), meaning("CAF", localdate())) == (None, "Code Administrators’ Forum")


def test_names_of_parties_and_proposers_with_an_abbreviation_are_known() -> None:
    abbreviation("PA", "Preliminary Assessment")
    party("Example PA Energy Limited")
    party("Paper Energy Limited")
    Party.objects.filter(name="Paper Energy Limited").update(trading_name="The PA")
    party("Another Limited")
    one = raise_one("190", date(2021, 9, 7))
    for day, name in enumerate(("PA Consulting", "Another Organisation"), 7):
        ProposerFrom.objects.create(modification=one, since=date(2021, 9, day), organisation=name)
    assert glossary_at(ENDS).names == ("Example PA Energy Limited", "PA Consulting", "The PA")


@pytest.mark.parametrize("number", [1, 3])
def test_glossary_takes_four_queries_however_many_there_are(number: int) -> None:
    for place in "ABC"[:number]:
        abbreviation(f"QR{place}", f"Quite Remote {place}")
        met(f"c-{place.lower()}", name=f"Committee {place}", abbreviation=f"CC{place}")
        Committee.objects.filter(code=f"c-{place.lower()}").update(name=f"Committee of {place}")
        party(f"QR{place} Energy Limited")
    with CaptureQueriesContext(connection) as captured:
        known = glossary_at(ENDS)
    assert (len(known.entries), len(known.names)) == (2 * number, number)
    assert len(captured) == 4


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("one_meaning_a_day", {"short": "QRZ"}),
        ("abbreviation_in_capitals", {"short": "Qrz"}),
        ("abbreviation_in_capitals", {"short": "Q.R.Z."}),
        ("abbreviation_in_capitals", {"short": " QRZ"}),
        ("abbreviation_stands_for_something", {"short": "QRX", "stands_for": ""}),
    ],
)
def test_database_refuses_an_abbreviation_that_breaks(constraint: str, fields: dict[str, Any]) -> None:
    abbreviation("QRZ", "Quite Remote Zone")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        abbreviation(**{"stands_for": "Quite Remote Zone", **fields})
    for short in ("SMKI PMA", "CACoP", "Alt HAN", "R&D", "DMC2"):
        abbreviation(short, "Something else")


def test_abbreviations_are_loaded_and_leave_a_trail() -> None:
    header = "short,stands_for,plural,since,well_known"
    row = "POC,Point of Contact,Points of Contact,2019-06-01,no"
    assert load(abbreviations=(header, row)).problems == ()
    stored = Abbreviation.objects.get()
    assert (stored.plural, stored.since, stored.well_known) == ("Points of Contact", date(2019, 6, 1), False)
    assert str(stored) == "POC: Point of Contact"
    assert events_of(Abbreviation, [stored.pk]).count() == 1


def test_empty_form_is_filled_in_with_what_was_asked_for() -> None:
    page = browser("editor").get(reverse("admin:reports_abbreviation_add"), {"short": "QRZ"})
    assert 'value="QRZ"' in page.content.decode()


# --- A report ---------------------------------------------------------------------------------------------------------


def test_report_spells_out_at_first_use_and_the_text_stays_as_typed() -> None:
    report = quiet_month()
    met("ssc", name="Security Sub-Committee", abbreviation="SSC")
    abbreviation("DMC", "Device Model Combination")
    body = "<p>An SSC paper names two DMCs. The SSC agreed.</p>"
    SectionText.objects.create(report=report, section="purpose", body=body)
    SectionText.objects.create(report=report, section="security", body="<p>The SSC met.</p>")
    built = rebuilt()
    first = "A Security Sub-Committee (SSC) paper names two Device Model Combinations (DMCs). The SSC agreed."
    assert run_of(built, "purpose-text") == first
    assert run_of(built, "security-text") == "The SSC met."
    assert SectionText.objects.get(section="purpose").body == body


def test_preview_of_a_text_prints_what_the_paper_does() -> None:
    report = quiet_month()
    met("ssc", name="Security Sub-Committee", abbreviation="SSC")
    abbreviation("DMC", "Device Model Combination")
    purpose = "<p>An <b>SSC</b> paper.</p>"
    security = "<p>The SSC met about DMCs{{note: DMCs are many}}.</p><ul><li>A DMC.</li><li>It.</li></ul>Loose DMC."
    highlight = "<p>The SSC spoke of DMCs.</p>"
    for section, body in (("purpose", purpose), ("security", security), ("highlights-security", highlight)):
        SectionText.objects.create(report=report, section=section, body=body)
    assert words(printed(report, "purpose", purpose)) == ["A Security Sub-Committee (SSC) paper."]
    assert words(printed(report, "highlights-security", highlight)) == [
        "The SSC spoke of Device Model Combinations (DMCs)."
    ]
    assert words(printed(report, "security", security)) == ["The SSC met about DMCs 1.", "A DMC. It.", "Loose DMC."]
    SectionText.objects.filter(section="highlights-security").delete()
    found = printed(report, "security", security)
    assert words(found)[0] == "The SSC met about Device Model Combinations (DMCs) 1."
    assert [one["number"] for one in found.notes] == [1]
    assert words(printed(report, "no-such-section", purpose)) == ["An SSC paper."]


@pytest.mark.parametrize("well_known", [True, False])
def test_glossary_of_a_paper_stands_in_any_edition(well_known: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    report = quiet_month()
    edition = edition_of(report.kind, report.covers)
    with_glossary = replace(edition, sections=(*edition.sections, GLOSSARY))
    monkeypatch.setattr(building, "edition_of", lambda kind, month: with_glossary)
    abbreviation("UEP", "User Entry Process", well_known=well_known)
    abbreviation("QRZ", "Quite Remote Zone")
    found = block(rebuilt(), "glossary-abbreviations")
    assert isinstance(found, Table)
    assert found.number.startswith("Table ")
    assert [[cell.value.display for cell in row.cells] for row in found.rows] == [["UEP", "User Entry Process"]]


def test_glossary_of_a_paper_without_any_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    report = quiet_month()
    edition = edition_of(report.kind, report.covers)
    monkeypatch.setattr(building, "edition_of", lambda kind, month: replace(edition, sections=(GLOSSARY,)))
    built = build_report(Report.objects.get(month=SEPTEMBER))
    assert block(built, "glossary-abbreviations").rows == ()
    assert [one.code for one in built.problems if one.section == "glossary"] == ["table.empty"]


# --- The sample months ------------------------------------------------------------------------------------------------


@pytest.fixture(params=GOLDEN, ids=lambda path: path.stem)
def golden(request: pytest.FixtureRequest) -> Document:
    return loads(request.param.read_text(encoding="utf-8"))


def test_sample_papers_spell_each_abbreviation_out_once_a_part(golden: Document) -> None:
    firsts = [
        (part.id, inline.stands_for)
        for part, _, each in walk_blocks(golden)
        for inline in inlines_of(each)
        if isinstance(inline, Abbreviated) and inline.spelt_out
    ]
    assert len(firsts) == len(set(firsts))


def test_sample_papers_double_no_words(golden: Document) -> None:
    for _, _, each in walk_blocks(golden):
        pieces = [one.printed if isinstance(one, Abbreviated) else words_of(one) for one in inlines_of(each)]
        text = "".join(pieces)
        assert not re.search(r"\(([^()]+)\)[^.]{0,3}\(\1\)", text)
        for one in inlines_of(each):
            if isinstance(one, Abbreviated) and one.spelt_out:
                assert text.count(f"{one.stands_for} (") == 1, one.stands_for


def abbreviated(document: Document) -> list[Abbreviated]:
    return [one for _, _, each in walk_blocks(document) for one in inlines_of(each) if isinstance(one, Abbreviated)]


def test_sample_month_abbreviates_as_before_when_committees_are_renamed_and_others_are_new() -> None:
    call_command("load_month", str(SAMPLE_MONTH), stdout=StringIO())
    before = abbreviated(build_report(Report.objects.get()).document)
    assert {one.stands_for for one in before} >= {
        "Code Administrator Code of Practice Forum",
        "Cross-Code Steering Group",
    }
    Committee.objects.update(name=Concat(Value("New name of "), "name"))
    Committee.objects.filter(code="ccsg").update(abbreviation="CCG")
    for short in ("SEC", "MP", "OR", "VAC"):
        committee(f"new-{short.lower()}", name=f"Name of {short}", abbreviation=short)
    assert abbreviated(build_report(Report.objects.get()).document) == before


def test_committee_that_is_called_by_a_word_for_short_is_not_spelt_out() -> None:
    meet(committee("panel", name="SEC Panel", abbreviation="Panel"), date(2021, 9, 17), 96)
    meet(committee("csc", name="Change Sub-Committee", abbreviation="CSC"), date(2021, 9, 28), 31)
    assert [entry.short for entry in glossary_at(date(2021, 9, 30)).entries] == ["CSC"]
