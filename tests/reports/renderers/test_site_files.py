"""The static files: ours to publish, whole, and nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reports.renderers.stylesheets import PAPER, SCREEN, STATIC

STYLESHEETS = sorted(STATIC.rglob("*.css"))


def test_stylesheets_named_by_the_renderers_exist() -> None:
    assert [name for name in (*SCREEN, *PAPER) if not (STATIC / name).is_file()] == []


@pytest.mark.parametrize("sheet", STYLESHEETS, ids=lambda sheet: sheet.name)
def test_stylesheet_points_only_to_files_of_ours(sheet: Path) -> None:
    for address in re.findall(r'url\(["\']?([^"\')]+)', sheet.read_text(encoding="utf-8")):
        if not address.startswith("data:"):
            assert (sheet.parent / address).is_file(), address
    assert "@import" not in sheet.read_text(encoding="utf-8")


def test_neither_the_crown_nor_the_government_font_is_used() -> None:
    foundation = (STATIC / "vendor/govuk-frontend/govuk-frontend.min.css").read_text(encoding="utf-8")
    assert "GDS Transport" not in foundation
    assert "crest" not in foundation
    assert "@font-face" not in foundation
    assert '"Source Sans 3"' in foundation
    pictures = [path.name for path in STATIC.rglob("*") if re.search("crown|crest|govuk", path.name)]
    assert sorted(pictures) == ["govuk-frontend", "govuk-frontend.min.css"]


def test_every_font_stands_beside_its_licence_and_the_pdf_sees_one_file_of_each() -> None:
    assert (STATIC / "fonts/OFL.txt").is_file()
    outlines = {path.stem for path in (STATIC / "fonts").rglob("*.ttf")}
    assert outlines == {path.stem for path in (STATIC / "webfonts").glob("*.woff2")}
    assert not list((STATIC / "fonts").rglob("*.woff*"))
