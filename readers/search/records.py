"""Records as search keeps them: an entry for each time in which what is said of a record stays the same.

An entry says nothing that was not so by its first day, and holds until the next one's: so a reader to whom records are
shown up to a day finds what stood on it, and nothing of what came after.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from access.classification import Classification
from access.policy import default_classification
from meetings.models import Meeting
from meetings.queries.meetings import PUBLIC
from modifications.models import Modification, ReferenceFrom, TitleFrom
from parties.models import CategoryPeriod, Membership, Party, PartyCategory
from readers.search import names
from readers.search.entry import Entry
from readers.search.models import Kind
from reports.engine.values import long_date

Since = tuple[date, str]


def entries_of_records() -> Iterator[Entry]:
    """Of all modifications, Parties and meetings, those of one record behind each other. Seven queries."""
    yield from _modifications()
    yield from _parties()
    yield from _meetings()


def until_the_next(entries: Iterable[Entry]) -> list[Entry]:
    """Each with the first day of the one after it as the day on which it holds no more."""
    found = sorted(entries, key=lambda one: one.shown_from or date.min)
    nexts = [*found[1:], None]
    return [
        replace(one, shown_until=after.shown_from if after else None)
        for one, after in zip(found, nexts, strict=False)  # of none there is no next one either
    ]


# --- Modifications ----------------------------------------------------------------------------------------------------


def _modifications() -> Iterator[Entry]:
    references = _by_modification(ReferenceFrom.objects.values_list("modification", "since", "reference"))
    titles = _by_modification(TitleFrom.objects.values_list("modification", "since", "title"))
    for pk, code in Modification.objects.values_list("pk", "code").order_by("pk"):
        yield from until_the_next(_of_modification(pk, code, references[pk], titles[pk]))


def _by_modification(rows: Iterable[tuple[int, date, str]]) -> dict[int, list[Since]]:
    found: dict[int, list[Since]] = defaultdict(list)
    for pk, since, said in rows:
        found[pk].append((since, said))
    return found


def _of_modification(pk: int, code: str, references: list[Since], titles: list[Since]) -> Iterator[Entry]:
    """By what it was called and headed on each day, every name that it had by then among its words."""
    begins = {since for since, _ in (*references, *titles)}
    for day in begins:
        called, headed = _by(references, day), _by(titles, day)
        if not called:
            continue
        yield Entry(
            source=f"modification:{pk}",
            place=day.isoformat(),
            kind=Kind.MODIFICATION,
            classification=_word_of(Modification),
            title=f"{called[-1]} {headed[-1] if headed else ''}".strip(),
            body="\n".join([*_before("Called before", called), *_before("Titled before", headed)]),
            references=(names.of_modification(code),),
            dated=day,
            key=called[-1],
            opens=True,
            shown_from=day,
        )


def _by(history: list[Since], day: date) -> list[str]:
    return [said for since, said in sorted(history) if since <= day]


def _before(label: str, said: list[str]) -> list[str]:
    earlier = [one for one in dict.fromkeys(said[:-1]) if one != said[-1]]
    return [f"{label}: {', '.join(earlier)}"] if earlier else []


# --- Parties ----------------------------------------------------------------------------------------------------------


def _parties() -> Iterator[Entry]:
    spells, categories = defaultdict(list), defaultdict(list)
    for spell in Membership.objects.order_by("acceded_on"):
        spells[spell.party_id].append(spell)
    for period in CategoryPeriod.objects.order_by("valid"):
        categories[period.party_id].append(period)
    for party in Party.objects.order_by("pk"):
        yield from until_the_next(_of_party(party, spells[party.pk], categories[party.pk]))


def _of_party(party: Party, spells: list[Membership], categories: list[CategoryPeriod]) -> Iterator[Entry]:
    """From the day it first acceded. Whether it left by itself is not said: it is read in its register."""
    if not spells:
        return
    first = spells[0].acceded_on
    ends = [spell.exited_on for spell in spells if spell.exited_on]
    changes = {*(spell.acceded_on for spell in spells), *ends, *(one.valid.lower or first for one in categories)}
    for day in (day for day in changes if day >= first):
        held = [one for one in categories if day in one.valid]
        is_party = any(one.acceded_on <= day and (not one.exited_on or day < one.exited_on) for one in spells)
        category = PartyCategory(held[0].category).label if held else ""
        yield Entry(
            source=f"party:{party.pk}",
            place=day.isoformat(),
            kind=Kind.PARTY,
            classification=_word_of(Party),
            title=party.name,
            within=category if is_party else "No longer a Party",
            body="\n".join(filter(None, (party.trading_name, category, party.code))),
            references=(names.plain_name(party.code), names.plain_name(party.name)),
            dated=first,
            key=party.code,
            opens=True,
            shown_from=day,
        )


# --- Meetings ---------------------------------------------------------------------------------------------------------


def _meetings() -> Iterator[Entry]:
    """Committees that meet in confidence are left out, as from the register of meetings."""
    meetings = list(Meeting.objects.filter(PUBLIC).select_related("committee").order_by("pk"))
    numberless = Counter((one.committee_id, one.held_on) for one in meetings if one.number is None)
    for meeting in meetings:
        twin = f".{meeting.pk}" if numberless[meeting.committee_id, meeting.held_on] > 1 else ""
        yield from until_the_next(_of_meeting(meeting, twin))


def _of_meeting(meeting: Meeting, twin: str) -> Iterator[Entry]:
    """From the day that notice of it was given, or else its own. That it was cancelled is said from the day of that on,
    or where the day is not known from the first."""
    committee, when = meeting.committee, long_date(meeting.held_on).display
    own = f"{meeting.number}{meeting.suffix}" if meeting.number is not None else ""
    called = {committee.code, committee.abbreviation, committee.paper_prefix} - {""} if own else ()
    first = min(meeting.notice_on or meeting.held_on, meeting.held_on)
    off = max(first, meeting.cancelled_on or first) if meeting.cancelled else None
    for day in sorted({first, off or first}):
        yield Entry(
            source=f"meeting:{meeting.pk}",
            place="" if day == first else day.isoformat(),
            kind=Kind.MEETING,
            classification=_word_of(Meeting),
            title=meeting.title,
            within=f"{committee.name}, {when}{', cancelled' if day == off else ''}",
            body=f"{committee.name} {committee.abbreviation}".strip(),
            references=tuple(sorted({names.plain_name(f"{one} {own}") for one in called})),
            month=meeting.held_on.replace(day=1),
            dated=meeting.held_on,
            key=f"{committee.code}-{own or f'{meeting.held_on.isoformat()}{twin}'}",
            opens=True,
            shown_from=day,
        )


def _word_of(model: type[Modification | Party | Meeting]) -> str:
    """Without a declaration it is for nobody but those who handle the most confidential."""
    return default_classification(model) or Classification.RED
