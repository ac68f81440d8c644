"""The first pass as a whole: what a load's rows would do, and everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from importing.checks import Load, check
from importing.cleaning import Batch
from importing.problems import Problem
from importing.saving import Plan, Saver, plan
from importing.standing import Standing
from importing.template import Template

# One load at a time: what the first pass found true of the database must still be when the second writes.
_LOCK = 0x5EC_10AD


@dataclass(slots=True)
class Examined:
    """`plans` are of the rows that are sound, one for each file, in the order of saving."""

    found: Load
    plans: list[Plan]
    problems: list[Problem]

    def save(self, *, check: bool = True) -> Saver:
        """Write the plans, of which there must be no problems. Raises SaveRefused: then nothing of it may stay."""
        ids = {name: {key: row.pk for key, row in stored.rows.items()} for name, stored in self.found.stored.items()}
        saver = Saver(ids)
        saver.save(self.plans, check=check)
        return saver


def take_turn() -> None:
    """Wait until no other load is at work; ours then keeps others out until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def examine(
    batches: Mapping[str, Batch],
    problems: list[Problem],
    known: Mapping[str, Template],
    standing: Standing,
    *,
    hold: bool = False,
) -> Examined:
    """Call it inside a transaction, after `take_turn`; to save what it finds, with `hold`: what it found true of a
    record must still be when it is written."""
    barred = list(standing.barred(batches))
    if barred:
        problems = [*problems, *barred]
        closed = {problem.file for problem in barred}
        batches = {name: batch for name, batch in batches.items() if batch.file not in closed}
    wanted = involved(batches, known)
    found = Load(dict(batches), standing=standing, hold=hold)
    problems = [*problems, *check(found, wanted)]
    refused = {(problem.file, problem.line) for problem in problems if problem.line}
    plans = [plan(batches[each.name], found.stored[each.name], refused) for each in wanted if each.name in batches]
    if standing_in_the_way := list(standing.problems(found, plans)):
        problems += standing_in_the_way
        refused |= {(problem.file, problem.line) for problem in standing_in_the_way}
        for each in plans:
            each.leave_out(refused)
    return Examined(found, plans, sorted(problems))


def involved(batches: Mapping[str, Batch], known: Mapping[str, Template]) -> list[Template]:
    """The loaded templates and those whose records they name, in the order of saving."""
    names = set(batches)
    for batch in batches.values():
        names.update(batch.template.names)
    return [template for name, template in known.items() if name in names]
