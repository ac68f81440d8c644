"""The stamp stands upright at the lower right of what is shown of a page, however the page is turned and cut."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Page, Pdf
from pypdf import PdfReader

from reports.packs.stamps import embed, stamp

Point = tuple[float, float]
# How a page is made, and the box of it that is shown.
PAGES: dict[str, tuple[dict[str, Any], tuple[float, float, float, float]]] = {
    "plain": ({}, (0, 0, 600, 850)),
    "from elsewhere": ({"MediaBox": Array([-300, -200, 300, 650])}, (-300, -200, 300, 650)),
    "from right to left": ({"MediaBox": Array([600, 850, 0, 0])}, (0, 0, 600, 850)),
    "cropped": ({"CropBox": Array([100, 150, 400, 500])}, (100, 150, 400, 500)),
    "cropped beyond the page": ({"CropBox": Array([100, 150, 4000, 5000])}, (100, 150, 600, 850)),
    "wide": ({"MediaBox": Array([0, 0, 1200, 300])}, (0, 0, 1200, 300)),
    "narrow": ({"MediaBox": Array([0, 0, 80, 400])}, (0, 0, 80, 400)),
    "in larger units": ({"UserUnit": 2, "MediaBox": Array([0, 0, 300, 420])}, (0, 0, 300, 420)),
}
LEFT_OPEN = b"q q 0 1 -1 0 50 50 cm 3 0 0 3 0 0 cm 0 0 1 rg [5] 0 d"
"""What a page leaves behind that does not tidy up."""


def stamped(turned: int, about: dict[str, Any], drawing: bytes = b"") -> Pdf:
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(600, 850))
    page.obj.Rotate = turned
    for name, value in about.items():
        page.obj[f"/{name}"] = value
    page.obj.Contents = pdf.make_stream(drawing)
    stamp(pdf, pdf.pages[0], "Amber · Pack page 143", embed(pdf), tag_whole=True)
    return pdf


def corners(page: Page) -> list[Point]:
    """Of the stamp's ground, in the page's own points: lower left, lower right, upper right, upper left."""
    matrix, found = pikepdf.Matrix(), []
    drawn = [(list(operands), str(operator)) for operands, operator in pikepdf.parse_content_stream(page)]
    assert [operator for _, operator in drawn[:5]] == ["BDC", "q", "Do", "Q", "EMC"]
    for operands, operator in drawn[5:]:
        if operator == "cm":
            matrix = pikepdf.Matrix(*[float(one) for one in operands]) @ matrix
        if operator == "re":
            x, y, wide, high = (float(one) for one in operands)
            found = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
    return [matrix.transform(point) for point in found]


def as_seen(points: list[Point], box: tuple[float, ...], turned: int) -> tuple[list[Point], float, float]:
    """The points as a reader sees them who turned the page clockwise by quarters, and how wide and high it then is."""
    left, low, right, top = box
    wide, high = right - left, top - low
    seen = [(x - left, y - low) for x, y in points]
    for _ in range(turned // 90 % 4):
        seen, wide, high = [(y, wide - x) for x, y in seen], high, wide
    return seen, wide, high


@pytest.mark.parametrize("turned", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("kind", PAGES)
def test_stamp_stands_at_the_lower_right_of_what_is_shown(kind: str, turned: int) -> None:
    about, box = PAGES[kind]
    pdf = stamped(turned, about, LEFT_OPEN)
    seen, wide, _ = as_seen(corners(pdf.pages[0]), box, turned)
    unit = float(about.get("UserUnit", 1))
    (left, low), (right, _), (_, top), _ = [(x * unit, y * unit) for x, y in seen]
    assert 8 <= low <= 14
    assert 1 <= wide * unit - right <= 29
    assert 2 < top - low <= 13
    assert right - left > 3 * (top - low), "it lies, and does not stand on its side or its head"
    if wide * unit > 150:
        assert 80 < right - left < 110
        assert wide * unit - right > 20


def test_crop_box_is_cut_to_the_page() -> None:
    pdf = stamped(0, PAGES["cropped beyond the page"][0])
    assert [float(side) for side in pdf.pages[0].cropbox.as_list()] == [100, 150, 600, 850]


def test_stamp_covers_a_hundredth_of_a_page_at_most_and_can_be_searched_for() -> None:
    pdf = stamped(0, {})
    (left, low), _, (right, top), _ = corners(pdf.pages[0])
    assert (right - left) * (top - low) < 600 * 850 / 100
    assert PdfReader(BytesIO(_saved(pdf))).pages[0].extract_text().strip() == "Amber · Pack page 143"


def test_page_without_any_drawing_and_one_drawn_in_pieces_are_stamped() -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    pieces = pdf.add_blank_page()
    pieces.obj.Contents = Array([pdf.make_stream(b"q 1 0 0"), pdf.make_stream(b"rg 0 0 99 99 re f Q")])
    font = embed(pdf)
    for number, page in enumerate(pdf.pages):
        stamp(pdf, page, f"White · Pack page {number}", font, tag_whole=True)
    assert b"1 0 0\nrg" in pdf.pages[1].obj.Resources.XObject.PackPage.read_bytes()
    assert all(b"/PackStamp" in page.obj.Contents.read_bytes() for page in pdf.pages)


def test_what_a_page_draws_is_kept_as_it_was_with_what_it_needs() -> None:
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(300, 300))
    resources = Dictionary(Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))
    drawing = b"BT /F 40 Tf 20 150 Td (As it was) Tj ET 1 0 0 rg 200 200 50 50 re f"
    page.obj.Resources, page.obj.Contents = resources, pdf.make_stream(drawing)
    page.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    stamp(pdf, pdf.pages[0], "White · Pack page 1", embed(pdf), tag_whole=True)
    form = pdf.pages[0].obj.Resources.XObject.PackPage
    assert form.read_bytes() == drawing
    assert form.Resources.Font.F.BaseFont == Name.Helvetica
    assert [float(side) for side in form.BBox.as_list()] == [0, 0, 300, 300]
    assert Name.DeviceRGB == form.Group.CS
    assert "As it was" in PdfReader(BytesIO(_saved(pdf))).pages[0].extract_text()


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()
