"""A Document as a tagged PDF. The same Document gives the same bytes, on every run and every machine."""

from __future__ import annotations

import gc
import logging
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings

FONTS = Path(settings.BASE_DIR) / "static/fonts/fonts.conf"
# Read once, when the first text is laid out: only the fonts of the repository may be used, wherever this runs.
os.environ["FONTCONFIG_FILE"] = str(FONTS)

from weasyprint import CSS, HTML  # noqa: E402
from weasyprint import Document as PaperDocument  # noqa: E402
from weasyprint.css.counters import CounterStyle  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

from reports.engine.document import Document  # noqa: E402
from reports.engine.problems import Problem, ProblemLog  # noqa: E402
from reports.renderers.drawings import chart_data_uri  # noqa: E402
from reports.renderers.fetcher import AllowListFetcher  # noqa: E402
from reports.renderers.html import (  # noqa: E402
    anchors,
    choose_parts,
    paper_context,
    paper_subject,
    part_context,
)
from reports.renderers.medium import Medium  # noqa: E402
from reports.renderers.notes import begin_page_before, moved_notes, report_moved  # noqa: E402
from reports.renderers.stylesheets import PAPER, STATIC  # noqa: E402
from reports.renderers.tagging import finish_tags  # noqa: E402
from reports.renderers.templates import fill  # noqa: E402

_ONE_AT_A_TIME = threading.Lock()
_MOST_IMAGES = 200
_MOST_LAYOUTS = 8
_VARIANT = "pdf/ua-1"


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """`timings` are seconds by step: html, layout, write, total."""

    content: bytes
    pages: int
    timings: dict[str, float]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What prints of one process share: fonts, parsed stylesheets and decoded charts."""

    fonts: FontConfiguration
    counters: CounterStyle
    sheets: tuple[CSS, ...]
    images: dict[str, Any]


@lru_cache(maxsize=1)
def _kept() -> _Kept:
    fonts, counters, problems = FontConfiguration(), CounterStyle(), ProblemLog()
    fetcher = AllowListFetcher(STATIC, problems)
    sheets = tuple(
        CSS(filename=STATIC / name, font_config=fonts, counter_style=counters, url_fetcher=fetcher) for name in PAPER
    )
    if problems.found:
        raise RuntimeError(problems.found[0].message)
    # What the program loaded stays: set aside, so that the collector looks only at what prints leave behind. Else it
    # looks so seldom that a worker grows by eight megabytes a paper.
    gc.collect()
    gc.freeze()
    return _Kept(fonts, counters, sheets, {})


def render_pdf(document: Document, *, parts: Sequence[str] | None = None, site: str | None = None) -> RenderedPdf:
    """The Document, or the named parts of it, as PDF/UA-1. Raises KeyError for a part that it does not hold.

    `site` is the address that links beginning with "/" belong to; without it they are printed as plain text.
    """
    started = perf_counter()
    markup = paper_html(document, parts=parts, site=site)
    written = perf_counter() - started
    printed = print_markup(markup)
    timings = {"html": written, **printed.timings, "total": perf_counter() - started}
    return replace(printed, timings=timings)


def paper_html(document: Document, *, parts: Sequence[str] | None = None, site: str | None = None) -> str:
    """What is handed to WeasyPrint: the same templates as the page, in the paper's order."""
    chosen = choose_parts(document, parts)
    medium = Medium(chart_data_uri, anchors(chosen), paper=True, site=site)
    context = paper_context(document, chosen) | {
        "parts": [part_context(part, document, medium) for part in chosen],
        "subject": paper_subject(document, chosen),
        "keywords": ("Smart Energy Code", document.header.committee, document.header.reference, document.month.label),
    }
    return fill("paper.html", context)


def print_markup(markup: str) -> RenderedPdf:
    """What `paper_html` gives, as a PDF. One at a time in a process: threads would only slow each other down."""
    with _ONE_AT_A_TIME, _collector_off():
        return _printed(markup)


def _printed(markup: str) -> RenderedPdf:
    """In a function of its own, so that the pages are gone before the collector is on again."""
    problems = ProblemLog()
    with _warnings_as_problems(problems):
        begun = perf_counter()
        laid_out = _lay_out(markup, problems)
        done = perf_counter()
        content = laid_out.write_pdf(finisher=finish_tags, pdf_variant=_VARIANT)
    ended = perf_counter()
    timings = {"layout": done - begun, "write": ended - done, "total": ended - begun}
    return RenderedPdf(content, len(laid_out.pages), timings, tuple(problems.found))


def _lay_out(markup: str, problems: ProblemLog) -> PaperDocument:
    """Lay the pages out, and again with a page begun earlier wherever a note has slipped from its call's page."""
    kept = _kept()
    images = dict(kept.images)
    html = HTML(string=markup, url_fetcher=AllowListFetcher(STATIC, problems))
    for _ in range(_MOST_LAYOUTS):
        laid_out = html.render(
            font_config=kept.fonts,
            counter_style=kept.counters,
            stylesheets=kept.sheets,
            cache=images,
            pdf_variant=_VARIANT,
        )
        moved = moved_notes(laid_out)
        if not moved or not begin_page_before(html.etree_element, moved[0].id):
            break
    report_moved(moved, problems)
    _keep(images)
    return laid_out


def _keep(images: dict[str, Any]) -> None:
    """For the next render. One that could not be had is asked for again, so that it is reported again."""
    kept = _kept().images
    if len(images) > _MOST_IMAGES:
        kept.clear()
    else:
        kept.update({address: image for address, image in images.items() if image is not None})


@contextmanager
def _collector_off() -> Iterator[None]:
    """A print makes millions of objects that live to its end; looking for dead ones costs an eighth of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _warnings_as_problems(problems: ProblemLog) -> Iterator[None]:
    """What WeasyPrint only logs (a style it does not know, a link to nothing) becomes a Problem of the build."""
    logger = logging.getLogger("weasyprint")
    handler, level = _ProblemHandler(problems), logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)


class _ProblemHandler(logging.Handler):
    def __init__(self, problems: ProblemLog) -> None:
        super().__init__(logging.WARNING)
        self._problems = problems

    def emit(self, record: logging.LogRecord) -> None:
        self._problems.warning("pdf.renderer", record.getMessage())
