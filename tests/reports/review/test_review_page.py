"""The review's page: what it says, what is done on it, and what it costs."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.checks.book import run_book
from reports.checks.runs import keep_run, reads_from
from reports.desk.runs import last_run
from reports.engine.document import walk_blocks
from reports.models import Ending, Report, ReviewComment, ReviewRound, Rule, SignOff
from reports.review.commenting import comment, resolve
from reports.review.queries import standing
from reports.review.services import approve, override, return_for_changes
from tests.access.cast import browser, person
from tests.reports.review.rounds import SECTION, approved, correct, in_review, now, published, reasons_given, write

pytestmark = pytest.mark.django_db

ADDRESS = "/reports/operations/2021-09/review/"


def page(who: str = "editor", path: str = ADDRESS) -> str:
    answer = browser(who).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def send(who: str, act: str, **sent: Any) -> Any:
    return browser(who).post(ADDRESS, {"act": act, **sent})


def test_draft_says_what_is_next_and_offers_to_send_it(report: Report) -> None:
    said = page()
    assert "Nobody has been asked to review it yet." in said
    assert "an editor sends it" in said
    assert 'value="send"' in said
    assert 'value="send"' not in page("approver")


def test_report_is_sent_from_the_page(report: Report) -> None:
    reasons_given(report)
    answer = send("editor", "send", reviewers=[person("approver").pk], note="Mind the totals.")
    assert (answer.status_code, answer.headers["Location"]) == (302, ADDRESS)
    said = page()
    assert "Sent by editor on" in said
    assert "Mind the totals." in said
    assert "a reviewer approves it or gives it back" in said


def test_refused_sending_says_why_and_keeps_what_was_typed(report: Report) -> None:
    approver = person("approver")
    answer = send("editor", "send", reviewers=[approver.pk], note="Do not lose this.")
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "The reconciliation book finds 1 warning" in said
    assert "Do not lose this." in said
    assert re.search(rf'<input[^>]* value="{approver.pk}"[^>]* checked', said)


def test_sending_to_nobody_is_refused_at_its_place(report: Report) -> None:
    person("approver")
    answer = send("editor", "send", note="Do not lose this.")
    assert answer.status_code == 422
    assert "Say who reviews it." in answer.content.decode()
    assert "Do not lose this." in answer.content.decode()


def test_approval_on_the_page_is_of_what_the_page_was_made_from(report: Report) -> None:
    in_review(report)
    seen = now(report)
    assert f'name="seen" value="{seen}"' in page("approver")
    write(report)
    answer = send("approver", "approve", seen=seen, comment="Do not lose this.")
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "It changed while you looked" in said
    assert "Do not lose this." in said
    assert not SignOff.objects.exists()
    assert send("approver", "approve", seen=now(report)).status_code == 302
    assert "approved it on" in page()
    assert "exactly as it is now" in page()


def test_voided_approval_is_told_of_with_the_way_to_what_changed(report: Report) -> None:
    approved(report)
    write(report)
    said = page("approver")
    assert "that approval is void" in said
    assert "What changed since you approved it" in said
    assert "What changed since round 1 was sent" in page("editor")


def test_four_eyes_are_said_on_the_page(report: Report) -> None:
    write(report, by="approver")
    in_review(report)
    said = page("approver")
    assert "You changed it (section texts): somebody else approves it." in said
    assert 'value="approve"' not in said


def test_reviewer_gives_it_back_and_the_page_says_why(report: Report) -> None:
    in_review(report)
    assert "Say what has to change." in send("approver", "return", reason="").content.decode()
    assert send("approver", "return", reason="The total is wrong.").status_code == 302
    assert ReviewRound.objects.get().ending == Ending.RETURNED
    assert "approver gave it back on" in page()
    assert "The total is wrong." in page()


def test_editor_takes_it_back_and_adds_a_reviewer(report: Report) -> None:
    in_review(report)
    administrator = person("administrator")
    assert send("editor", "reviewer", person=administrator.pk).status_code == 302
    assert "administrator" in page()
    assert send("editor", "recall", reason="Late figures.").status_code == 302
    assert "editor took it back on" in page()


def test_override_stays_on_the_page_for_ever(report: Report) -> None:
    override(report, by=person("approver"), rule=Rule.ERRORS, reason="The figure comes on Monday.")
    in_review(report)
    return_for_changes(report, by=person("approver"), reason="The total is wrong.")
    said = page("contributor")
    assert "The figure comes on Monday." in said
    assert "approver" in said
    assert send("approver", "override", rule=Rule.OPEN_COMMENTS, reason="").status_code == 422


def test_verb_that_is_not_of_the_role_is_refused(report: Report) -> None:
    in_review(report)
    for who, act, sent in (
        ("contributor", "approve", {"seen": now(report)}),
        ("contributor", "recall", {}),
        ("editor", "override", {"rule": Rule.ERRORS, "reason": "Why not."}),
        ("approver", "send", {"reviewers": [person("approver").pk]}),
    ):
        assert send(who, act, **sent).status_code == 403, act
    assert send("editor", "explode").status_code == 404
    for who in ("party", "panel", "stranger"):
        assert send(who, "comment", section=SECTION, body="Hello").status_code == 404


def test_published_report_says_that_nothing_changes_any_more(report: Report) -> None:
    published(report)
    said = page()
    assert "Version 1 was published on" in said
    assert 'value="send"' not in said
    assert 'value="comment"' not in said
    correct(report)
    assert "A figure was wrong." in page()


# --- Comments on the page -----------------------------------------------------------------------------------


def test_comment_is_made_resolved_and_opened_again(report: Report) -> None:
    assert send("contributor", "comment", section=SECTION, body="Is this right?").status_code == 302
    made = ReviewComment.objects.get()
    assert "Is this right?" in page()
    assert "1 open" in page()
    assert send("editor", "resolve", comment=made.pk, resolution="It is.").status_code == 302
    assert "It is." in page()
    assert send("approver", "reopen", comment=made.pk).status_code == 302
    made.refresh_from_db()
    assert made.resolved_at is None


def test_refused_comment_comes_back_at_its_section(report: Report) -> None:
    answer = send("contributor", "comment", section=SECTION, body="Do not lose this.", passage="words that are nowhere")
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "These words do not stand in the section any more" in said
    assert "Do not lose this." in said
    assert "words that are nowhere" in said


def test_comment_of_another_report_is_not_found(report: Report) -> None:
    other = Report.objects.create(
        kind="operations",
        month="2021-08-01",
        meeting=report.meeting,
        paper_number=99,
        author="Lead",
        issue_date="2021-09-08",
    )
    made = comment(report, by=person("editor"), section=SECTION, body="Is this right?")
    answer = browser("editor").post("/reports/operations/2021-08/review/", {"act": "resolve", "comment": made.pk})
    assert (answer.status_code, other.comments.count()) == (404, 0)


def test_comment_made_on_the_draft_leads_back_there(report: Report) -> None:
    answer = send("contributor", "comment", section=SECTION, body="Is this right?", back="draft")
    assert answer.headers["Location"] == f"/reports/operations/2021-09/draft/#{SECTION}"


def test_typed_markup_is_shown_as_typed(report: Report) -> None:
    send("contributor", "comment", section=SECTION, body="<script>alert(1)</script>")
    assert "<script>alert" not in page()


# --- What changed -------------------------------------------------------------------------------------------


def test_changes_show_what_is_other_than_what_was_approved(report: Report) -> None:
    approved(report)
    write(report, "<p>Entirely new words.</p>")
    said = page("approver", f"{ADDRESS}changes/")
    assert "What changed since you approved it" in said
    assert "Entirely new words" in said.replace("</ins>", "")
    headings = [block.id for _, _, block in walk_blocks(standing(report).document)]
    assert headings
    assert "SECAS service highlights" not in said


def test_approver_of_a_correction_is_shown_first_what_it_changes(report: Report) -> None:
    """Of a round of which they have seen nothing; whoever gave it back, what changed since."""
    published(report)
    correct(report)
    write(report, "<p>Entirely new words.</p>")
    in_review(report)
    assert "It has changed since version 1 was published" in page("approver")
    said = page("approver", f"{ADDRESS}changes/")
    assert "What changed since version 1 was published" in said
    assert "Entirely new words" in said.replace("</ins>", "")
    assert "What changed since round 1 was sent" in page("editor", f"{ADDRESS}changes/")
    return_for_changes(report, by=person("approver"), reason="A word.")
    assert "What changed since round 1 was sent" in page("approver", f"{ADDRESS}changes/")


def test_changes_of_nothing_say_so(report: Report) -> None:
    assert "It was not sent for review yet" in page(path=f"{ADDRESS}changes/")
    in_review(report)
    assert "it says exactly what it said then" in page(path=f"{ADDRESS}changes/")
    assert browser("editor").get(f"{ADDRESS}changes/?since=nothing").status_code == 404


# --- Cost ---------------------------------------------------------------------------------------------------


def cost(who: str) -> int:
    client = browser(who)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(ADDRESS).status_code == 200
    return len(captured)


def test_page_asks_as_much_for_three_comments_as_for_one(report: Report) -> None:
    in_review(report)
    approve(report, by=person("approver"), seen_hash=now(report))
    comment(report, by=person("contributor"), section=SECTION, body="First.")
    one = {who: cost(who) for who in ("contributor", "editor", "approver")}
    comment(report, by=person("editor"), section=SECTION, body="Second.")
    resolve(comment(report, by=person("approver"), section="smda", body="Third."), by=person("editor"))
    assert {who: cost(who) for who in one} == one


def test_what_is_done_in_a_review_outdates_no_run_of_the_checks(report: Report) -> None:
    reasons_given(report)
    at = reads_from()
    keep_run(run_book(report), person("editor"), at)
    in_review(report)
    comment(report, by=person("contributor"), section=SECTION, body="Is this right?")
    run = last_run(report)
    assert run is not None
    assert not run.outdated
    write(report)
    assert last_run(report) != run


def test_month_desk_and_draft_lead_to_the_review(report: Report) -> None:
    desk, draft = "/desk/operations/2021-09/", "/reports/operations/2021-09/"
    assert "Draft, not in review." in page(path=desk)
    approved(report)
    said = page(path=desk)
    assert "In review since" in said
    assert "Approved by approver, for as long as nothing changes." in said
    assert f'href="{ADDRESS}"' in said
    assert f'href="{ADDRESS}"' in page(path=draft)


def test_month_desk_says_what_is_published_and_corrected(report: Report) -> None:
    desk = "/desk/operations/2021-09/"
    published(report)
    assert "Published, version 1." in page(path=desk)
    correct(report)
    assert "Draft of version 2, a correction." in page(path=desk)
