"""The book: every check runs, findings are known by what they are about, and what stands blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.db import connection, transaction

from access.models import User
from reports.checks import registry
from reports.checks.book import checked, run_book
from reports.checks.context import BookContext
from reports.checks.registry import Check, Finding, check
from reports.checks.scope import checks_of
from reports.models import Report, WarningReason
from tests.reports.checks.planting import Ground
from tests.reports.month import quiet_month

pytestmark = pytest.mark.django_db

FOUND = Finding("There are 3, not 2.", "parties", "3/2", "parties", "parties-text", "/admin/")


@pytest.fixture
def ctx() -> BookContext:
    quiet_month()
    return Ground().context()


def a_check(*findings: Finding, severity: registry.Severity = "warning", id: str = "test.one") -> Check:
    return Check(id, severity, "A check", "It checks.", (1,), (), lambda ctx: iter(findings))


def reasoned(report: Report, finding: Finding) -> WarningReason:
    editor = User.objects.create_user("editor", "editor@example.org", "a long password")
    return WarningReason.objects.create(
        report=report,
        check_id="test.one",
        finding=finding.fingerprint("test.one"),
        message=finding.message,
        reason="It was counted twice by agreement.",
        given_by=editor,
        given_at="2021-10-04T09:00:00Z",
    )


def broken(ctx: BookContext) -> Iterator[Finding]:
    yield FOUND
    raise ZeroDivisionError("a secret of the records")


def test_check_that_fails_is_an_error_and_the_others_run(ctx: BookContext) -> None:
    failing = replace(a_check(id="test.broken"), find=broken)
    book = checked(ctx, [failing, a_check(FOUND)])
    first, second = book.results
    assert [one.severity for one in first.found] == ["error"]
    assert "ZeroDivisionError" in first.found[0].finding.message
    assert "secret" not in first.found[0].finding.message
    assert not first.holds
    assert [one.finding for one in second.found] == [FOUND]


def refused_by_the_database(_: BookContext) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    yield FOUND


def broken_in_the_transaction(_: BookContext) -> Iterator[Finding]:
    with transaction.atomic(savepoint=False):
        raise ValueError
    yield FOUND


@pytest.mark.parametrize("fails", [refused_by_the_database, broken_in_the_transaction])
def test_check_that_fails_in_the_database_leaves_the_others_their_reads(
    ctx: BookContext, fails: Callable[[BookContext], Iterator[Finding]]
) -> None:
    def reads(_: BookContext) -> Iterator[Finding]:
        yield Finding(f"{Report.objects.count()} report", "reports")

    first, second = checked(ctx, [replace(a_check(), find=fails), replace(a_check(id="test.two"), find=reads)]).results
    assert [one.finding.subject for one in first.found] == ["failed"]
    assert [one.finding.message for one in second.found] == ["1 report"]


def test_error_blocks_and_a_warning_blocks_until_it_has_a_reason(ctx: BookContext) -> None:
    assert checked(ctx, [a_check(FOUND, severity="error")]).blocks
    assert checked(ctx, [a_check(FOUND)]).blocks
    reasoned(ctx.report, FOUND)
    book = checked(ctx, [a_check(FOUND)])
    assert not book.blocks
    assert (book.warnings, len(book.reasoned), len(book.holding)) == ([], 1, 1)
    assert checked(ctx, [a_check(FOUND, severity="error")]).blocks, "no reason lets an error stand"


def test_finding_worded_anew_keeps_its_reason_and_another_asks_for_one(ctx: BookContext) -> None:
    reasoned(ctx.report, FOUND)
    assert not checked(ctx, [a_check(replace(FOUND, message="3 instead of 2.", mend="/else/"))]).blocks
    assert checked(ctx, [a_check(replace(FOUND, state="4/2"))]).blocks
    assert checked(ctx, [a_check(replace(FOUND, subject="groups"))]).blocks
    assert checked(ctx, [a_check(FOUND, id="test.two")]).blocks


def test_same_finding_twice_is_one(ctx: BookContext) -> None:
    assert len(checked(ctx, [a_check(FOUND, FOUND)]).found) == 1


def test_book_runs_every_check_over_a_month_with_nothing_in_it() -> None:
    book = run_book(quiet_month())
    assert len(book.results) == len(checks_of("operations"))
    assert [one.check.id for one in book.found if one.finding.subject == "failed"] == []
    assert book.blocks
    built = len(book.by_construction)
    assert book.summary == f"{len(book.results)} checks, {len(book.holding)} hold; {built} of them by construction"


def test_result_at_hand_is_what_is_checked() -> None:
    report = quiet_month()
    result = run_book(report).result
    other = replace(result, document=replace(result.document, classification_sentence=""))
    found = {one.check.id for one in run_book(report, result=other).errors}
    assert "paper.classification" in found


def test_two_checks_may_not_share_an_id_or_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_checks", {})

    def declare(id: str, *, owns: tuple[str, ...] = (), classes: tuple[int, ...] = (1,)) -> None:
        check(id, "error", "A check", "It checks.", classes=classes, owns=owns)(broken)

    declare("one", owns=("value.missing",))
    with pytest.raises(ValueError, match="two checks"):
        declare("one")
    with pytest.raises(ValueError, match=r"own value\.missing"):
        declare("two", owns=("value.missing",))
    with pytest.raises(ValueError, match="classes"):
        declare("three", classes=(99,))
