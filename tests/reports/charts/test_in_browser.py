"""The two programs that show charts: WeasyPrint on paper, a browser in an <img>."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pikepdf
import pytest

from reports.charts import Width, render
from reports.charts.text import FONT_FOLDER
from tests.reports.charts.gallery import GALLERY


def image(name: str, sheet: Width = Width.PAGE) -> str:
    svg = render(GALLERY[name], title_for_id=name, width=sheet)
    return f'<img alt="{name}" src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">'


def printed(html: str) -> bytes:
    """By a process of its own, since fontconfig reads its settings once. Any complaint of WeasyPrint's is an error."""
    program = (
        "import logging, sys, weasyprint\n"
        "logging.getLogger('weasyprint').setLevel(logging.WARNING)\n"
        "weasyprint.HTML(string=sys.stdin.read()).write_pdf(sys.stdout.buffer)\n"
    )
    environment = {**os.environ, "FONTCONFIG_FILE": str(FONT_FOLDER / "fonts.conf")}
    done = subprocess.run(
        [sys.executable, "-c", program], input=html.encode(), capture_output=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return done.stdout


def fonts_of(page: pikepdf.Page) -> set[str]:
    """The names of all fonts a page uses, drawings within it included, without their subset tags."""
    found: set[str] = set()
    waiting = [page.obj.get("/Resources", {})]
    while waiting:
        resources = waiting.pop()
        found |= {str(font.BaseFont).split("+")[-1] for font in resources.get("/Font", {}).values()}
        drawings = resources.get("/XObject", {}).values()
        waiting += [drawing.Resources for drawing in drawings if "/Resources" in drawing]
    return found


def test_paper_sets_every_kind_in_the_vendored_font_without_complaint() -> None:
    kinds = ("topics", "stages", "moves", "moves stacked", "website", "nothing")
    pdf = pikepdf.open(io.BytesIO(printed("".join(image(name) for name in kinds))))
    fonts = set().union(*(fonts_of(page) for page in pdf.pages))
    assert {font.replace("-", "").rstrip(",") for font in fonts} == {
        "SourceSans3",
        "SourceSans3SemiBold",
        "SourceSans3Italic",
    }


@pytest.mark.browser
def test_browser_shows_every_chart_as_an_image_at_its_own_size(page, tmp_path: Path) -> None:
    sizes = [(name, sheet) for name in GALLERY for sheet in Width]
    file = tmp_path / "charts.html"
    file.write_text("<!doctype html>" + "".join(image(name, sheet) for name, sheet in sizes), encoding="utf-8")
    page.goto(file.as_uri())
    shown = page.evaluate("[...document.images].map(image => [image.complete, image.naturalWidth])")
    assert shown == [[True, round(sheet.value / 72 * 96)] for _, sheet in sizes]
