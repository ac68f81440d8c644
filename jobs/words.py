"""How a job is told to a person."""

from __future__ import annotations

from datetime import datetime, timedelta

from jobs.models import UNFINISHED, Job, State

STATES = {
    State.QUEUED: "Waiting",
    State.RUNNING: "In hand",
    State.DONE: "Done",
    State.FAILED: "Failed",
    State.CANCELLED: "Cancelled",
}


def state_in_words(job: Job) -> str:
    """One that waits after an attempt waits to be tried again."""
    if job.state == State.QUEUED and job.attempts:
        return "Waiting to be tried again"
    return STATES[State(job.state)]


def said(job: Job) -> str:
    """One sentence: how far it is."""
    if job.state == State.RUNNING:
        step = f": {job.progress[:1].lower()}{job.progress[1:]}" if job.progress else ""
        return f"In hand{step} ({job.percent}%)."
    return f"{state_in_words(job)}."


def took(job: Job, now: datetime) -> str:
    """How long the latest attempt took, or has taken; blank before the first."""
    if job.started_at is None:
        return ""
    if job.state in UNFINISHED and job.state != State.RUNNING:
        return ""
    return duration((job.finished_at or now) - job.started_at)


def duration(span: timedelta) -> str:
    seconds = max(span.total_seconds(), 0)
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def reasons(job: Job) -> list[str]:
    """Of each attempt that failed, first to last: every one begins with its number, and may have several lines."""
    found: list[str] = []
    for line in job.error.splitlines():
        if line.startswith("Attempt ") or not found:
            found.append(line)
        else:
            found[-1] += f"\n{line}"
    return found
