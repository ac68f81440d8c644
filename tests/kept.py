"""What takes long and always gives the same, done once: for tests that ask the same report after many people."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.urls import get_resolver

from reports.building import built_in_context, context_for
from reports.checks.book import run_book
from reports.renderers.docx import render_docx
from reports.renderers.html import render_page


@contextmanager
def built_once() -> Iterator[None]:
    """Within it a report is built, checked and rendered the first time that somebody asks for it, and kept for those
    who ask next. Nothing may change it meanwhile but what is undone again."""
    assert get_resolver().url_patterns  # every module that a page needs is there
    slow = (context_for, built_in_context, run_book, render_page, render_docx)
    wrapped = {original: _once(original) for original in slow}
    _put(wrapped)
    try:
        yield
    finally:
        _put({kept: original for original, kept in wrapped.items()})


def _put(instead: dict[Any, Any]) -> None:
    """Wherever a module of ours names one of these, it names the other from now on."""
    for module in [one for name, one in sys.modules.items() if name.partition(".")[0] in ("reports", "readers")]:
        for name, value in list(vars(module).items()):
            if callable(value) and getattr(value, "__hash__", None) and value in instead:
                setattr(module, name, instead[value])


def _once(original: Callable[..., Any]) -> Callable[..., Any]:
    given: dict[tuple[Any, ...], tuple[Any, Any]] = {}

    def kept(*args: Any, **more: Any) -> Any:
        key = (*map(_named, args), *((name, _named(value)) for name, value in sorted(more.items())))
        if key not in given:
            given[key] = original(*args, **more), (args, more)  # what is alive keeps its id
        return given[key][0]

    return kept


def _named(argument: Any) -> Any:
    """A record goes by its key, what is a value by itself, and anything else by being the same object."""
    if hasattr(argument, "pk"):
        return type(argument), argument.pk
    return argument if isinstance(argument, str | int | tuple | None) else id(argument)
