"""Taking in a PDF that somebody brings: checked in bounded time and memory, kept as it came, never run.

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

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

INSPECTOR = Path(__file__).with_name("inspecting.py")
CPU_SECONDS = 20
MEGABYTES = 1024
PATIENCE_SECONDS = 40
"""By the clock: a machine that does other things besides gives a check its processor more slowly."""
LONGEST_NAME = 120
LIMITS = f"It could not be looked through in {CPU_SECONDS} seconds and {MEGABYTES} MB: no ordinary paper needs as much."


@dataclass(frozen=True, slots=True)
class Checked:
    """A PDF that may go into a pack. `tagged`: it says that it is PDF/UA."""

    name: str
    content: bytes
    pages: int
    sha256: str
    tagged: bool = False


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
    return Checked(name, content, pages, sha256(content).hexdigest(), tagged)


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
    limits = (str(settings.PACK_MAX_PAGES), str(MEGABYTES), str(CPU_SECONDS))
    try:
        # Our own program, with nothing of the upload among its arguments.
        done = subprocess.run(
            [sys.executable, "-I", str(INSPECTOR), *limits],
            input=content,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
            env={},
        )
        verdict = json.loads(done.stdout) if done.returncode == 0 else {"refused": LIMITS}
    except (subprocess.TimeoutExpired, ValueError):
        verdict = {"refused": LIMITS}
    if "refused" in verdict:
        raise ValidationError(verdict["refused"])
    return int(verdict["pages"]), bool(verdict["tagged"])


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:,.1f} MB"
