"""A report on its way through review, in a line each."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from access.audit import because
from access.models import Role, RoleGrant, User
from parties.models import Party
from reports.checks.book import Book, run_book
from reports.checks.reasons import give_reason
from reports.engine.serialise import dumps
from reports.models import Correction, Publication, Report, ReviewRound, SectionText, SignOff
from reports.review.queries import standing
from reports.review.refusals import Refused
from reports.review.services import approve, send_for_review
from tests.access.cast import person

SECTION = "security"


def reasons_given(report: Report) -> Book:
    """Every warning has its reason, given by somebody who reviews nothing."""
    book = run_book(report)
    _give_reasons(book)
    return book


def _give_reasons(book: Book) -> None:
    given = set(book.report.warning_reasons.values_list("check_id", "finding"))
    wanting = [one for one in book.warnings if (one.check.id, one.fingerprint) not in given]
    with because("reasons for a test", user=person("editor").pk):
        for found in wanting:
            give_reason(book, found, "It is a sample, and meant to be.", person("editor"))


_last_books: list[Book] = []
"""What the month was found to ask reasons for last time. Most tests send it as it was loaded, and sending runs the book
anew: where it asks for others, it says so."""


def in_review(report: Report, by: str = "editor", reviewers: tuple[str, ...] = ("approver",)) -> ReviewRound:
    named = [person(one) for one in reviewers]
    for book in _last_books:
        with suppress(_OtherReasons), transaction.atomic():
            _give_reasons(replace(book, report=report))
            return _sent(report, by, named)
    _last_books[:] = [reasons_given(report)]
    return send_for_review(report, by=person(by), reviewers=named)


class _OtherReasons(Exception):
    """Another book asked for those that were given."""


def _sent(report: Report, by: str, named: list[User]) -> ReviewRound:
    try:
        return send_for_review(report, by=person(by), reviewers=named)
    except Refused as refused:
        if refused.code == "warnings":
            raise _OtherReasons from refused
        raise


def approved(report: Report, by: str = "approver", **fields: Any) -> SignOff:
    in_review(report)
    return approve(report, by=person(by), seen_hash=now(report), **fields)


def now(report: Report) -> str:
    """The hash of what a page made now would show."""
    return standing(report).content_hash


def write(
    report: Report, body: str = "<p>Nothing was reported.</p>", by: str = "editor", section: str = SECTION
) -> None:
    with because("a change for a test", user=person(by).pk):
        text, _ = SectionText.objects.get_or_create(report=report, section=section)
        text.body = body
        text.save()


def change_data(by: str = "editor") -> None:
    with because("a change for a test", user=person(by).pk):
        one = Party.objects.order_by("pk")[0]
        one.illustrative = not one.illustrative
        one.save()


def superuser() -> User:
    return User.objects.create_superuser("root", "root@example.org", "a long password")


def second_approver() -> User:
    made = User.objects.create_user("second", "second@example.org", "a long password")
    RoleGrant.objects.create(user=made, role=Role.APPROVER)
    return made


def published(report: Report, version: int = 1, at: datetime | None = None) -> Publication:
    """The report as if it had been published; of a later version as its correction."""
    stands = standing(report)
    correction = correct(report, version) if version > 1 else None
    return Publication.objects.create(
        report=report,
        version=version,
        kind=report.kind,
        month=report.month,
        reference=report.paper_reference,
        title=str(report),
        classification=report.classification,
        issue_date=report.issue_date,
        content_hash=stands.content_hash,
        payload=dumps(stands.document),
        correction=correction,
        published_by=person("approver"),
        published_at=at or timezone.now(),
    )


def correct(report: Report, version: int = 2) -> Correction:
    with because("a correction for a test", user=person("editor").pk):
        return Correction.objects.create(
            report=report,
            version=version,
            reason="A figure was wrong.",
            changes="The figure.",
            dated=report.issue_date,
            begun_by=person("editor"),
        )


def refusal(code: str) -> Any:
    """Everything inside is refused, for this reason and no other."""
    return _Refusal(code)


class _Refusal:
    def __init__(self, code: str) -> None:
        self.code = code

    def __enter__(self) -> None:
        self._raises = pytest.raises(Refused)
        self._info = self._raises.__enter__()

    def __exit__(self, *exc: Any) -> bool:
        swallowed = bool(self._raises.__exit__(*exc))
        if swallowed:
            assert self._info.value.code == self.code, str(self._info.value)
        return swallowed
