"""Whether a committee that a report asks for has been entered."""

from __future__ import annotations

from reports.definitions.context import MonthContext


def is_entered(ctx: MonthContext, committee: str, name: str, block: str) -> bool:
    """Whether there is a committee of that code: a Problem when not, as nothing can then be said of its meetings."""
    if committee in ctx.reads.committee_codes:
        return True
    message = f"{name} has not been entered: no committee has the code “{committee}”."
    ctx.problems.error("committee.unknown", message, section=committee, block=block)
    return False
