"""Which function does which kind of job."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.module_loading import autodiscover_modules

Result = Mapping[str, Any] | None


@dataclass
class Fenced:
    """What a fence hands to its block: `result`, where set, is kept as the job's, with the effect."""

    result: Result = None


class Progress(Protocol):
    """What a handler is given beside its arguments: its word with the job's row.

    Every call goes by the row as it is now. A handler whose start of the job no longer counts ends by an exception of
    `jobs.leases`, which it must let through: `Cancelled` once the job is called off, `LeaseLost` once another worker
    has begun it (it may once this one's database session has ended, which a handler may not notice).
    """

    def __call__(self, percent: int, text: str = "") -> None:
        """Say between two steps how far it is. Raises Cancelled or LeaseLost."""
        ...

    def still_mine(self) -> bool:
        """Whether this start of the job still counts. It may not, a moment later: an effect needs a fence."""
        ...

    def fence(self, *, ends: bool = True) -> AbstractContextManager[Fenced]:
        """A transaction that happens only while this start counts, and with which the job is done.

        The job's row is locked first and marked as done last, so what the block writes to the database is written
        exactly once, however often the job begins: whoever comes second finds it done. Whoever cancels meanwhile waits,
        and finds it done too. With `ends=False` the job goes on afterwards: for one step of several, which must then be
        recognised as done by what it wrote. The block should only write: the work comes before it.

            page = render(...)                  # may happen twice
            with progress.fence() as done:      # happens once
                paper = Paper.objects.create(...)
                done.result = {"paper": paper.pk}

        Raises Cancelled or LeaseLost before the block begins. What the block raises undoes it, as any transaction.
        What lies outside the database (a file, a mail) is not undone: write it before, under a name that a second run
        writes again, or record beforehand that it is about to happen, as `jobs.mail` does.
        """
        ...


Handler = Callable[[Mapping[str, Any], Progress], Result]


@dataclass(frozen=True)
class Kind:
    """`retry_on`: exceptions that may pass by themselves; any other fails the job at once.

    `max_attempts` counts starts, also those that ended with their worker. `seconds` and `megabytes` are the most that
    one start may take, the latter beside what its process held before; without `seconds` it is the settings' general
    limit, which none exceeds. `title` is what a person reads. The first pause before a retry is `pause_seconds`, the
    next twice that, and so on. `before_again` is called with the job's arguments, in the same transaction, when a
    person has it tried again. `place` gives the address of the page that a job is about, or "", from its arguments and
    its number; that page decides by itself who may see it.
    """

    name: str
    handler: Handler
    retry_on: tuple[type[Exception], ...] = ()
    max_attempts: int = 3
    seconds: int | None = None
    megabytes: int = 1000
    title: str = ""
    pause_seconds: int = 5
    before_again: Callable[[Mapping[str, Any]], None] | None = None
    place: Callable[[Mapping[str, Any], int], str] | None = None


_kinds: dict[str, Kind] = {}


def register(
    name: str,
    *,
    retry_on: tuple[type[Exception], ...] = (),
    max_attempts: int = 3,
    seconds: int | None = None,
    megabytes: int = 1000,
    title: str = "",
    pause_seconds: int = 5,
    before_again: Callable[[Mapping[str, Any]], None] | None = None,
    place: Callable[[Mapping[str, Any], int], str] | None = None,
) -> Callable[[Handler], Handler]:
    """Make the decorated function the handler of `name`. It belongs into its app's `tasks.py`.

    It gets the job's arguments and its `Progress`; what it returns is kept as the job's result, unless a fence kept one
    before. It may run more than once for one job (a worker can die after the work and before the record of it), so a
    second run must do no harm: `Progress.fence` writes an effect once.

    A start that takes longer than `seconds` ends with SoftTimeLimitExceeded, and fails the job unless `retry_on` names
    it; one that goes on regardless is killed a while later, counted, and begun again. One that needs more than
    `megabytes` ends with MemoryError, likewise.
    """

    def keep(handler: Handler) -> Handler:
        if name in _kinds and _kinds[name].handler is not handler:
            raise ValueError(f"Two handlers for jobs of kind {name!r}")
        _kinds[name] = Kind(
            name,
            handler,
            retry_on=retry_on,
            max_attempts=max_attempts,
            seconds=seconds,
            megabytes=megabytes,
            title=title or name,
            pause_seconds=pause_seconds,
            before_again=before_again,
            place=place,
        )
        return handler

    return keep


def kind_named(name: str) -> Kind:
    """Raises KeyError, naming the kinds there are."""
    if name not in _kinds:
        _read_every_apps_kinds()
    try:
        return _kinds[name]
    except KeyError:
        raise KeyError(f"No handler for jobs of kind {name!r}; there are: {', '.join(sorted(_kinds))}") from None


def title_of(name: str) -> str:
    """What a person reads for a kind; its bare name where this version of the program has no handler for it."""
    try:
        return kind_named(name).title
    except KeyError:
        return name


def kinds() -> list[Kind]:
    """Every kind of every app, by title."""
    _read_every_apps_kinds()
    return sorted(_kinds.values(), key=lambda kind: kind.title)


def _read_every_apps_kinds() -> None:
    """A worker has read them all; a web process only those that its views happen to import."""
    autodiscover_modules("tasks")
