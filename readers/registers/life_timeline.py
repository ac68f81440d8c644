"""A modification's life as a timeline, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from modifications.working_days import published_end
from readers.registers.days import in_words
from readers.registers.life import Life, Stay
from readers.registers.life_assessments import Assessed
from readers.registers.timeline import Lane, Span, Timeline

_STAGES, _HOLD, _ASSESSMENT, _CONSULTATION, _EVENT = 0, 3, 1, 2, 4


def timeline_of(life: Life) -> Timeline:
    lanes = (*_stages(life), *_holds(life), *_assessments(life), *_consultations(life), *_events(life))
    return Timeline(f"life-{life.modification.code}", life.modification.raised_on, life.day, tuple(lanes))


def in_words_of(life: Life) -> str:
    """What the drawing shows, for who does not see it. Its figures stand in the tables beneath."""
    stays = "; ".join(_stay_in_words(stay) for stay in life.stays)
    told = [
        f"Timeline of {life.reference} from {in_words(life.modification.raised_on)} to {in_words(life.day)}. {stays}."
    ]
    if life.rests:
        told.append(f"On hold {_times(len(life.rests))}.")
    told += [_assessed_in_words(one) for one in life.assessments if one.accepted_on]
    counts = ((len(life.consultations), "consultation"), (len(life.decisions), "decision"))
    told += [f"{number} {noun}{'s' if number > 1 else ''}." for number, noun in counts if number]
    return " ".join(told)


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _stay_in_words(stay: Stay) -> str:
    if stay.last is None:
        return f"{stay.stage.label} since {in_words(stay.first)}"
    return f"{stay.stage.label} from {in_words(stay.first)} to {in_words(stay.last)}"


def _assessed_in_words(one: Assessed) -> str:
    end = f"returned {in_words(one.returned_on)}" if one.returned_on else "not returned"
    standing = f", {one.over} over its target of {one.target}" if one.over else f", within its target of {one.target}"
    accepted = in_words(one.accepted_on) if one.accepted_on else ""
    return f"{one.name} accepted {accepted}, {end}, {one.published} Working Days{standing}."


def _stages(life: Life) -> Iterator[Lane]:
    """A lane for each stage, in the order they were first entered; one that nothing follows is a day's mark."""
    spans: dict[str, list[Span]] = {}
    marks: dict[str, list[date]] = {}
    for stay in life.stays:
        name = str(stay.stage.label)
        spans.setdefault(name, [])
        if stay.working_days is None:
            marks.setdefault(name, []).append(stay.first)
        else:
            words = f"{stay.working_days:,} WD"
            spans[name].append(Span(stay.first, stay.last or life.day, words, goes_on=stay.last is None))
    for name, drawn in spans.items():
        yield Lane(name, _STAGES, tuple(drawn), tuple(marks.get(name, ())))


def _holds(life: Life) -> Iterator[Lane]:
    if life.rests:
        spans = (
            Span(rest.first, rest.last or life.day, f"{rest.working_days:,} WD", goes_on=rest.last is None)
            for rest in life.rests
        )
        yield Lane("On hold", _HOLD, tuple(spans))


def _assessments(life: Life) -> Iterator[Lane]:
    for one in life.assessments:
        name = f"{one.kind.value} {one.sequence}" if one.sequence > 1 else str(one.kind.label)
        if one.accepted_on is None:
            yield Lane(f"{name}, requested", _ASSESSMENT, marks=(one.requested_on or life.day,))
            continue
        words = f"{one.published:,} WD" + (", over target" if one.over else "")
        span = Span(one.accepted_on, one.returned_on or life.day, words, goes_on=one.returned_on is None)
        due = published_end(one.accepted_on, one.target)
        yield Lane(name, _ASSESSMENT, (span,), target=due if due <= life.day else None)


def _consultations(life: Life) -> Iterator[Lane]:
    spans = tuple(
        Span(one.opened_on, one.closed_on or life.day, "", goes_on=one.closed_on is None)
        for one in life.consultations
        if one.opened_on
    )
    if spans:
        yield Lane("Consultations", _CONSULTATION, spans)


def _events(life: Life) -> Iterator[Lane]:
    decided = tuple(dict.fromkeys(one.decided_on for one in life.decisions))
    begun = life.modification.raised_on
    met = tuple(dict.fromkeys(one.held_on for one in life.discussions if one.held_on >= begun))
    if decided:
        yield Lane("Decisions", _EVENT, marks=decided)
    if met:
        yield Lane("Meetings", _STAGES, marks=met)
