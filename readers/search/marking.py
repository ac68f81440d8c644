"""What matched, marked in text that may hold anything."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_START, _END = "\x02", "\x03"


def marked(text: str, beginnings: Sequence[str] = ()) -> SafeString:
    """The text as markup, what stands between the control characters marked, and every word that begins like one of
    `beginnings`. Stored text holds no such characters: they are taken out of it (`passages.clean`)."""
    if beginnings:
        words = "|".join(re.escape(one) for one in beginnings)
        pattern = re.compile(rf"(?<![\w{_START}])((?:{words})\w*)", re.IGNORECASE)
        text = pattern.sub(rf"{_START}\1{_END}", text)
    found = escape(" ".join(text.split(" "))).replace("\n", " ")
    opened = found.replace(_START, "<mark>").replace(_END, "</mark>")
    return mark_safe(opened)  # noqa: S308  # escaped above; the marks are our own
