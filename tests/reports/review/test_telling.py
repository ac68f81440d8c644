"""Who is told of a review: by mail, on the desk, and on the working copy itself."""

from __future__ import annotations

import pytest

from jobs.models import Mail
from reports.models import Report, ReviewComment
from reports.review.commenting import comment, resolve
from tests.access.cast import browser, person
from tests.reports.review.rounds import SECTION, approved, correct, in_review, now, published, reasons_given, write
from tests.reports.review.rounds import second_approver as another

pytestmark = pytest.mark.django_db

AT = "/reports/operations/2021-09/"
REVIEW, DRAFT, CHANGES, DESK = f"{AT}review/", f"{AT}draft/", f"{AT}review/changes/", "/desk/operations/2021-09/"


def page(who: str, path: str) -> str:
    answer = browser(who).get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def send(who: str, act: str, **sent: object) -> None:
    assert browser(who).post(REVIEW, {"act": act, **sent}).status_code == 302


def mails() -> list[tuple[str, str]]:
    return list(Mail.objects.filter(key__startswith="review/").order_by("pk").values_list("to", "subject"))


def test_people_named_are_told_once_each(report: Report) -> None:
    reasons_given(report)
    send("editor", "send", reviewers=[person("approver").pk], note="Mind the secret total.")
    asked = "Waits for your approval: Operations Report, September 2021"
    assert mails() == [("approver@example.org", asked)]
    mail = Mail.objects.get(key__startswith="review/")
    assert f"http://testserver{REVIEW}" in mail.body
    assert "secret" not in mail.body
    send("editor", "reviewer", person=another().pk)
    assert mails() == [("approver@example.org", asked), ("second@example.org", asked)]
    send("approver", "return", reason="Table 2 is wrong.")
    assert mails()[2:] == [("editor@example.org", "Given back for changes: Operations Report, September 2021")]
    assert "Table 2" not in Mail.objects.latest("pk").body


def test_approver_is_told_once_that_the_content_changed(report: Report) -> None:
    approved(report)
    page("editor", REVIEW)
    assert mails() == []
    write(report)
    for path in (DRAFT, REVIEW, DRAFT):
        page("editor", path)
    assert mails() == [("approver@example.org", "Changed since you approved it: Operations Report, September 2021")]


def test_refused_sending_tells_nobody(report: Report) -> None:
    answer = browser("editor").post(REVIEW, {"act": "send", "reviewers": [person("approver").pk]})
    assert (answer.status_code, mails()) == (422, [])


def test_desk_says_what_waits_and_how_many_comments_are_open(report: Report) -> None:
    assert "Waits for your approval" not in page("approver", "/desk/")
    in_review(report)
    for number, words in ((0, "0 open comments"), (1, "1 open comment"), (2, "2 open comments")):
        if number:
            comment(report, by=person("approver"), section=SECTION, passage="", body=f"Why {number}?")
        assert f"{words}</li>" in page("editor", "/desk/")
    said = page("approver", "/desk/")
    assert "Waits for your approval" in said
    assert f'href="{REVIEW}"' in said
    assert "You sent for review" not in said
    assert "Waits for your approval" not in page("editor", "/desk/")
    for one in ReviewComment.objects.all():
        resolve(one, by=person("editor"), resolution="So.")
    send("approver", "approve", seen=now(report), comment="")
    assert "if it has changed since, it waits for you again" in page("approver", "/desk/")


def test_working_copy_says_how_far_it_is_and_every_door_leads_to_it(report: Report) -> None:
    assert "<strong>Draft</strong>" in page("editor", AT)
    published(report)
    for path in (REVIEW, DESK):
        said = page("editor", path)
        assert f'href="{AT}">Read the paper</a>' in said
        assert "Read the draft" not in said
    assert "<strong>Published, version 1</strong>" in page("editor", DRAFT)
    correct(report)
    assert "<strong>Draft, version 2</strong>" in page("editor", DRAFT)
    in_review(report)
    for path in (REVIEW, CHANGES, DESK):
        said = page("approver", path)
        assert f'href="{DRAFT}">Read the draft</a>' in said
        assert f'href="{AT}">Read' not in said
    said = page("approver", DRAFT)
    assert "<strong>In review, version 2</strong>" in said
    assert "readers see version 1 until this one is published" in said
    send("approver", "approve", seen=now(report), comment="")
    assert "<strong>Approved, not published, version 2</strong>" in page("approver", DRAFT)


def test_desk_of_a_published_report_offers_nothing_that_is_over(report: Report) -> None:
    assert "Sections ready" in page("editor", DESK)
    assert 'name="state"' in page("editor", DESK)
    published(report)
    said = page("editor", DESK)
    assert "Published, version 1</strong>, on" in said
    for over in ("Sections ready", "not run", 'name="state"', 'value="owner"', "They have not been run", "To do"):
        assert over not in said, over
    assert "Published, version 1" in page("editor", "/desk/")
    correct(report)
    assert 'name="state"' in page("editor", DESK)
