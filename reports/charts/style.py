"""What a drawing depends on besides its data. Nothing here loads matplotlib, which takes a second."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import Enum
from importlib.metadata import version
from pathlib import Path


class Width(Enum):
    """Points. A chart is drawn for where it is read, so that its words are never scaled down."""

    PAGE = 482.0
    """The text column of A4: 170 mm."""
    PHONE = 255.0
    """340 CSS pixels."""


def style_digest(release: str, files: Iterable[Path]) -> str:
    """SHA-256 of a release of matplotlib and of files' names and contents."""
    digest = hashlib.sha256(release.encode())
    for file in sorted(files, key=lambda file: file.name):
        digest.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


_CHARTS = Path(__file__).parent
_ROOT = _CHARTS.parents[1]
STYLE = style_digest(
    version("matplotlib"),
    [*_CHARTS.glob("*.py"), _ROOT / "reports" / "engine" / "values.py", *(_ROOT / "static" / "fonts").glob("*.ttf")],
)
"""The code that draws and rounds, the fonts it measures by and the release of matplotlib it draws with."""
