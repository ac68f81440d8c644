"""When a forum that SECAS attends meets next."""

from __future__ import annotations

from collections.abc import Callable

from reports.definitions.context import MonthContext
from reports.definitions.shared.committees import is_entered
from reports.definitions.words import plain
from reports.engine.blocks import Narrative, Paragraph
from reports.engine.values import long_date


def next_meeting(committee: str, name: str) -> Callable[[MonthContext], Narrative | None]:
    """A builder of the sentence that says when a forum meets next, if its next meeting is known."""

    def build(ctx: MonthContext) -> Narrative | None:
        block = f"{committee}-next"
        found = ctx.reads.next_meeting(committee)
        if found is None:
            is_entered(ctx, committee, name[0].upper() + name[1:], block)
            return None
        words = f"The next meeting of {name} is on {long_date(found.held_on).display}."
        return Narrative(block, (Paragraph(plain(words)),))

    build.__qualname__ = f"next_meeting({committee})"
    return build
