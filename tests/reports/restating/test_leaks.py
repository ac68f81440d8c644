"""A figure that was published in a Red appendix alone is restated there, and no White page or file says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from reports.building import built_in_context
from reports.checks.book import Found, checked
from reports.checks.context import BookContext
from reports.engine.blocks import Column, Section
from reports.engine.document import Document, Part
from reports.engine.month import Month
from reports.engine.redact import strings_of
from reports.engine.serialise import dumps
from reports.engine.tables import by_month, table
from reports.models import PublishedRestatement
from reports.parts import BODY, open_edition, working_edition
from reports.publishing.freezing import freeze
from reports.restating.judging import Restating
from reports.restating.keeping import keep
from reports.restating.places import for_their_readers, printed_in
from tests.access.cast import CAST, browser, person
from tests.reports.checks.planting import september
from tests.reports.engine.samples import HEADER
from tests.reports.restating.papers import AUGUST, RAISED, published_as, restated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]
SEPTEMBER = Month(2021, 9)
REGISTER = "/reports/restatements/"
WAS, WHY = "4444", "What nobody else may know"
READS_RED = {"sub-committee", "editor", "approver", "administrator"}
FOR_THE_TAG = [["red", ["tag"]]]


def window(id: str, fact: str = RAISED) -> Section:
    months = (AUGUST, SEPTEMBER)
    columns = (Column("what", "What"), *(Column(month.iso, month.short, "number") for month in months))
    rows = [("Events of Default", *by_month(fact, months, [8, 9]))]
    return Section(id, "Events", (table(f"{id}-table", "Events of Default by month", columns, rows),))


def paper(*, body: Section, appendix: Section) -> Document:
    parts = (
        Part("body", "Body", "White", (body,)),
        Part("appendix-a", "Named Parties", "Red", (appendix,), audience=("tag",)),
    )
    return Document("operations", "2021", SEPTEMBER, "Operations Report", HEADER, parts, "White.")


def marked() -> Document:
    """Both parts print August's figure, which was published in the Red one alone."""
    published_as({RAISED: int(WAS)}, readers=FOR_THE_TAG)
    restated(published=WAS, reason=WHY, classification="red")
    document = paper(body=window("events"), appendix=window("named"))
    return Restating(SEPTEMBER, date(2021, 10, 8)).marked(document)


def test_red_revision_stands_in_the_red_part_alone() -> None:
    document = marked()
    told = " ".join(strings_of(document))
    assert WHY in told
    assert "[r]" in told
    for file in freeze(document, lambda name: None).files:
        said = file.content if file.content_type.startswith(("text", "application/json")) else b""
        if file.part == BODY:
            assert not any(word in said for word in (WAS.encode(), WHY.encode(), b"[r]")), file.name
    white = " ".join(strings_of(open_edition(document)))
    assert not any(word in white for word in (WAS, WHY, "[r]", "revised"))


def test_book_holds_a_red_part_to_a_reason_and_says_nothing_of_what() -> None:
    """One is wanting, whatever the figure; a reason that the part's readers may read is enough."""
    report = september()
    result, context = built_in_context(report)
    document = paper(body=window("events"), appendix=window("named"))
    published_as({RAISED: int(WAS)}, readers=FOR_THE_TAG)

    def found() -> list[Found]:
        object.__setattr__(context, "restating", Restating(SEPTEMBER, date(2021, 10, 8)))
        seen = working_edition(context.restating.marked(document))
        book = checked(BookContext(report, replace(result, document=seen), context))
        return [one for one in book.found if one.check.id.startswith("restated.")]

    (one,) = found()
    assert (one.check.id, one.severity) == ("restated.withheld", "error")
    assert not any(word in repr(one.finding) for word in (RAISED, WAS, "Events", "August", "2021", "appendix", "named"))
    restated(published=WAS, reason=WHY, classification="red")
    assert found() == []


@pytest.mark.parametrize("published", [False, True])
def test_register_tells_of_a_red_revision_to_who_may_read_the_part(published: bool) -> None:
    document = marked()
    if published:
        kept_with(document)
        (row,) = PublishedRestatement.objects.all()
        assert (row.part, row.classification, row.audience, row.published) == ("appendix-a", "red", ["tag"], WAS)
    told = READS_RED if published else READS_RED - {"sub-committee"}
    for name in CAST:
        for address in (REGISTER, f"{REGISTER}restatements.csv", f"{REGISTER}?figure={RAISED}"):
            text = browser(name).get(address).content.decode()
            reads = name in told and (published or "csv" not in address)
            assert (WHY in text, WAS in text) == (reads, reads), (name, address)
            assert reads or "Events" not in text.replace(address, ""), (name, address)


def kept_with(document: Document) -> None:
    """The version with this Document, and its rows, as they are written together."""
    with transaction.atomic():
        keep(published_as({}, SEPTEMBER, kind="change-status", payload=dumps(document)))


def test_published_figures_name_their_readers_where_they_are_fewer_than_the_papers() -> None:
    document = paper(body=window("events"), appendix=window("named", "defaults.parties"))
    entry = {"value": "9"}
    facts = dict.fromkeys((RAISED, "defaults.parties", "parties.total"), entry)
    kept = for_their_readers(facts, document, printed_in(document))
    assert {key: one.get("for") for key, one in kept.items()} == {
        RAISED: None,
        "defaults.parties": FOR_THE_TAG,
        # No part names it, so that it may stand in the Red one.
        "parties.total": FOR_THE_TAG,
    }
    assert [key for key, one in kept.items() if not one["printed"]] == ["parties.total"]
    # What stands under its name with another number is another figure.
    assert not for_their_readers({RAISED: {"value": "8"}}, document, printed_in(document))[RAISED]["printed"]
    white = replace(document, parts=document.parts[:1])
    assert for_their_readers(facts, white, printed_in(white)) == {
        key: entry | {"printed": key == RAISED} for key in facts
    }


def test_register_asks_as_much_for_three_rows_as_for_one() -> None:
    asked = []
    person("editor")
    for kind, count in (("change-status", 1), ("sub-committee", 2)):
        for number in range(count):
            fact, month, source = f"fact.{kind}.{number}", SEPTEMBER.back(number), SEPTEMBER.back(number + 3)
            published_as({fact: 7}, source, kind=kind)
            restated("parties.acceded", Month(2020, number + count * 3))
            with transaction.atomic():
                keep(published_as({}, month, kind=kind, payload=dumps(of_one(fact, month, source))))
        client = browser("editor")
        with CaptureQueriesContext(connection) as captured:
            page = client.get(REGISTER).content.decode()
        asked.append(len(captured))
        assert page.count("First marked") == 1
    assert asked[0] == asked[1] <= 12, asked


def of_one(fact: str, month: Month, source: Month) -> Document:
    columns = (Column("what", "What"), *(Column(one.iso, one.short, "number") for one in (source, month)))
    block = table("window", "By month", columns, [("Figure", *by_month(fact, (source, month), [8, 9]))])
    body = Part("body", "Body", "White", (Section("one", "One", (block,)),))
    document = Document("operations", "2021", month, "Operations Report", HEADER, (body,), "White.")
    return Restating(month, date(2022, 10, 8)).marked(document)
