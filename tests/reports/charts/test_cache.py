from __future__ import annotations

import hashlib
import logging
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pytest

from reports.charts import ChartCache, Width, chart_key, render, render_png
from reports.charts.style import style_digest
from reports.engine.blocks import Chart, Series
from reports.engine.values import Value, count
from tests.reports.charts.drawing import series
from tests.reports.charts.gallery import GALLERY

CHART = Chart("bars", ("A", "B"), (series("One", 1, 2),), "Number", "Letter")


def file_of(folder, chart=CHART, name="x"):
    key = chart_key(chart, title_for_id=name)
    return folder / key[:2] / f"{key}.svg"


def seal(svg: str) -> bytes:
    body = svg.encode()
    return body + f"<!-- sha256 {hashlib.sha256(body).hexdigest()} -->\n".encode()


def test_kept_chart_is_the_drawn_one(tmp_path) -> None:
    drawn = render(CHART, title_for_id="x")
    assert ChartCache(tmp_path).render(CHART, title_for_id="x") == drawn
    assert ChartCache(tmp_path).render(CHART, title_for_id="x") == drawn
    assert ChartCache().render(CHART, title_for_id="x") == drawn


def test_kept_picture_is_the_drawn_one_and_stands_beside_the_drawing(tmp_path) -> None:
    drawn = render_png(CHART)
    cache = ChartCache(tmp_path)
    cache.render(CHART, title_for_id="")
    first = cache.render_png(CHART)
    assert cache.render_png(CHART) is first
    assert first == ChartCache(tmp_path).render_png(CHART) == ChartCache().render_png(CHART) == drawn
    assert sorted(file.suffix for file in tmp_path.rglob("*") if file.is_file()) == [".png", ".svg"]


def test_damaged_picture_is_drawn_again(tmp_path, caplog) -> None:
    drawn = ChartCache(tmp_path).render_png(CHART)
    (file,) = (one for one in tmp_path.rglob("*") if one.is_file())
    file.write_bytes(file.read_bytes()[:-1])
    with caplog.at_level(logging.WARNING):
        assert ChartCache(tmp_path).render_png(CHART) == drawn
    assert "drawn again" in caplog.text


def test_second_call_is_served_from_memory(tmp_path) -> None:
    cache = ChartCache(tmp_path)
    first = cache.render(CHART, title_for_id="x")
    file_of(tmp_path).unlink()
    assert cache.render(CHART, title_for_id="x") is first


def test_another_process_is_served_from_the_folder(tmp_path) -> None:
    file = file_of(tmp_path)
    file.parent.mkdir()
    file.write_bytes(seal("<svg>kept</svg>"))
    assert ChartCache(tmp_path).render(CHART, title_for_id="x") == "<svg>kept</svg>"


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[: len(whole) // 2],
        lambda whole: b"",
        lambda whole: whole.replace(b"Number", b"Lumber"),
        lambda whole: whole + b"more",
        lambda whole: os.urandom(500),
    ],
    ids=["cut short", "empty", "changed", "longer", "noise"],
)
def test_damaged_file_is_drawn_again_and_mended(tmp_path, damage, caplog) -> None:
    drawn = ChartCache(tmp_path).render(CHART, title_for_id="x")
    file = file_of(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    with caplog.at_level(logging.WARNING):
        assert ChartCache(tmp_path).render(CHART, title_for_id="x") == drawn
    assert file.read_bytes() == whole
    assert "drawn again" in caplog.text


def test_folder_that_cannot_be_written_costs_no_chart(tmp_path, caplog) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING):
        svg = ChartCache(tmp_path / "taken").render(CHART, title_for_id="x")
    assert svg == render(CHART, title_for_id="x")
    assert "could not be kept" in caplog.text


def test_chart_that_cannot_be_drawn_is_refused_and_not_kept(tmp_path) -> None:
    wrong = replace(CHART, categories=("A",))
    with pytest.raises(ValueError, match="'One'"):
        ChartCache(tmp_path).render(wrong, title_for_id="x")
    assert list(tmp_path.rglob("*")) == []


def test_least_lately_used_leaves_memory_first() -> None:
    cache = ChartCache(in_memory=2)
    first = cache.render(CHART, title_for_id="1")
    second = cache.render(CHART, title_for_id="2")
    assert cache.render(CHART, title_for_id="1") is first
    cache.render(CHART, title_for_id="3")
    assert cache.render(CHART, title_for_id="1") is first
    again = cache.render(CHART, title_for_id="2")
    assert again == second
    assert again is not second


@pytest.mark.parametrize(
    "other",
    [
        replace(CHART, kind="columns"),
        replace(CHART, categories=("A", "C")),
        replace(CHART, value_label="Count"),
        replace(CHART, category_label=""),
        replace(CHART, series=(series("Two", 1, 2),)),
        replace(CHART, series=(series("One", 1, 3),)),
        replace(CHART, series=(series("One", 1, None),)),
        replace(CHART, series=(Series("One", (count(1), Value(2, "2 WD"))),)),
        replace(CHART, series=(Series("One", (count(1), Value(Decimal(2), "2"))),)),
    ],
)
def test_key_differs_with_anything_that_is_drawn(other) -> None:
    assert chart_key(other, title_for_id="x") != chart_key(CHART, title_for_id="x")


def test_key_differs_with_name_and_width() -> None:
    keys = {chart_key(CHART, title_for_id=name, width=width) for name in "xy" for width in Width}
    assert len(keys) == 4


def test_missing_and_zero_never_share_a_key() -> None:
    zero, missing, said = (
        replace(CHART, series=(Series("One", (count(1), value)),))
        for value in (count(0), Value(None, "0"), Value("None", "0"))
    )
    assert len({chart_key(chart, title_for_id="x") for chart in (zero, missing, said)}) == 3


def test_style_changes_with_code_fonts_and_release(tmp_path) -> None:
    code = tmp_path / "pie.py"
    code.write_text("RADIUS = 70")
    before = style_digest("3.11.2", [code])
    assert style_digest("3.11.2", [code]) == before
    assert style_digest("3.11.3", [code]) != before
    code.write_text("RADIUS = 71")
    assert style_digest("3.11.2", [code]) != before


def test_threads_and_caches_share_a_folder_without_leaving_half_files(tmp_path) -> None:
    caches = [ChartCache(tmp_path), ChartCache(tmp_path, in_memory=1)]
    charts = [(name, chart) for name, chart in GALLERY.items()] * 3
    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(lambda at: caches[at[0] % 2].render(at[1][1], title_for_id=at[1][0]), enumerate(charts)))
    assert drawn == [render(chart, title_for_id=name) for name, chart in charts]
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) == len(GALLERY)
    assert {file.suffix for file in files} == {".svg"}
