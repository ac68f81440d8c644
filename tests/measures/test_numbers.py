"""Numbers as people type and paste them. The script's own rules are held to the same cases in tests/browser."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures import numbers, rules

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "number_cases.json").read_text(encoding="utf-8")
)


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize("case", CASES["read"], ids=lambda case: repr(case["text"]))
def test_read_case(case: dict[str, Any]) -> None:
    unit = case.get("unit", "count")
    if "refused" in case:
        with pytest.raises(numbers.NotANumber) as refusal:
            numbers.read(case["text"], unit)
        assert str(refusal.value) == case["refused"]
    else:
        assert numbers.read(case["text"], unit) == number(case["value"])


@pytest.mark.parametrize("case", CASES["fits"], ids=lambda case: f"{case['value']} {case['unit']}")
def test_fits_case(case: dict[str, Any]) -> None:
    about = {"unit": case["unit"], "decimals": case["decimals"], "ranked": False}
    told = "".join(message for _, message in rules.number_of_its_measure(Decimal(case["value"]), about))
    assert told == case["fault"]


@pytest.mark.parametrize("case", CASES["shown"], ids=lambda case: repr(case["text"]))
def test_shown_case(case: dict[str, Any]) -> None:
    assert numbers.shown(number(case["value"]), case["decimals"]) == case["text"]


@pytest.mark.parametrize("case", CASES["change"], ids=lambda case: repr(case["text"]))
def test_change_case(case: dict[str, Any]) -> None:
    of = number(case["value"]), number(case["before"]), case.get("unit", "count"), case.get("decimals", 0)
    assert numbers.change(*of) == case["text"]


@given(
    st.decimals(min_value=0, max_value=Decimal("999999999999.9999"), places=4),
    st.integers(0, 4),
    st.sampled_from(["", " ", "\u00a0", "\t"]),
)
def test_what_is_shown_is_read_as_the_same_number(value: Decimal, decimals: int, space: str) -> None:
    assert numbers.read(f"{space}{numbers.shown(value, decimals)}{space}") == value


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_refused_in_words(text: str) -> None:
    read, said = Decimal(0), ""
    try:
        value = numbers.read(text, "percent")
        read = value if value is not None else read
    except numbers.NotANumber as refusal:
        said = str(refusal)
    assert read.is_finite()
    assert read >= 0
    assert said == "" or said.endswith(".")
