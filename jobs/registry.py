"""Which function does which kind of job."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class Progress(Protocol):
    """What a handler calls between its steps; it raises jobs.tasks.Cancelled once the job is cancelled."""

    def __call__(self, percent: int, text: str = "") -> None: ...


Result = Mapping[str, Any] | None
Handler = Callable[[Mapping[str, Any], Progress], Result]


@dataclass(frozen=True)
class Kind:
    """`retry_on`: exceptions that may pass by themselves; any other fails the job at once.

    `max_attempts` counts starts, also those that ended with their worker.
    """

    name: str
    handler: Handler
    retry_on: tuple[type[Exception], ...] = ()
    max_attempts: int = 3


_kinds: dict[str, Kind] = {}


def register(
    name: str, *, retry_on: tuple[type[Exception], ...] = (), max_attempts: int = 3
) -> Callable[[Handler], Handler]:
    """Make the decorated function the handler of `name`. It belongs into its app's `tasks.py`.

    It gets the job's arguments and a progress function; what it returns is kept as the job's result. It may
    run more than once for one job (a worker can die after the work and before the record of it), so a second
    run must do no harm.
    """

    def keep(handler: Handler) -> Handler:
        if name in _kinds and _kinds[name].handler is not handler:
            raise ValueError(f"Two handlers for jobs of kind {name!r}")
        _kinds[name] = Kind(name, handler, retry_on, max_attempts)
        return handler

    return keep


def kind_named(name: str) -> Kind:
    """Raises KeyError, naming the kinds there are."""
    try:
        return _kinds[name]
    except KeyError:
        raise KeyError(f"No handler for jobs of kind {name!r}; there are: {', '.join(sorted(_kinds))}") from None
