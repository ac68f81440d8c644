"""Whom the parts of a paper are for stands in the paper: what is approved is approved for them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from reports.audiences import with_audiences
from reports.building import build_report
from reports.engine.document import Document
from reports.engine.problems import ProblemLog
from reports.engine.serialise import content_hash, dumps, loads
from reports.models import Report, ReportAttachment
from reports.review.comparing import changes_between
from tests.meetings.rooms import committee
from tests.reports.month import quiet_month

pytestmark = pytest.mark.django_db


def parted(report: Report) -> Document:
    document = build_report(report).document
    red = replace(document.parts[0], id="appendix-a", classification="Red")
    return replace(document, parts=(*document.parts, red))


def attached(report: Report, audience: str) -> ReportAttachment:
    return ReportAttachment.objects.create(
        report=report, label="Appendix A", title="For two", classification="red", audience=audience
    )


def audience_of(report: Report, log: ProblemLog) -> tuple[str, ...]:
    return with_audiences(parted(report), Report.objects.get(), log).parts[-1].audience


def test_part_is_for_those_named_else_for_the_committee_whose_meeting_it_goes_to() -> None:
    report, log = quiet_month(), ProblemLog()
    committee("ssc")
    assert audience_of(report, log) == ("panel",)
    attached(report, " ssc  panel ")
    assert audience_of(report, log) == ("panel", "ssc")
    assert log.found == []


def test_white_part_is_for_no_committee() -> None:
    report = quiet_month()
    attached(report, "panel")
    assert with_audiences(parted(report), report, ProblemLog()).parts[0].audience == ()


def test_unknown_committee_is_a_problem_and_lets_nobody_in() -> None:
    report, log = quiet_month(), ProblemLog()
    ReportAttachment.objects.filter(pk=attached(report, "panel").pk).update(audience="nobody")
    assert audience_of(report, log) == ("nobody",)
    assert [(one.code, one.severity) for one in log.found] == [("paper.audience", "error")]


def test_unknown_committee_is_refused_where_it_is_entered() -> None:
    row = attached(quiet_month(), "panel")
    row.audience = "panel nobody"
    with pytest.raises(ValidationError, match="There is no committee nobody"):
        row.full_clean()


def test_other_committees_are_another_content_and_a_change_that_is_shown() -> None:
    report, log = quiet_month(), ProblemLog()
    committee("ssc")
    before = with_audiences(parted(report), report, log)
    attached(report, "ssc")
    after = with_audiences(parted(report), Report.objects.get(), log)
    assert content_hash(before) != content_hash(after)
    assert loads(dumps(after)) == after
    shown = {one.what: (one.before, one.after) for one in changes_between(before, after).head}
    assert shown["Appendix a, for the members of"] == ("panel", "ssc")
