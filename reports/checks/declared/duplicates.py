"""Nothing is entered, or printed, twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Model

from measures.models import MeasureCategory
from meetings.models import DccReportDelivery
from modifications.models import Release
from parties.models import EventOfDefault
from reports.checks import mends, records
from reports.checks.context import BookContext
from reports.checks.records import AssessmentDates
from reports.checks.registry import Finding, check
from reports.engine.tables import joined
from reports.engine.values import long_date
from reports.facts.registry import Fact

_LEGAL = re.compile(r"\b(limited|ltd|plc|llp|uk|company|co|the)\b")
_NO_LETTER = re.compile(r"[^a-z0-9]+")


@check(
    "duplicates.rows",
    "error",
    "No table prints a row twice",
    "Two rows that are the same in every column are one thing counted twice, or two that nobody can tell apart.",
    classes=(5,),
)
def rows(ctx: BookContext) -> Iterator[Finding]:
    for section, block, table in ctx.tables():
        times = Counter(tuple(cell.value.display for cell in row.cells) for row in table.rows if not row.total)
        for row, number in times.items():
            if number > 1:
                message = f"{table.number or table.caption} prints {number} times: {' · '.join(row)}."
                yield Finding(message, f"{block}:{'|'.join(row)}", str(number), section, block)


@check(
    "duplicates.assessments",
    "error",
    "No DCC Assessment is recorded twice",
    "Two assessments of one modification, of one type and accepted on one day are one, entered twice.",
    classes=(5,),
)
def assessments(ctx: BookContext) -> Iterator[Finding]:
    seen: dict[tuple[object, ...], int] = {}
    for row in ctx.assessments_shown:
        key = (row.code, row.kind, row.accepted_on)
        if row.accepted_on is not None and key in seen:
            message = f"{row.reference} has two {row.kind}s accepted on {long_date(row.accepted_on).display}."
            subject = f"{row.code}:{row.kind}:{row.accepted_on}"
            mend = mends.assessment(row.id)
            yield Finding(message, subject, "", "assessment-statistics", "assessments-open", mend)
        seen[key] = row.id


@check(
    "duplicates.assessments_overlap",
    "warning",
    "No modification has two assessments of one type at a time",
    "An assessment that is accepted while another of its modification and type is underway may be that one, entered "
    "again with another date.",
    classes=(5, 6),
)
def assessments_overlap(ctx: BookContext) -> Iterator[Finding]:
    underway: dict[tuple[str, str], AssessmentDates] = {}
    accepted = [(row.accepted_on, row) for row in ctx.assessments_shown if row.accepted_on is not None]
    for day, row in sorted(accepted, key=lambda one: (one[0], one[1].id)):
        earlier = underway.get((row.code, row.kind))
        ended = earlier.returned_on or date.max if earlier else date.min
        if earlier and earlier.accepted_on != day and day < ended:
            message = (
                f"{row.reference}: another {row.kind} is accepted on {long_date(day).display}, while one is underway."
            )
            mend = mends.assessment(row.id)
            state = f"{earlier.accepted_on}/{day}"
            yield Finding(message, f"{row.id}", state, "assessment-statistics", "assessments-open", mend)
        if earlier is None or (row.returned_on or date.max) > ended:
            underway[row.code, row.kind] = row


def same_name(name: str) -> str:
    """What is left of a name without capitals, stops and legal forms: two Parties alike in it may be one."""
    plain = _LEGAL.sub(" ", name.casefold().replace("&", " and "))
    return _NO_LETTER.sub(" ", plain).strip()


@check(
    "duplicates.parties",
    "warning",
    "No Party is entered under two spellings",
    "Compares the names of all Parties without capitals, stops and words such as Limited. Two that are then alike may "
    "be one Party, counted twice.",
    classes=(5,),
)
def parties(ctx: BookContext) -> Iterator[Finding]:
    alike: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in ctx.reads.parties:
        alike[same_name(row.name)].append((row.name, row.id))
    for plain, found in alike.items():
        if len(found) > 1 and plain:
            names = joined([name for name, _ in found])
            message, spellings = f"{names} may be one Party.", "|".join(sorted(name for name, _ in found))
            yield Finding(message, plain, spellings, "parties", "", mends.party(found[-1][1]))


@check(
    "duplicates.defaults",
    "warning",
    "No Event of Default is entered twice",
    "Two Events of Default of one Party under one limb of SEC M8.1, raised on one day, may be one entered twice.",
    classes=(5,),
)
def defaults(ctx: BookContext) -> Iterator[Finding]:
    for party, limb, raised_on, times in records.repeated_defaults(ctx.reads.window[0].first, ctx.month.last):
        message = f"{times} Events of Default of one Party under {limb} were raised on {long_date(raised_on).display}."
        mend = mends.listing(EventOfDefault, q=party)
        yield Finding(message, f"{party}:{limb}:{raised_on}", str(times), "market", "movements", mend)


@check(
    "duplicates.decisions",
    "error",
    "No decision is recorded twice",
    "One body decides one question about one modification once on one day.",
    classes=(5,),
)
def decisions(ctx: BookContext) -> Iterator[Finding]:
    seen = set()
    for row in ctx.reads.decisions:
        key = (row.body, row.code or row.release or row.remark, row.question, row.decided_on)
        if key in seen:
            about = row.reference or row.release or row.question.label
            message = f"{row.body.label}: {about} was decided twice on {long_date(row.decided_on).display}."
            subject = ":".join(map(str, key))
            yield Finding(message, subject, "", row.body.value.replace("_", "-"), "", mends.decision(row.id))
        seen.add(key)


@check(
    "duplicates.meetings",
    "warning",
    "No committee meets twice on one day",
    "Two regular meetings of one committee on one day may be one that was entered twice.",
    classes=(5,),
)
def meetings(ctx: BookContext) -> Iterator[Finding]:
    seen = set()
    for row in ctx.reads.meetings_counted:
        key = (row.committee_code, row.held_on)
        if key in seen:
            message = f"{row.committee} has two meetings on {long_date(row.held_on).display}."
            subject = f"{row.committee_code}:{row.held_on}"
            yield Finding(message, subject, "", "meetings", "meetings-held", mends.meeting(row.id))
        seen.add(key)


@check(
    "duplicates.fact_keys",
    "warning",
    "No two figures go by one name",
    "What is measured, released or delivered is named so that each figure has a key of its own. Where two have one "
    "key, text and tables are given neither, until one of the records is named otherwise.",
    classes=(5,),
)
def fact_keys(ctx: BookContext) -> Iterator[Finding]:
    claimed: dict[str, list[Fact]] = defaultdict(list)
    for fact in ctx.facts.values():
        if fact.claimed_by:
            claimed[fact.key.rpartition(".")[0]].append(fact)
    for begins, facts in claimed.items():
        first = facts[0]
        named = joined([f"“{label}”" for label in first.claimed_by])
        more = f", and {len(facts) - 1} more that begin so" if len(facts) > 1 else ""
        message = f"{named} have one key, {first.key}{more}: none of them is given."
        yield Finding(message, begins, "|".join(first.claimed_by), "", "", _named_at(first.key))


def _named_at(key: str) -> str:
    """Where the records are named that a family of facts goes by."""
    named_by: dict[str, type[Model]] = {"release": Release, "measure": MeasureCategory, "dcc_report": DccReportDelivery}
    model = named_by.get(key.partition(".")[0])
    return mends.listing(model) if model else ""
