"""The stylesheets, in the order they are laid over each other."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

STATIC = Path(settings.BASE_DIR) / "static"

SCREEN = ("css/fonts.css", "css/theme.css", "css/report.css", "css/tables.css", "css/widths.css", "css/print.css")
"""What a page of the site and a file that travels have in common."""

PAPER = (
    "css/print/paged.css",
    "css/print/text.css",
    "css/print/cover.css",
    "css/print/contents.css",
    "css/print/tables.css",
    "css/widths.css",
    "css/print/figures.css",
    "css/print/tiles.css",
    "css/print/notes.css",
)


@lru_cache(maxsize=1)
def inline_stylesheet() -> SafeString:
    """The screen's stylesheets as one text, with the fonts inside it."""
    sheets = [STATIC / "vendor/govuk-frontend/govuk-frontend.min.css", *(STATIC / name for name in SCREEN)]
    css = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    css = re.sub(r'url\("\.\./webfonts/([A-Za-z0-9-]+\.woff2)"\)', _font, css)
    return mark_safe(css.replace("</", "<\\/"))  # noqa: S308 - our own stylesheets, and no end tag can stand in them


def _font(match: re.Match[str]) -> str:
    data = (STATIC / "webfonts" / match[1]).read_bytes()
    return f'url("data:font/woff2;base64,{b64encode(data).decode()}")'
