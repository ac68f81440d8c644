"""Taking in a PDF that somebody brings: checked in bounded time and memory, kept as it came, never run. Its words are
read for search, in as bounded a way.

Every refusal is a ValidationError that says why in a sentence.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from reports.models import TextState, UploadedPaper, UploadedText

INSPECTOR = Path(__file__).with_name("inspecting.py")
EXTRACTOR = Path(__file__).with_name("extracting.py")
MOST_WORDS = 4 * 1024 * 1024
"""Bytes of a file's words that are kept, as UTF-8."""
WORDS_CPU_SECONDS, WORDS_PATIENCE_SECONDS = 10, 20
"""Less than a check may take, and by the clock twice as much as of the processor, as `extracting` has it: words
are read after the check, while whoever brought the file waits, and may be lacking."""
CPU_SECONDS = 20
MEGABYTES = 1024
PATIENCE_SECONDS = 40
"""By the clock: a machine that does other things besides gives a check its processor more slowly."""
LONGEST_NAME = 120
LIMITS = f"It could not be looked through in {CPU_SECONDS} seconds and {MEGABYTES} MB: no ordinary paper needs as much."


@dataclass(frozen=True, slots=True)
class Words:
    """What can be read in a PDF, page by page; of one that was read in part, the first pages. `hidden` words that it
    holds besides are shown on none of them, and left out."""

    state: TextState
    pages: tuple[str, ...] = ()
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """A PDF that may go into a pack. `tagged`: it says that it is PDF/UA. `words` may be left to be read later."""

    name: str
    content: bytes
    pages: int
    sha256: str
    tagged: bool = False
    words: Words | None = None


def check_upload(file: UploadedFile[bytes]) -> Checked:
    """ValidationError for what may not go into a pack."""
    name = clean_name(file.name or "")
    most = settings.PACK_MAX_BYTES
    if file.size is None or file.size > most:
        raise ValidationError(f"It has {_megabytes(file.size or 0)}; a paper may have {_megabytes(most)}.")
    content = file.read()
    if not content:
        raise ValidationError("It is empty.")
    pages, tagged = looked_through(content)
    return Checked(name, content, pages, sha256(content).hexdigest(), tagged, words_of(content, pages))


def clean_name(name: str) -> str:
    """The file's own name, without folders and what cannot be printed. ValidationError for one that no PDF has."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    printable = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(" .")
    stem, dot, ending = printable.rpartition(".")
    if not (dot and stem.strip(" .")) or ending.lower() != "pdf":
        raise ValidationError("Its name does not end in .pdf: only PDFs go into a pack.")
    return f"{stem[: LONGEST_NAME - 4]}.pdf"


def pages_of(content: bytes) -> int:
    return looked_through(content)[0]


def looked_through(content: bytes) -> tuple[int, bool]:
    """The pages of a PDF that may go into a pack, and whether it says that it is PDF/UA: found by a process of its own.
    ValidationError for one that may not."""
    verdict = _answer(INSPECTOR, content, settings.PACK_MAX_PAGES, CPU_SECONDS, PATIENCE_SECONDS) or {"refused": LIMITS}
    if "refused" in verdict:
        raise ValidationError(verdict["refused"])
    return int(verdict["pages"]), bool(verdict["tagged"])


def words_of(content: bytes, pages: int) -> Words:
    """The words that can be seen in a PDF that was let in with so many pages, read by a process of its own. One that it
    cannot read to an end is no fault of who brought it: it is kept as having failed."""
    found = _answer(EXTRACTOR, content, MOST_WORDS, WORDS_CPU_SECONDS, WORDS_PATIENCE_SECONDS, pages)
    if found is None:
        return Words(TextState.FAILED)
    if not any(words.strip() for words in found["pages"]):
        return Words(TextState.FAILED if found["cut"] else TextState.NONE, hidden=found["hidden"])
    return Words(TextState.CUT if found["cut"] else TextState.READ, tuple(found["pages"]), found["hidden"])


def text_of(upload: UploadedPaper) -> UploadedText:
    """Its words as they are kept; where they were not read when it was brought, they are read now and kept."""
    kept = UploadedText.objects.filter(upload=upload).first()
    if kept is None:
        words = words_of(bytes(upload.content), upload.pages)
        found = {"state": words.state, "pages": list(words.pages), "hidden": words.hidden}
        kept, _ = UploadedText.objects.get_or_create(upload=upload, defaults=found)
    return kept


def _answer(
    program: Path, content: bytes, most: int, seconds: int, patience: float, *more: int
) -> dict[str, Any] | None:
    """What the program says of the file; None where it came to no end."""
    limits = map(str, (most, MEGABYTES, seconds, *more))
    try:
        # Our own program, with nothing of the upload among its arguments.
        done = subprocess.run(
            [sys.executable, "-I", str(program), *limits],
            input=content,
            capture_output=True,
            timeout=patience,
            check=False,
            env={},
        )
        answer: dict[str, Any] | None = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return answer


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:,.1f} MB"
