"""The pages that the pack has of its own: cover, contents, dividers, and what says that a paper follows or is left out.

All of a file's are printed as one document, so that its contents can link to its dividers. The same pages give the same
bytes, on every run and every machine.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from weasyprint import CSS, HTML
from weasyprint import Document as PaperDocument
from weasyprint.text.fonts import FontConfiguration

from access.classification import Classification
from reports.engine.problems import ProblemLog
from reports.packs.layout import HELD, TO_FOLLOW, WITHHELD, Entry, Level, Line
from reports.packs.stamps import PREVIEW
from reports.renderers import pdf as _fonts  # noqa: F401  # says which fonts there are, before text is laid out
from reports.renderers.fetcher import AllowListFetcher
from reports.renderers.stylesheets import STATIC
from reports.renderers.tagging import finish_tags
from reports.renderers.templates import fill

SHEET = STATIC / "css/print/packs.css"
_VARIANT = "pdf/ua-1"
_ONE_AT_A_TIME = threading.Lock()
_AUDIENCES = {
    Classification.WHITE: "Edition for the public",
    Classification.GREEN: "Edition for SEC Parties",
    Classification.AMBER: "Edition for members of the {committee}",
    Classification.RED: "Edition for members of the {committee}, with Red papers",
}


@dataclass(frozen=True, slots=True)
class About:
    """What the cover says. `reference` is without a paper number: SECP_97_1510. `supplement` is 0 for the pack. A
    `preview` says on every page that it is one."""

    committee: str
    code: str
    meeting: str
    held_on: date
    reference: str
    supplement: int
    sentences: tuple[tuple[str, str], ...] = ()
    preview: bool = False

    @property
    def title(self) -> str:
        return f"Supplement {self.supplement} to the paper pack" if self.supplement else "Paper pack"

    def stamped(self, classification: Classification) -> str:
        return f"{PREVIEW} · {classification.label}" if self.preview else classification.label

    def sentence(self, word: str) -> str:
        return dict(self.sentences).get(word, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of its own between the papers: a divider, or one in the place of what is left out. `id` is its anchor."""

    id: str
    kind: str
    entry: Entry
    line: Line

    @property
    def title(self) -> str:
        if self.kind == WITHHELD and not self.line.title:
            return "A paper that is withheld" if self.line is self.entry.line else "A part that is withheld"
        return self.line.title

    @property
    def word(self) -> str:
        return Classification(self.line.classification).label if self.line.classification else ""

    @property
    def reference(self) -> str:
        line = self.entry.line
        return f"{line.reference}, version {line.version}" if line.version > 1 and line.reference else line.reference

    @property
    def in_place_of(self) -> str:
        """In words, where the paper takes the place of one that was issued before."""
        former = self.line.replaces
        if former is None:
            return ""
        where = f"supplement {former.issue}" if former.issue else "the pack"
        return f"In the place of item {former.item} of {where}, pack page {former.first}"


@dataclass(frozen=True, slots=True)
class Front:
    """`content` is a PDF: the cover, `contents` pages of contents, then each of `sheets` on a page."""

    content: bytes
    contents: int
    sheets: tuple[Sheet, ...]


def edition_name(level: Level, committee: str) -> str:
    """How a file is told from the others of its pack."""
    return _AUDIENCES[level.classification].format(committee=committee)


def sheets_of(entries: Sequence[Entry]) -> list[Sheet]:
    """In the order of the file: what stands between them is held, and comes from elsewhere."""
    found = []
    for entry in entries:
        found.append(Sheet(f"paper-{entry.item}", entry.state, entry, entry.line))
        found.extend(
            Sheet(f"paper-{entry.item}-{part.first}", WITHHELD, entry, part)
            for part in entry.parts
            if part.state == WITHHELD
        )
    return found


def contents_of(about: About, level: Level, entries: Sequence[Entry]) -> int:
    """The pages that the file's contents take, found without printing the rest."""
    context = front_context(about, level, entries, sheets_of(entries)) | {"sheets": ()}
    with _ONE_AT_A_TIME:
        return len(_laid_out(context).pages) - 1


def print_front(about: About, level: Level, entries: Sequence[Entry]) -> Front:
    """Raises RuntimeError for a page that came out longer than one, which no title that is stored can make."""
    sheets = sheets_of(entries)
    with _ONE_AT_A_TIME:
        laid_out = _laid_out(front_context(about, level, entries, sheets))
        contents = len(laid_out.pages) - 1 - len(sheets)
        anchored = [sorted(page.anchors) for page in laid_out.pages[1 + contents :]]
        if contents < 1 or anchored != [[one.id] for one in sheets]:
            raise RuntimeError("A page of the pack's own does not fit on its sheet")
        return Front(laid_out.write_pdf(finisher=finish_tags, pdf_variant=_VARIANT), contents, tuple(sheets))


def _laid_out(context: dict[str, object]) -> PaperDocument:
    fonts, sheet = _kept()
    fetcher = AllowListFetcher(STATIC, ProblemLog())
    markup = fill("packs/front.html", context)
    return HTML(string=markup, url_fetcher=fetcher).render(font_config=fonts, stylesheets=[sheet], pdf_variant=_VARIANT)


def front_context(about: About, level: Level, entries: Sequence[Entry], sheets: Sequence[Sheet]) -> dict[str, object]:
    left_out = [sheet for sheet in sheets if sheet.kind == WITHHELD]
    return {
        "about": about,
        "edition": edition_name(level, about.committee),
        "word": level.classification.label,
        "sentence": about.sentence(level.classification),
        "rows": [{"sheet": sheet, "parts": _parts(sheet)} for sheet in sheets if sheet.line is sheet.entry.line],
        "sheets": sheets,
        "left_out": left_out,
        "to_follow": sum(entry.state == TO_FOLLOW for entry in entries),
        "replacing": sum(entry.line.replaces is not None for entry in entries),
    }


def _parts(sheet: Sheet) -> list[Sheet]:
    """Those that the contents list under the paper: one alone is the paper itself."""
    parts = sheet.entry.parts
    if len(parts) < 2 and all(part.state == HELD for part in parts):
        return []
    return [
        Sheet(f"{sheet.id}-{part.first}" if part.state == WITHHELD else "", part.state, sheet.entry, part)
        for part in parts
        if part is not parts[0] or part.state == WITHHELD
    ]


@lru_cache(maxsize=1)
def _kept() -> tuple[FontConfiguration, CSS]:
    fonts = FontConfiguration()
    return fonts, CSS(filename=SHEET, font_config=fonts, url_fetcher=AllowListFetcher(STATIC, ProblemLog()))
