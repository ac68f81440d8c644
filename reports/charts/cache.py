"""Drawn charts kept by what they were drawn from, so that an unchanged chart is never drawn twice.

A key is the SHA-256 of the chart's data with the style it is drawn in (`style.STYLE`: this package's code, the fonts
and matplotlib's release), so a stale drawing cannot be found: a new release simply has other keys. The folder is a
cache and nothing more. Delete it, or any file in it, whenever you like.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from reports.charts.style import STYLE, Width
from reports.engine.blocks import Chart
from reports.engine.values import Raw

Drawn = TypeVar("Drawn", str, bytes)

log = logging.getLogger(__name__)

_SEAL = b"<!-- sha256 "
_SEAL_END = b" -->\n"


class ChartCache:
    """Drawn charts in memory, the least lately used leaving first, and in a folder when one is given.

    Safe to share between threads, and a folder between processes. A folder that cannot be written, and a file that
    was damaged, cost a drawing each time and no more.
    """

    def __init__(self, folder: Path | None = None, *, in_memory: int = 256) -> None:
        self._folder = folder
        self._in_memory = in_memory
        self._drawn: OrderedDict[str, Any] = OrderedDict()
        self._lock = Lock()

    def render(self, chart: Chart, *, title_for_id: str, width: Width = Width.PAGE) -> str:
        """As `reports.charts.render`, from the cache where it can. Raises ValueError as that does."""

        def drawn() -> str:
            from reports.charts.draw import render  # and with it matplotlib, which takes a second

            return render(chart, title_for_id=title_for_id, width=width)

        key = chart_key(chart, title_for_id=title_for_id, width=width)
        return self._kept(f"{key}.svg", drawn, str.encode, bytes.decode)

    def render_png(self, chart: Chart, *, width: Width = Width.PAGE) -> bytes:
        """As `reports.charts.render_png`, from the cache where it can. Raises ValueError as that does."""

        def drawn() -> bytes:
            from reports.charts.draw import render_png

            return render_png(chart, width=width)

        key = chart_key(chart, title_for_id="", width=width)
        return self._kept(f"{key}.png", drawn, bytes, bytes)

    def _kept(
        self, name: str, draw: Callable[[], Drawn], pack: Callable[[Drawn], bytes], unpack: Callable[[bytes], Drawn]
    ) -> Drawn:
        """The drawing of that name; it is drawn where neither memory nor the folder has it."""
        with self._lock:
            drawn: Drawn | None = self._drawn.get(name)
            if drawn is not None:
                self._drawn.move_to_end(name)
                return drawn
        content = self._read(name)
        drawn = draw() if content is None else unpack(content)
        if content is None:
            self._write(name, pack(drawn))
        with self._lock:
            self._drawn[name] = drawn
            self._drawn.move_to_end(name)
            while len(self._drawn) > self._in_memory:
                self._drawn.popitem(last=False)
        return drawn

    def _file(self, name: str) -> Path | None:
        return self._folder / name[:2] / name if self._folder else None

    def _read(self, name: str) -> bytes | None:
        file = self._file(name)
        if file is None:
            return None
        try:
            return _unsealed(file.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            log.warning("The chart kept as %s cannot be read (%s); it is drawn again.", file.name, error)
            return None

    def _write(self, name: str, drawn: bytes) -> None:
        file = self._file(name)
        if file is None:
            return
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            # Beside its final place, so that the move is atomic: another process sees the whole file or none.
            handle, unfinished = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(_sealed(drawn))
                Path(unfinished).replace(file)
            except BaseException:
                Path(unfinished).unlink(missing_ok=True)
                raise
        except OSError as error:
            log.warning("The chart %s could not be kept (%s).", file.name, error)


def chart_key(chart: Chart, *, title_for_id: str, width: Width = Width.PAGE) -> str:
    """The SHA-256, in hexadecimal, of all that the drawing depends on."""
    data = [
        STYLE,
        width.name,
        title_for_id,
        chart.kind,
        chart.value_label,
        chart.category_label,
        chart.printed_categories,
        [(one.name, [(*_plain(value.raw), value.display) for value in one.values]) for one in chart.series],
    ]
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(raw: Raw) -> tuple[str, str]:
    """The type stands beside the figure: 1 and Decimal("1") may be drawn on different axes."""
    return type(raw).__name__, str(raw)


def _sealed(body: bytes) -> bytes:
    """The file: the drawing, then its digest in a comment, so that it still opens as a picture."""
    return body + _SEAL + hashlib.sha256(body).hexdigest().encode() + _SEAL_END


def _unsealed(content: bytes) -> bytes:
    body, mark, seal = content.rpartition(_SEAL)
    if not mark or seal != hashlib.sha256(body).hexdigest().encode() + _SEAL_END:
        raise ValueError("its contents do not match their seal")
    return body
