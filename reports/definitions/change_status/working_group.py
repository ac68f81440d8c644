"""The Working Group's meetings: the last monthly one, the next, and those called for a purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from meetings.queries import AgendaRow, MeetingRow
from reports.definitions.change_status import codes
from reports.definitions.context import MonthContext
from reports.definitions.shared.committees import is_entered
from reports.definitions.words import plain
from reports.engine.blocks import BulletItem, Bullets, Inline, Mention, Narrative, Paragraph, ReferenceList, Text
from reports.engine.values import long_date

WORKING_GROUP = "working-group"


def last_meeting(ctx: MonthContext) -> ReferenceList:
    """The latest monthly one from the month's beginning to the issue date, with the modifications it discussed."""
    block = "working-group-last"
    monthly = [row for row in _of_the_group(ctx.reads.to_issue.meetings) if not row.purpose]
    is_entered(ctx, codes.WORKING_GROUP, "The Working Group", block)
    if not monthly:
        until = long_date(ctx.until).display
        none = f"No monthly Working Group meeting was held from {long_date(ctx.month.first).display} to {until}."
        return ReferenceList(block, "", (), (), none, ctx.provenance("meetings.meetings_between"))
    held = f"The last monthly Working Group meeting was held on {long_date(monthly[-1].held_on).display}"
    return ReferenceList(
        block,
        "Monthly meetings",
        plain(f"{held}. It discussed:"),
        _discussed(ctx, monthly[-1]),
        f"{held}. No modification that it discussed has been entered.",
        ctx.provenance("meetings.agenda_between"),
    )


def next_meeting(ctx: MonthContext) -> ReferenceList | Narrative:
    """The first monthly one after the issue date; the modifications for it, or else when they will be known."""
    block = "working-group-next"
    found = [row for row in _of_the_group(ctx.reads.to_issue.meetings_to_come) if not row.purpose]
    if not found:
        return _said_of(block, "The day of the next monthly Working Group meeting has not been set.")
    planned = f"The next monthly Working Group meeting will be held on {long_date(found[0].held_on).display}"
    if items := _discussed(ctx, found[0]):
        source = ctx.provenance("meetings.agenda_between")
        return ReferenceList(block, "", plain(f"{planned}. On its agenda:"), items, "", source)
    notice = found[0].notice_on
    if notice and notice > ctx.until:
        announced = f"the provisional agenda will be announced on {long_date(notice).display}"
        return _said_of(block, f"{planned}; {announced}.")
    return _said_of(block, f"{planned}.")


def _said_of(block: str, sentence: str) -> Narrative:
    return Narrative(block, (Paragraph(plain(sentence)),))


def ad_hoc(ctx: MonthContext) -> Narrative | None:
    """Those called for a purpose, held and to come, each with the modifications and the purpose."""
    to_issue = ctx.reads.to_issue
    held = [row for row in _of_the_group(to_issue.meetings) if row.purpose]
    to_come = [row for row in _of_the_group(to_issue.meetings_to_come) if row.purpose]
    items = [BulletItem(tuple(_said(ctx, row, "Held on"))) for row in held]
    items += [BulletItem(tuple(_said(ctx, row, "Planned for"))) for row in to_come]
    if not items:
        return None
    lead = Paragraph(plain("Ad hoc Working Group meetings:"))
    return Narrative("working-group-ad-hoc", (lead, Bullets(tuple(items))))


def _of_the_group(rows: Iterable[MeetingRow]) -> list[MeetingRow]:
    return [row for row in rows if row.committee_code == codes.WORKING_GROUP]


def _said(ctx: MonthContext, row: MeetingRow, when: str) -> Iterator[Inline]:
    yield Text(f"{when} {row.held_on:%A} {long_date(row.held_on).display}", bold=True)
    for place, item in enumerate(ctx.reads.to_issue.agenda_of(row.id)):
        yield Text(", and on " if place else ", on ")
        yield _named(item)
    yield Text(f": {_within_a_sentence(row.purpose)}.")


def _within_a_sentence(purpose: str) -> str:
    """ "To review", as it was typed, begins no sentence here; an abbreviation keeps its capitals."""
    plain_word = purpose[1:2].islower() or purpose[1:2] == " "
    return f"{purpose[0].lower() if plain_word else purpose[0]}{purpose[1:].rstrip('.')}"


def _discussed(ctx: MonthContext, meeting: MeetingRow) -> tuple[BulletItem, ...]:
    return tuple(BulletItem((_named(row),)) for row in ctx.reads.to_issue.agenda_of(meeting.id))


def _named(row: AgendaRow) -> Inline:
    return Mention(row.reference, row.reference, row.title) if row.reference else Text(row.topic)
