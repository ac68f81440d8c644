"""The agenda of a pack: numbers that are given once, an order, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction

from access.classification import Classification
from reports.models import AgendaPaper, Pack, PackIssue, Report, Withdrawal
from reports.packs import agenda
from reports.packs.agenda import DOWN, STALE, UP, Told, begin
from reports.packs.uploads import check_upload
from tests.access.cast import person
from tests.reports.packs.made import NOON, committee, meeting, published, report_to, upload

pytestmark = pytest.mark.django_db
WHITE = Classification.WHITE


def pack_of(number: int = 97) -> Pack:
    return begin(meeting(number), person("editor"))


def add(pack: Pack, title: str, classification: str = WHITE, **more: object) -> AgendaPaper:
    return agenda.add_paper(pack, Told(title, classification), seen=pack.revision, by=person("editor"), **more)


def titles(pack: Pack) -> list[str]:
    return [paper.title for paper in agenda.papers_of(pack)]


def references(pack: Pack) -> list[str]:
    return [agenda.reference_of(pack.meeting, paper.number) for paper in agenda.papers_of(pack)]


def issued(pack: Pack, *papers: AgendaPaper, announced: bool = False) -> PackIssue:
    number = pack.issues.count()
    made = PackIssue.objects.create(
        pack=pack,
        number=number,
        first_page=10 * number + 1,
        last_page=10 * number + 9,
        issued_by=person("editor"),
        issued_at=NOON,
    )
    for paper in papers:
        AgendaPaper.objects.filter(pk=paper.pk).update(**{"announced" if announced else "issue": made})
    return made


# --- Numbers ----------------------------------------------------------------------------------------------------------


def test_papers_are_numbered_after_each_other_and_after_the_reports_of_the_meeting():
    pack = pack_of()
    report_to(pack.meeting, 3)
    add(pack, "First")
    add(pack, "Second")
    assert references(pack) == ["SECP_97_1510_04", "SECP_97_1510_05"]


def test_number_of_a_removed_paper_is_never_given_again():
    pack = pack_of()
    paper = add(pack, "Gone")
    agenda.remove(pack, paper.pk, seen=pack.revision, at=NOON)
    add(pack, "Next")
    assert references(pack) == ["SECP_97_1510_02"]
    with pytest.raises(ValidationError, match="no number is given twice"):
        add(pack, "Again", number=1)


def test_number_that_somebody_chose_is_refused_where_another_paper_or_report_has_it():
    pack = pack_of()
    report_to(pack.meeting, 3)
    add(pack, "Seven", number=7)
    with pytest.raises(ValidationError, match="SECP_97_1510_07 is on the agenda already"):
        add(pack, "Also seven", number=7)
    with pytest.raises(ValidationError, match="A report to this meeting has this number"):
        add(pack, "Three", number=3)
    assert titles(pack) == ["Seven"]


def test_report_is_refused_the_number_of_a_paper_in_words_and_by_the_database():
    pack = pack_of()
    paper = add(pack, "Taken")
    agenda.remove(pack, paper.pk, seen=pack.revision, at=NOON)
    report = report_to(pack.meeting, 2, month=date(2021, 9, 1), issue_date=date(2021, 10, 8))
    report.paper_number = 1
    with pytest.raises(ValidationError, match="has, or had, this number"):
        report.full_clean()
    with pytest.raises(IntegrityError, match="has, or had, the number 1"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(paper_number=1)


def test_database_refuses_a_paper_the_number_of_a_report_and_any_change_or_end_of_its_number():
    pack = pack_of()
    paper = add(pack, "One")
    report_to(pack.meeting, 2)
    fields = {"pack": pack, "title": "Two", "classification": WHITE, "position": 2}
    with pytest.raises(IntegrityError, match="has the number 2"), transaction.atomic():
        AgendaPaper.objects.create(number=2, **fields)
    with pytest.raises(InternalError, match="keeps its number"), transaction.atomic():
        AgendaPaper.objects.filter(pk=paper.pk).update(number=9)
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        AgendaPaper.objects.filter(pk=paper.pk).delete()


def test_other_meetings_number_their_papers_by_themselves():
    add(pack_of(97), "One")
    other = begin(meeting(82, committee("tag", "Testing Advisory Group", "TAG")), person("editor"))
    add(other, "One")
    assert references(other) == ["TAG_82_1510_01"]


# --- Our reports ------------------------------------------------------------------------------------------------------


def test_published_report_keeps_its_reference_and_what_it_is_called():
    pack = pack_of()
    report = report_to(pack.meeting, 17, Classification.AMBER)
    paper = agenda.add_publication(pack, published(report, "Operations Report"), seen=pack.revision)
    assert references(pack) == ["SECP_97_1510_17"]
    assert (paper.title, paper.classification, paper.audience) == ("Operations Report", "amber", ["panel"])
    with pytest.raises(ValidationError, match="comes from the report"):
        agenda.tell(pack, paper.pk, Told("Other", WHITE), seen=pack.revision)


def test_report_of_another_meeting_and_a_withdrawn_version_are_refused():
    pack = pack_of()
    elsewhere = published(report_to(meeting(98, title="Other"), 1), "Elsewhere")
    with pytest.raises(ValidationError, match="no paper to this meeting"):
        agenda.add_publication(pack, elsewhere, seen=pack.revision)
    withdrawn = published(report_to(pack.meeting, 1), "Withdrawn")
    Withdrawal.objects.create(publication=withdrawn, reason="Wrong", by=person("approver"))
    with pytest.raises(ValidationError, match="Version 1 was withdrawn"):
        agenda.add_publication(pack, withdrawn, seen=pack.revision)


def test_report_that_is_to_follow_is_given_its_version_later():
    pack = pack_of()
    report = report_to(pack.meeting, 5)
    paper = agenda.add_report(pack, report, seen=pack.revision)
    assert paper.to_follow
    agenda.take(pack, paper.pk, published(report, "The report"), seen=pack.revision)
    paper.refresh_from_db()
    assert (paper.to_follow, paper.number, paper.title) == (False, 5, "The report")


def test_removed_report_comes_back_under_its_own_number():
    pack = pack_of()
    publication = published(report_to(pack.meeting, 5), "The report")
    paper = agenda.add_publication(pack, publication, seen=pack.revision)
    agenda.remove(pack, paper.pk, seen=pack.revision, at=NOON)
    agenda.add_publication(pack, publication, seen=pack.revision)
    assert references(pack) == ["SECP_97_1510_05"]


# --- Order ------------------------------------------------------------------------------------------------------------


def three() -> tuple[Pack, list[int]]:
    pack = pack_of()
    return pack, [add(pack, title).pk for title in ("One", "Two", "Three")]


def test_papers_step_and_are_put_in_an_order():
    pack, (one, two, three_) = three()
    agenda.step(pack, three_, UP, seen=pack.revision)
    assert titles(pack) == ["One", "Three", "Two"]
    agenda.step(pack, one, DOWN, seen=pack.revision)
    assert titles(pack) == ["Three", "One", "Two"]
    agenda.order(pack, [two, one, three_], seen=pack.revision)
    assert titles(pack) == ["Two", "One", "Three"]
    assert [paper.position for paper in agenda.papers_of(pack)] == [1, 2, 3]


def test_papers_do_not_leave_the_agenda_or_take_others_places():
    pack, (one, two, _) = three()
    with pytest.raises(ValidationError, match="at the end"):
        agenda.step(pack, one, UP, seen=pack.revision)
    with pytest.raises(ValidationError, match="other papers"):
        agenda.order(pack, [two, one], seen=pack.revision)
    agenda.remove(pack, two, seen=pack.revision, at=NOON)
    assert [paper.position for paper in agenda.papers_of(pack)] == [1, 2]


def test_change_made_on_an_older_agenda_is_refused_and_changes_nothing():
    pack, (_, _, three_) = three()
    seen = pack.revision
    agenda.step(pack, three_, UP, seen=seen)
    with pytest.raises(ValidationError, match="Meanwhile somebody changed") as refused:
        agenda.step(pack, three_, UP, seen=seen)
    assert refused.value.code == STALE
    assert titles(pack) == ["One", "Three", "Two"]


def test_what_was_issued_stays_at_its_place_as_it_is():
    pack, (one, two, three_) = three()
    give = check_upload(upload("Words"))
    agenda.give(pack, one, give, seen=pack.revision, by=person("editor"))
    first = AgendaPaper.objects.get(pk=one)
    issued(pack, first)
    for change in (
        lambda: agenda.remove(pack, one, seen=pack.revision, at=NOON),
        lambda: agenda.tell(pack, one, Told("Other", WHITE), seen=pack.revision),
        lambda: agenda.give(pack, one, give, seen=pack.revision, by=person("editor")),
    ):
        with pytest.raises(ValidationError, match="It was issued"):
            change()
    with pytest.raises(ValidationError, match="at the end"):
        agenda.step(pack, two, UP, seen=pack.revision)
    agenda.order(pack, [three_, two], seen=pack.revision)
    assert titles(pack) == ["One", "Three", "Two"]


# --- What is said of a paper ------------------------------------------------------------------------------------------


def test_amber_and_red_papers_are_for_the_committee_of_the_meeting_unless_more_are_named():
    pack = pack_of()
    committee("ssc", "Security Sub-Committee", "SSC")
    assert add(pack, "Plain", Classification.RED).audience == ["panel"]
    told = Told("Both", Classification.AMBER, ("panel", "ssc"))
    both = agenda.add_paper(pack, told, seen=pack.revision, by=person("editor"))
    assert both.audience == ["panel", "ssc"]
    with pytest.raises(ValidationError, match="Name panel too"):
        agenda.add_paper(pack, Told("Ours", "red", ("ssc",)), seen=pack.revision, by=person("editor"))
    agenda.tell(pack, both.pk, Told("Open", WHITE, ("panel",)), seen=pack.revision)
    both.refresh_from_db()
    assert (both.title, both.audience) == ("Open", [])


def test_meeting_without_a_number_has_no_pack():
    working_group = committee("wg", "Working Group", "", numbered=False)
    with pytest.raises(ValidationError, match="numbered meeting"):
        begin(meeting(1, working_group), person("editor"))
