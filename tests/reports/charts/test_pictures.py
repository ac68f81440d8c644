"""A chart as a PNG picture, for what cannot show SVG."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image, ImageOps

from reports.charts import Width, render_png
from reports.charts.sheet import Sheet
from tests.reports.charts.drawing import Drawing
from tests.reports.charts.gallery import GALLERY

every_chart = pytest.mark.parametrize("name", GALLERY)


def _pixels(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("L")


@every_chart
def test_picture_is_as_large_as_the_drawing_and_lies_on_the_sheet(name) -> None:
    drawing, picture = Drawing(GALLERY[name]), _pixels(render_png(GALLERY[name]))
    height = float(drawing.root.attrib["height"].removesuffix("pt"))
    assert abs(picture.width - Width.PAGE.value * 200 / 72) < 1
    assert abs(picture.height - height * 200 / 72) < 1
    foot = picture.crop((0, picture.height - 1, picture.width, picture.height))
    assert foot.getextrema()[0] > 200, "words run off the foot"


def test_words_of_a_picture_stand_where_those_of_the_drawing_do() -> None:
    """Right-aligned words end, and centred ones lie about, the point that the drawing names."""
    sheet = Sheet(100)
    sheet.text(90, 15, "Right", align="right")
    sheet.text(50, 35, "Middle", align="center")
    sheet.text(10, 55, "Left")
    picture = ImageOps.invert(_pixels(sheet.png(60)))
    dots = 200 / 72
    lines = [picture.crop((0, int(top * dots), picture.width, int((top + 20) * dots))).getbbox() for top in (0, 20, 40)]
    (_, _, right, _), (middle_from, _, middle_to, _), (left, _, _, _) = (box for box in lines if box)
    assert abs(right - 90 * dots) < 4
    assert abs((middle_from + middle_to) / 2 - 50 * dots) < 4
    assert abs(left - 10 * dots) < 4


def test_same_chart_gives_the_same_picture_in_threads_and_another_process() -> None:
    pictures = [render_png(chart) for chart in GALLERY.values()]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(render_png, GALLERY.values())) == pictures
    program = (
        "import hashlib\n"
        "from reports.charts import render_png\n"
        "from tests.reports.charts.gallery import GALLERY\n"
        "print(hashlib.sha256(b''.join(map(render_png, GALLERY.values()))).hexdigest())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(b"".join(pictures)).hexdigest()
