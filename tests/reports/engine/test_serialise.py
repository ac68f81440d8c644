import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from reports.engine import values
from reports.engine.blocks import Note, Section, Text, Tile, TileGroup, Tiles
from reports.engine.month import Month
from reports.engine.numbering import number
from reports.engine.problems import ProblemLog
from reports.engine.serialise import DocumentFormatError, content_hash, dumps, from_dict, loads, to_dict
from reports.engine.values import MISSING, Value
from tests.reports.engine.samples import a_document, a_figure, a_table, appendix, body, documents, prose

REPOSITORY = Path(__file__).resolve().parents[3]


def sample():
    blocks = (
        prose("p", Text("Minutes were late.", bold=True), Note((Text("Once."),))),
        a_table("t", values.decimal(Decimal("338.50"), 0), values.long_date(date(2021, 9, 30)), MISSING),
        a_figure("f", values.count(19), MISSING),
    )
    document = a_document(body(Section("a", "A", blocks)), appendix("a", Section("x", "X")))
    return number(document, ProblemLog())


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(documents)
def test_any_document_reads_back_exactly(document):
    again = loads(dumps(document))
    assert again == document
    assert repr(again) == repr(document)  # equality takes Decimal("1.0") for Decimal("1") and 1; repr does not
    assert dumps(again) == dumps(document)
    assert content_hash(again) == content_hash(document)


def test_dict_is_plain_json_and_reads_back():
    plain = to_dict(sample())
    assert json.loads(json.dumps(plain)) == plain
    assert from_dict(plain) == sample()


def test_text_is_canonical():
    text = dumps(sample())
    again = json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert text == again
    assert '{"decimal":"338.50"}' in text
    assert '{"date":"2021-09-30"}' in text
    assert '"month":"2021-09"' in text


def holding(value):
    tiles = Tiles("tiles", (TileGroup("Group", (Tile("Label", value),)),))
    return a_document(body(Section("a", "A", (tiles,))))


@pytest.mark.parametrize(
    "raw",
    [Decimal("NaN"), Decimal("Infinity"), 1.5, float("nan"), True, datetime(2021, 9, 30, 12, 0)],  # noqa: DTZ001
)
def test_value_that_would_not_read_back_is_refused(raw):
    with pytest.raises(TypeError, match="a value holds"):
        dumps(holding(Value(raw, "x")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Value(1, "1"), Value(Decimal(1), "1")),
        (Value(Decimal("1.0"), "1"), Value(Decimal("1.00"), "1")),
        (Value("2021-09-30", "x"), Value(date(2021, 9, 30), "x")),
        (Value(0, "0"), Value(None, "0")),
        (Value("", ""), Value(None, "")),
    ],
)
def test_hash_tells_values_of_different_types_apart(one, other):
    assert content_hash(holding(one)) != content_hash(holding(other))


def test_hash_changes_with_any_part_of_the_content():
    document = sample()
    changed = [
        replace(document, title="Other"),
        replace(document, month=Month(2021, 8)),
        replace(document, notices=("Illustrative.",)),
        replace(document, parts=document.parts[:1]),
    ]
    assert len({content_hash(one) for one in (document, *changed)}) == 5


def test_hash_is_the_same_in_every_process():
    script = (
        "from reports.engine.serialise import content_hash\n"
        "from tests.reports.engine.test_serialise import sample\n"
        "print(content_hash(sample()))"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("0", "1")
    }
    assert hashes == {content_hash(sample())}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("not json", "not JSON"),
        ("[]", "names no schema"),
        ("{}", "names no schema"),
        ('{"schema":2}', "schema 2 is unknown; this program reads schema 1"),
        ('{"schema":"1"}', "schema '1' is unknown"),
        ('{"schema":1}', "required field missing"),
    ],
)
def test_text_that_is_no_document_is_refused_in_words(text, told):
    with pytest.raises(DocumentFormatError, match=told):
        loads(text)


@pytest.mark.parametrize(
    ("written", "damaged"),
    [
        ('"title":"Operations Report"', '"title":3'),
        ('"title":"Operations Report"', '"title":null'),
        ('"kind":"columns"', '"kind":"doughnut"'),
        ('"type":"Figure"', '"type":"Picture"'),
        ('"group":""', '"grp":""'),
        ('{"decimal":"338.50"}', '{"decimal":"many"}'),
        ('{"decimal":"338.50"}', "338.5"),
        ('{"decimal":"338.50"}', '{"float":"338.50"}'),
        ('{"decimal":"338.50"}', "true"),
        ('"meeting_date":"2021-10-15"', '"meeting_date":"2021-31-15"'),
        ('"month":"2021-09"', '"month":"September"'),
    ],
)
def test_damaged_document_is_refused_with_the_place(written, damaged):
    text = dumps(sample())
    assert written in text
    with pytest.raises(DocumentFormatError, match=r"@ \$"):
        loads(text.replace(written, damaged, 1))
