"""What a section needs, read off what makes it."""

from __future__ import annotations

import pytest

from reports.checks.scope import checks_of
from reports.definitions.needs import Needs
from reports.definitions.registry import definitions
from reports.edition_making.catalogue import Entry, catalogue_of
from reports.edition_making.needed import Made, Needed, needed_by

EVERY = [
    pytest.param(one, entry, id=f"{kind} {'/'.join(entry.reference)}")
    for kind, one in definitions().items()
    for entry in catalogue_of(one.editions).values()
]


def of(kind: str, edition: str, section: str) -> Needed:
    one = definitions()[kind]
    return needed_by(catalogue_of(one.editions)[edition, section], one.needs, {"csc": "Change Sub-Committee"})


def test_section_tells_its_text_tables_records_and_figures() -> None:
    found = of("operations", "2021", "market")
    assert found.texts == (("market", "Market Entry and Exit"),)
    assert [(one.kind, one.name) for one in found.makes] == [
        ("Figure", "Accessions, withdrawals, expulsions and Events of Default in the past 12 months"),
        ("Table", "Parties that entered the SEC in the month"),
        ("Table", "Parties that left the SEC in the month"),
    ]
    assert {"Movements", "Entered", "Left"} <= set(found.records)


def test_section_in_several_texts_names_each() -> None:
    found = of("operations", "2021", "highlights")
    assert ("highlights-security", "Highlight: Security and Privacy") in found.texts
    assert len(found.texts) == 5


def test_figures_that_a_constant_of_the_module_asks_for_are_told() -> None:
    found = of("operations", "2021", "snapshot")
    assert {"New modifications raised", "Meetings held", "Accessions"} <= set(found.figures)


def test_what_the_desk_asks_somebody_to_enter_is_told_by_name() -> None:
    assert "The month’s numbers of Helpdesk" in of("operations", "2021", "helpdesk").entered
    assert of("operations", "2021", "csc").entered == ("Decisions of the Change Sub-Committee",)
    assert of("operations", "2021", "cacop").entered == ("The next meeting of the cacop",)
    assert "The month’s meetings" in of("operations", "2021", "meetings").entered


def test_records_of_other_times_are_told_by_what_is_asked_of_them() -> None:
    assert "Consultations" in of("change-status", "2020", "refinement-consultations").records
    assert not [word for word in of("operations", "2021", "market").records if "indow" in word]


def test_builder_that_another_function_made_is_told_by_what_it_reads() -> None:
    found = of("operations", "2021", "ccsg")
    assert found.makes == (Made("Sentences", "Next meeting CCSG", ""),)
    assert found.records == ("Next meeting",)


def test_checks_that_name_what_a_section_prints_are_told_by_their_titles() -> None:
    one = definitions()["operations"]
    entry = catalogue_of(one.editions)["2021", "meetings"]
    found = needed_by(entry, one.needs, {}, checks_of("operations")).checks
    assert "As many meetings are listed as are counted as held" in found
    assert "Voting Groups by Party Category come to all Voting Groups" not in found
    assert needed_by(entry, one.needs).checks == ()


def test_heading_needs_nothing_by_itself() -> None:
    found = of("operations", "2021", "market-updates")
    assert found.nothing
    assert found == Needed((), (), (), (), ())


@pytest.mark.parametrize(("report", "entry"), EVERY)
def test_every_section_of_every_edition_tells_what_it_needs(report: object, entry: Entry) -> None:
    found = needed_by(entry, Needs())
    assert found.nothing is not entry.has_own_matter
    assert len(found.makes) == len(entry.spec.builders)
    for one in found.makes:
        assert one.kind != "Block"
        assert one.name
