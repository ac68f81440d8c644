"""What is exported loads again unchanged, whatever people have typed, in all three kinds of file."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from model_bakery import baker

from importing.cells import UNPRINTABLE, inert
from importing.exporting import empty, export, write
from importing.package import Format
from importing.problems import CellError
from importing.registry import templates
from importing.spreadsheets import TooLong
from importing.template import Template
from meetings.models import DccReport, DccReportDelivery, DccReportFigure, DueRule
from parties.models import Party
from tests.importing.runs import load_again

NAMED = templates()
FORMATS = pytest.mark.parametrize("format", Format, ids=lambda format: format.value)
EVERY = pytest.mark.parametrize("template", NAMED.values(), ids=lambda template: template.name)

# Of what a form or a load keeps: on one line, without spaces at its ends.
LOST = "\u2028\u2029\ufeff\u200b\u2060\ufffd"
WORDS = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="\u2028\u2029\ufeff\u200b\u2060\ufffd"
    ),
    min_size=1,
    max_size=60,
).map(lambda text: re.sub(r"\s+", " ", text).strip() or "x")
HOSTILE = st.sampled_from(
    ["=1+1", "+44 20 7946 0000", "-5", "@sum", "'=1", "''-x", "_x0041_", "_x000D_", "1e5", "007", "TRUE", "2021-09",
     "1,5", '"quoted"', "'", "a_x005F_b", "=HYPERLINK(\"http://example.org\")", "#NAME", "< & >", "]]>"]
)  # fmt: skip
TEXT = WORDS | HOSTILE
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False)


class RoundTrip(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=6, unique_by=lambda pair: pair[0].lower()))
    def test_text(self, names: list[tuple[str, str]]) -> None:
        parties = [
            Party(code=f"p{number}", name=name[:200], trading_name=trading[:200])
            for number, (name, trading) in enumerate(names)
        ]
        Party.objects.bulk_create(parties)
        for format in Format:
            content = export(NAMED["parties"], Party.objects.all(), format)
            assert load_again("parties", format, content) == ([], f"0 added, 0 changed, {len(parties)} unchanged")

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(st.tuples(TEXT, st.none() | NUMBERS, st.none() | NUMBERS), max_size=6, unique_by=lambda row: row[0])
    )
    def test_numbers_and_months(self, rows: list[tuple[str, Decimal | None, Decimal]]) -> None:
        due = {"due_rule": DueRule.NTH_WORKING_DAY, "due_days": 10}
        report = baker.make(DccReport, code="pm", name="Performance Measurement Report", **due)
        delivery = baker.make(DccReportDelivery, report=report, period=date(2021, 9, 1), observation="a\r\n\r\n  b")
        DccReportFigure.objects.bulk_create(
            DccReportFigure(delivery=delivery, label=label[:200], actual=actual, forecast=forecast)
            for label, actual, forecast in rows
        )
        for format in Format:
            for name, model in (("dcc_report_deliveries", DccReportDelivery), ("dcc_report_figures", DccReportFigure)):
                content = export(NAMED[name], model.objects.all(), format)
                problems, counts = load_again(name, format, content)
                assert problems == []
                assert "0 added, 0 changed" in counts or not rows


@EVERY
@FORMATS
@pytest.mark.django_db
def test_empty_file_of_every_template_loads_and_says_what_it_is(template: Template, format: Format) -> None:
    problems, counts = load_again("my own name", format, empty(template, format))
    assert (problems, counts) == ([], "0 added, 0 changed, 0 unchanged")


@pytest.mark.django_db
def test_nothing_that_a_spreadsheet_would_run_is_written() -> None:
    hostile = ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1"]
    Party.objects.bulk_create(Party(code=f"p{place}", name=name) for place, name in enumerate(hostile))
    text = export(NAMED["parties"], Party.objects.all()).decode("utf-8-sig")
    for line in text.split("\r\n")[2:-1]:
        assert re.match(r"p\d,\"?'", line), line
    with zipfile.ZipFile(io.BytesIO(export(NAMED["parties"], Party.objects.all(), Format.XLSX))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"<f" not in sheet
    assert sheet.count(b"inlineStr") == 1 + 4 + 3 * len(hostile)  # version, header, and code, name and "no" of each
    with zipfile.ZipFile(io.BytesIO(export(NAMED["parties"], Party.objects.all(), Format.ODS))) as book:
        content = book.read("content.xml")
    assert b"formula" not in content
    assert content.count(b"<text:p>'") == len(hostile)


def test_numbers_and_days_of_a_spreadsheet_are_what_they_are() -> None:
    template = NAMED["dcc_report_figures"]
    line = ["pm", date(2021, 9, 1), "Calls", Decimal("12.5000"), Decimal("1234567890.1234567"), False]
    with zipfile.ZipFile(io.BytesIO(write(template, [line], Format.XLSX))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert re.search(r'r="D3"[^>]*t="n"[^>]*><v>12.5', sheet)
    assert re.search(r'r="E3"[^>]*t="inlineStr"', sheet), "a number past what a spreadsheet keeps stays exact"
    with zipfile.ZipFile(io.BytesIO(write(template, [line], Format.ODS))) as book:
        content = book.read("content.xml").decode()
    assert 'office:value="12.5000"' in content
    assert 'office:date-value="2021-09-01"' in content


def test_text_too_long_for_a_cell_of_excel_is_not_cut_short() -> None:
    template = NAMED["section_texts"]
    line = ["operations", date(2021, 9, 1), "smda", "x" * 32_768, False]
    with pytest.raises(TooLong, match="Row 3, column body holds 32,768 characters"):
        write(template, [line], Format.XLSX)
    assert write(template, [line], Format.ODS)


def test_character_that_no_spreadsheet_holds_comes_back_as_one_that_is_refused() -> None:
    template = NAMED["parties"]
    for format in (Format.XLSX, Format.ODS):
        assert write(template, [["p", "a\x0bb", "", False]], format)
    with pytest.raises(CellError, match="lost on its way"):
        template.column("name").clean(f"a{UNPRINTABLE}b")


def test_sign_behind_a_space_is_escaped_too() -> None:
    column = NAMED["parties"].column("name")
    for text in ("=1", " =1", "\t=1", "'=1", "' =1", "''=1"):
        assert column.clean(inert(text)) == text
