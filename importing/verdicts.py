"""How an import stands, in the words its page begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma

from importing.models import ImportRun, RunState


@dataclass(frozen=True, slots=True)
class Verdict:
    """`manner` is how it looks: refused, ready, done or quiet."""

    words: str
    manner: str


def verdict(run: ImportRun, done: Mapping[str, int], refused: int) -> Verdict | None:
    """None while the work goes on. `done` has the rows by kind, and `refused` those that are."""
    changes = _changes(done)
    match run.state:
        case RunState.REFUSED:
            return Verdict(f"{_refused(run, refused)}, nothing is saved yet", "refused")
        case RunState.PREVIEWED:
            return Verdict(f"Ready: {changes}", "ready") if changes else Verdict("Nothing would change", "quiet")
        case RunState.ACCEPTED:
            return Verdict(f"Saved: {changes or 'nothing to change'}", "done")
        case RunState.UNDONE:
            return Verdict(f"Undone: {changes or 'nothing had changed'}", "quiet")
        case RunState.DISCARDED:
            return Verdict("Discarded before anything was saved", "quiet")
    return None


def counted(number: int, noun: str) -> str:
    return f"{intcomma(number)} {noun}{'' if number == 1 else 's'}"


def _refused(run: ImportRun, refused: int) -> str:
    files = counted(len(run.problems), "problem") + " with the files" if run.problems else ""
    rows = f"{counted(refused, 'row')} refused" if refused else ""
    return " and ".join(part for part in (rows, files) if part) or "Refused"


def _changes(done: Mapping[str, int]) -> str:
    return ", ".join(f"{intcomma(done[kind])} {kind}" for kind in ("added", "changed") if done[kind])
