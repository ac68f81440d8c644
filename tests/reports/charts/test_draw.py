"""What holds for every chart: refusals, bytes, threads, text, and a layout in which nothing collides."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.charts import Width, render
from reports.charts.palette import INK
from reports.charts.text import SLACK
from reports.engine.blocks import Chart, Series
from reports.engine.values import Value, text
from tests.reports.charts.drawing import MONTHS_12, MONTHS_13, SVG, Drawing, series
from tests.reports.charts.gallery import GALLERY, MANY, TOPICS, VOTING_GROUPS, sums_of

NAMES = (
    "Visits",
    "Page views",
    "Consultation correspondence and other matters",
    "Withdrawals",
    "Events of Default",
    "Expulsions",
    "Accessions",
    "Other",
)
both_widths = pytest.mark.parametrize("sheet", Width)
every_chart = pytest.mark.parametrize("name", GALLERY)


# --- refusals -------------------------------------------------------------------------------------------------------


def test_series_of_another_length_than_the_categories_is_refused_by_name() -> None:
    chart = Chart("columns", ("Aug 21", "Sep 21"), (series("Visits", 1, 2), series("Views", 1)), "Number")
    with pytest.raises(ValueError, match="'Views' has 1 values for 2 categories"):
        render(chart, title_for_id="x")


@pytest.mark.parametrize("kind", ["bars", "pie"])
def test_two_series_are_refused_where_one_is_drawn(kind) -> None:
    chart = Chart(kind, ("A",), (series("One", 1), series("Two", 2)), "Number")
    with pytest.raises(ValueError, match=f"'{kind}' draws one series, not 2"):
        render(chart, title_for_id="x")


@pytest.mark.parametrize("kind", ["stacked", "pie"])
def test_negative_part_of_a_whole_is_refused(kind) -> None:
    with pytest.raises(ValueError, match="'Net', 'B': -1 cannot be a part of a whole"):
        render(Chart(kind, ("A", "B"), (series("Net", 1, -1),), "Number"), title_for_id="x")


@pytest.mark.parametrize(
    "value", [text("about ten"), Value(date(2021, 9, 1), "1 Sep 21"), Value(Decimal("NaN"), "NaN"), Value(True, "yes")]
)
def test_figure_that_is_no_number_is_refused(value) -> None:
    with pytest.raises(ValueError, match="'Visits', 'A'"):
        render(Chart("lines", ("A",), (Series("Visits", (value,)),), "Number"), title_for_id="x")


def test_more_series_than_can_be_told_apart_are_refused() -> None:
    nine = (*MANY, series("One more", *range(13)))
    with pytest.raises(ValueError, match="9 series"):
        render(Chart("lines", tuple("ABCDEFGHIJKLM"), nine, "Number"), title_for_id="x")


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="no chart of kind 'radar'"):
        render(Chart("radar", ("A",), (series("One", 1),), "Number"), title_for_id="x")


# --- no data --------------------------------------------------------------------------------------------------------


@both_widths
@pytest.mark.parametrize(
    "chart",
    [
        GALLERY["nothing"],
        Chart("pie", ("A",), (series("All", None),), "Number"),
        Chart("bars", (), (series("All"),), "Number"),
        Chart("stacked", ("A", "B"), (), "Number"),
    ],
)
def test_chart_without_data_says_so_and_draws_no_axis(chart, sheet) -> None:
    drawing = Drawing(chart, sheet=sheet)
    assert drawing.texts == ["No data for this period"]
    assert not drawing.stroked(INK)


# --- bytes ----------------------------------------------------------------------------------------------------------


@every_chart
def test_same_chart_gives_the_same_bytes(name) -> None:
    assert render(GALLERY[name], title_for_id="x") == render(GALLERY[name], title_for_id="x")


def test_another_process_gives_the_same_bytes_and_loads_neither_pyplot_nor_django() -> None:
    program = (
        "import sys\n"
        "from reports.charts import palette, render\n"
        "assert 'matplotlib' not in sys.modules, 'loaded before the first drawing'\n"
        "from tests.reports.charts.gallery import GALLERY\n"
        "drawn = ''.join(render(chart, title_for_id='x') for chart in GALLERY.values())\n"
        "assert not {'matplotlib.pyplot', 'django'} & set(sys.modules)\n"
        "sys.stdout.buffer.write(drawn.encode())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode() == "".join(render(chart, title_for_id="x") for chart in GALLERY.values())


def test_charts_drawn_in_threads_are_those_drawn_one_by_one() -> None:
    charts = [*GALLERY.items()] * 4
    alone = [render(chart, title_for_id=name) for name, chart in charts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda item: render(item[1], title_for_id=item[0]), charts))
    assert together == alone


def test_ids_of_two_charts_never_clash() -> None:
    first, second = Drawing(VOTING_GROUPS, name="voting groups/1"), Drawing(VOTING_GROUPS, name="stages")
    ids = [[at.attrib["id"] for at in one.root.iter() if "id" in at.attrib] for one in (first, second)]
    assert all(one.startswith("voting-groups-1-") for one in ids[0])
    assert len({*ids[0], *ids[1]}) == len(ids[0]) + len(ids[1]) > 10


@every_chart
def test_file_refers_to_nothing_but_itself_and_holds_no_script(name) -> None:
    drawing = Drawing(GALLERY[name])
    assert {at.tag.removeprefix(SVG) for at in drawing.root.iter()} <= {"svg", "defs", "style", "g", "path", "text"}
    assert "url(" not in drawing.svg
    assert not [key for at in drawing.root.iter() for key in at.attrib if "href" in key or key.startswith("on")]
    assert drawing.svg.startswith("<svg")


# --- words ----------------------------------------------------------------------------------------------------------


def test_words_are_text_and_never_markup_or_formulae() -> None:
    hostile = "</text><script>alert(1)</script> & $x^2$ \\frac"
    drawing = Drawing(Chart("bars", (hostile,), (series("One", 3),), 'Number of "things" < 5'))
    assert " ".join(drawing.texts) == f'Number of "things" < 5 {hostile} 3'


def test_control_characters_are_left_out_since_no_xml_file_may_hold_them() -> None:
    drawing = Drawing(Chart("bars", ("A\x00B\x1b\ud800\n C\uffff",), (series("One", 3),), "Number"))
    assert drawing.texts == ["Number", "AB C", "3"]


def test_signs_the_font_lacks_are_passed_on_to_the_viewer() -> None:
    drawing = Drawing(Chart("lines", ("ŵ ŷ", "漢字 🙂"), (series("One", 3, 4),), "Number"))
    assert {"ŵ", "ŷ", "漢字", "🙂"} <= {word for words in drawing.texts for word in words.split()}


@every_chart
def test_every_word_asks_for_the_house_font_and_names_a_fallback(name) -> None:
    drawing = Drawing(GALLERY[name])
    assert drawing.words
    assert all("font-family: 'Source Sans 3', 'Arial', sans-serif" in words.style for words in drawing.words)


# --- layout ---------------------------------------------------------------------------------------------------------


@both_widths
@every_chart
@pytest.mark.parametrize("font", ["ours", "the fallback"])
def test_every_word_lies_on_the_sheet(name, sheet, font) -> None:
    drawing = Drawing(GALLERY[name], sheet=sheet, stretched=SLACK if font == "the fallback" else 1.0)
    assert drawing.width == sheet.value
    outside = [
        words.text
        for words in drawing.words
        if words.left < 0 or words.top < 0 or words.right > drawing.width or words.foot > drawing.height
    ]
    assert outside == []


@both_widths
@every_chart
@pytest.mark.parametrize("font", ["ours", "the fallback"])
def test_no_two_words_overlap(name, sheet, font) -> None:
    drawing = Drawing(GALLERY[name], sheet=sheet, stretched=SLACK if font == "the fallback" else 1.0)
    clashes = [(one.text, other.text) for one, other in combinations(drawing.words, 2) if one.overlaps(other)]
    assert clashes == []


@both_widths
@every_chart
def test_words_are_set_at_sizes_that_can_be_read(name, sheet) -> None:
    small = {words.text for words in Drawing(GALLERY[name], sheet=sheet).words if words.size < 8}
    # Only the noughts between columns that are too thin for any other figure.
    assert small <= {"0"}


@st.composite
def any_chart(draw: st.DrawFn) -> Chart:
    kind = draw(st.sampled_from(["bars", "columns", "stacked", "lines", "pie", "cumulative", "clustered"]))
    categories = draw(st.sampled_from([MONTHS_13, MONTHS_12, MONTHS_12[:5], TOPICS, TOPICS[:4], TOPICS[:1]]))
    most = draw(st.sampled_from([3, 80, 25_000, 2_000_000]))
    least = 0 if kind in ("stacked", "pie", "cumulative") else draw(st.sampled_from([0, 0, -most // 2, -most]))
    numbers = st.one_of(st.integers(least, most), st.integers(0, 1), st.just(0), st.none())
    names = NAMES[: 1 if kind in ("bars", "pie") else draw(st.sampled_from([1, 2, 4, 8]))]
    drawn = tuple(series(name, *(draw(numbers) for _ in categories)) for name in names)
    if kind == "cumulative":
        drawn = (drawn[0], sums_of(drawn[0]))
    return Chart(kind, categories, drawn, "Number in the month", draw(st.sampled_from(["", "Month"])))


BESIDE_A_GAP = Chart(
    "columns",
    TOPICS,
    (
        series("Visits", *[0] * 6, 10_000, *[0] * 4),
        series("Page views", *[0] * 5, 40_001, None, *[0] * 4),
    ),
    "Number in the month",
)


@example(BESIDE_A_GAP, Width.PAGE, 1.0)
@given(any_chart(), st.sampled_from(Width), st.sampled_from([1.0, SLACK]))
@settings(max_examples=80, deadline=None)
def test_any_figures_leave_words_apart_and_on_the_sheet(chart, sheet, stretched) -> None:
    drawing = Drawing(chart, sheet=sheet, stretched=stretched)
    assert [(one.text, other.text) for one, other in combinations(drawing.words, 2) if one.overlaps(other)] == []
    assert [words.text for words in drawing.words if words.left < -0.01 or words.right > drawing.width + 0.01] == []
    assert [words.text for words in drawing.words if words.top < -0.01 or words.foot > drawing.height + 0.01] == []
