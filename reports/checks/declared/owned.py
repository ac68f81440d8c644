"""Problems of the build as findings of the one check that owns them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from modifications.calendars import sec_calendar
from modifications.working_days import CalendarError, WorkingCalendar
from reports.checks.context import BookContext
from reports.checks.registry import Finding
from reports.desk.gaps import Gap, Question
from reports.engine.problems import Problem


def passed_on(
    ctx: BookContext, *codes: str, mend: str | Callable[[Problem], str] = "", keep: Callable[[Problem], bool] = bool
) -> Iterator[Finding]:
    """The build's Problems of these codes that are to `keep`. `mend` is where each that names no form is put right."""
    for problem in ctx.problems:
        if problem.code in codes and keep(problem):
            where = problem.mend or (mend if isinstance(mend, str) else mend(problem))
            # What a Problem says is all there is of it: worded otherwise, it is of something else.
            subject = f"{problem.code}:{problem.section}:{problem.block}"
            yield Finding(problem.message, subject, problem.message, problem.section, problem.block, where)


def desk_gaps(ctx: BookContext, ask: Callable[[Question], Iterator[Gap]], *kinds: str) -> Iterator[Finding]:
    """What the month's page says is missing, of these kinds, as on the day the report is issued."""
    for gap in ask(Question(ctx.report, ctx.report.issue_date, _calendar(), ctx.sections, ctx.figures)):
        if gap.kind in kinds:
            mend = gap.mends[0].url if gap.mends else ""
            yield Finding(gap.message, f"{gap.kind}:{gap.message}", "", gap.section, "", mend)


def _calendar() -> WorkingCalendar | None:
    try:
        return sec_calendar()
    except CalendarError:
        return None
