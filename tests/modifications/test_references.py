from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modifications.references import draft_reference, normalise_reference, proposal_reference


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("MP121", "121"),
        ("MP 121", "121"),
        ("dp152", "152"),
        ("DP152", "152"),
        ("121", "121"),
        (" 128b ", "128B"),
        ("MP128B", "128B"),
        ("mp-128 A", "128A"),
        ("MP78", "078"),
        ("MP078", "078"),
        ("MP\u00a0078", "078"),
        ("DP1001", "1001"),
        ("SECMP0007", "SECMP0007"),
        ("SECMP7", "SECMP0007"),
        ("secmp 24", "SECMP0024"),
        ("SECMP0062 part 2", "SECMP0062 part 2"),
        ("secmp62 Part 2", "SECMP0062 part 2"),
    ],
)
def test_normalise_reference_as_people_write_it(written: str, code: str) -> None:
    assert normalise_reference(written) == code


@pytest.mark.parametrize(
    "written",
    [
        "",
        "MP",
        "Panel",
        "MP121AB",
        "SECMP12345",
        "SECMP7B",
        "SECMP0062 part",
        "MP12345",
        "XP121",
        "MP121 ‘Title’",
        "1.5",
    ],
)
def test_normalise_reference_of_something_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="a modification is written like"):
        normalise_reference(written)


codes = st.one_of(
    st.from_regex(r"\ASECMP[0-9]{4}( part [0-9])?\Z"), st.from_regex(r"\A([0-9]{3}|[1-9][0-9]{3})[A-Z]?\Z")
)


@given(codes)
def test_normalise_reference_of_every_form_of_a_code_gives_it_back(code: str) -> None:
    for written in (code, draft_reference(code), proposal_reference(code), f" {proposal_reference(code).lower()} "):
        assert normalise_reference(written) == code


def test_the_old_series_has_one_reference_for_life() -> None:
    assert draft_reference("SECMP0007") == proposal_reference("SECMP0007") == "SECMP0007"
    assert (draft_reference("152"), proposal_reference("152")) == ("DP152", "MP152")
