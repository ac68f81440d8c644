"""Problems of the build as findings of the one check that owns them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reports.checks.context import BookContext
from reports.checks.registry import Finding
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
