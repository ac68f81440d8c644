"""What a publication was made with: so that it can be told later whether the same program would make it again."""

from __future__ import annotations

import hashlib
import zlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings

from reports.engine.document import SCHEMA_VERSION, Document
from reports.papers import program

_LIBRARIES = ("django", "weasyprint", "pydyf", "tinycss2", "fonttools", "pillow", "matplotlib", "openpyxl", "cattrs")
_RULES = ("reports/definitions", "reports/facts", "reports/checks", "modifications", "meetings", "parties", "measures")
_FONTS = ("static/fonts",)


def made_with(document: Document) -> dict[str, Any]:
    """`program` is the fingerprint of all that decides how a Document looks; `rules` and `fonts` are fingerprints too,
    of what the program counts by and of the fonts it prints with."""
    return {
        "program": program(),
        "edition": document.edition,
        "schema": SCHEMA_VERSION,
        "rules": _digest(_RULES),
        "fonts": _digest(_FONTS),
        "libraries": {name: version(name) for name in _LIBRARIES} | {"zlib": zlib.ZLIB_RUNTIME_VERSION},
    }


def by_this_program(kept: dict[str, Any]) -> bool:
    """Whether what was made with this is made again byte for byte. The libraries that compress belong to it."""
    zlibs = (kept.get("libraries") or {}).get("zlib")
    return kept.get("program") == program() and zlibs == zlib.ZLIB_RUNTIME_VERSION


@cache
def _digest(folders: tuple[str, ...]) -> str:
    """SHA-256 over every file in the folders, each under its path."""
    root, digest = Path(settings.BASE_DIR), hashlib.sha256()
    for folder in folders:
        for path in sorted(one for one in (root / folder).rglob("*") if one.is_file() and one.suffix != ".pyc"):
            digest.update(f"{path.relative_to(root)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
