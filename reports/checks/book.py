"""Runs every check over one report, and says what holds."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from time import perf_counter

from django.db import transaction

from reports.building import built_in_context
from reports.checks.context import BookContext
from reports.checks.quotations import Quoted
from reports.checks.registry import Check, Finding
from reports.checks.scope import checks_of
from reports.engine.build import BuildResult
from reports.engine.problems import Severity
from reports.models import Report, WarningReason
from reports.parts import working_edition

_log = logging.getLogger(__name__)
FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Found:
    """A finding under its fingerprint, with the reason that somebody gave for letting it stand."""

    check: Check
    severity: Severity
    finding: Finding
    fingerprint: str
    reason: WarningReason | None = None

    @property
    def stands(self) -> bool:
        """Whether it keeps the report from being published: an error does, and a warning without a reason."""
        return self.severity == "error" or self.reason is None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """`milliseconds` counts the reads that this check was the first to ask for."""

    check: Check
    found: tuple[Found, ...]
    milliseconds: float

    @property
    def holds(self) -> bool:
        """Nothing was found, or nothing without a written reason."""
        return not any(one.stands for one in self.found)


@dataclass(frozen=True, slots=True)
class Book:
    """`reasons` are all that were given for this report, also those whose finding is gone; `quoted` is what its texts
    quote."""

    report: Report
    result: BuildResult
    results: tuple[CheckResult, ...]
    reasons: tuple[WarningReason, ...] = ()
    quoted: tuple[Quoted, ...] = ()

    @property
    def found(self) -> list[Found]:
        return [one for result in self.results for one in result.found]

    @property
    def errors(self) -> list[Found]:
        return [one for one in self.found if one.severity == "error"]

    @property
    def warnings(self) -> list[Found]:
        """Those without a reason."""
        return [one for one in self.found if one.severity == "warning" and one.reason is None]

    @property
    def reasoned(self) -> list[Found]:
        return [one for one in self.found if one.severity == "warning" and one.reason is not None]

    @property
    def holding(self) -> list[CheckResult]:
        return [result for result in self.results if result.holds]

    @property
    def by_construction(self) -> list[CheckResult]:
        """Those that hold because nothing that is entered can make them fail."""
        return [result for result in self.holding if result.check.by_construction]

    @property
    def blocks(self) -> bool:
        """Whether the report may not be published as it is: some error stands, or some warning has no reason."""
        return any(one.stands for one in self.found)

    @property
    def milliseconds(self) -> float:
        return sum(result.milliseconds for result in self.results)

    @property
    def summary(self) -> str:
        """ "62 checks, 62 hold; 14 of them by construction"."""
        of_them = f"{len(self.by_construction)} of them by construction"
        return f"{len(self.results)} checks, {len(self.holding)} hold; {of_them}"


def run_book(report: Report, *, result: BuildResult | None = None) -> Book:
    """Build the report and check it; or check a `result` of building it that is at hand.

    Every check runs: one that fails itself is an error of the book. Raises what building raises.
    """
    built, context = built_in_context(report)
    whole = result or built
    # The book is read by whoever reads the paper: what it says can hold no word of a part that they may not read.
    seen = replace(whole, document=working_edition(whole.document))
    return replace(checked(BookContext(report, seen, context)), result=whole)


def checked(ctx: BookContext, checks: Iterable[Check] | None = None) -> Book:
    """The book of what is already built. `checks` are all those of the kind of report unless some are named."""
    reasons = tuple(ctx.report.warning_reasons.select_related("given_by"))
    given = {(reason.check_id, reason.finding): reason for reason in reasons}
    chosen = checks_of(ctx.report.kind, ctx.sections, ctx.figures) if checks is None else checks
    # What the database refuses to one check leaves the others a transaction in which they can read. They write nothing,
    # so one place to go back to is enough for all.
    with transaction.atomic():
        begun = transaction.savepoint()
        results = tuple(_result(one, ctx, given, begun) for one in chosen)
    return Book(ctx.report, ctx.result, results, reasons, ctx.quoted)


def _result(check: Check, ctx: BookContext, given: Mapping[tuple[str, str], WarningReason], begun: str) -> CheckResult:
    started = perf_counter()
    severity = check.severity
    try:
        findings = [ctx.located(one) for one in dict.fromkeys(check.find(ctx))]
    except Exception as error:  # whatever went wrong in one check, the others are run, and this one does not hold
        transaction.set_rollback(False)  # which a check asks for that fails in a transaction of its own
        transaction.savepoint_rollback(begun)
        _log.exception("The check %s failed on %s", check.id, ctx.report)
        severity, findings = "error", [_failure(error)]
    found = []
    for finding in findings:
        fingerprint = finding.fingerprint(check.id)
        reason = given.get((check.id, fingerprint)) if severity == "warning" else None
        found.append(Found(check, severity, finding, fingerprint, reason))
    return CheckResult(check, tuple(found), (perf_counter() - started) * 1000)


def _failure(error: Exception) -> Finding:
    message = (
        f"The check could not be made ({type(error).__name__}), so nothing is known: an operator finds why in the log."
    )
    return Finding(message, FAILED, type(error).__name__)
