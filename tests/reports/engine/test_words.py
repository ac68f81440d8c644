import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.engine.words import LARGEST, cardinal, figure_in_words

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SMALL = dict(zip((*ONES, *TENS), (*range(20), *range(20, 100, 10)), strict=True))


def read_back(words: str) -> int:
    """The number that a British reader takes from the words."""
    sign = -1 if words.startswith("minus ") else 1
    total = current = 0
    for word in words.removeprefix("minus ").replace("-", " ").split():
        match word:
            case "and":
                pass
            case "hundred":
                current *= 100
            case "thousand":
                total, current = current * 1000, 0
            case _:
                current += SMALL[word]
    return sign * (total + current)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (5, "five"),
        (20, "twenty"),
        (59, "fifty-nine"),
        (100, "one hundred"),
        (261, "two hundred and sixty-one"),
        (1_005, "one thousand and five"),
        (24_000, "twenty-four thousand"),
        (42_139, "forty-two thousand one hundred and thirty-nine"),
        (999_999, "nine hundred and ninety-nine thousand nine hundred and ninety-nine"),
        (-12, "minus twelve"),
    ],
)
def test_cardinal_reads_as_british_english(number, words):
    assert cardinal(number) == words


@given(st.integers(-LARGEST, LARGEST))
def test_cardinal_reads_back_as_the_same_number(number):
    assert read_back(cardinal(number)) == number


@pytest.mark.parametrize("number", [LARGEST + 1, -LARGEST - 1])
def test_cardinal_of_a_number_too_large_is_refused(number):
    with pytest.raises(ValueError, match="too large"):
        cardinal(number)


@given(st.integers(0, 100))
def test_percentage_reads_back_as_the_same_share(share):
    words = figure_in_words(f"{share}%")
    assert words.endswith(" per cent")
    assert read_back(words.removesuffix(" per cent")) == share


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("42,000", "forty-two thousand"),
        ("12.05", "twelve point zero five"),
        ("93%", "ninety-three per cent"),
        ("-3", "minus three"),
        ("19 WD", "nineteen Working Days"),
        ("1 WD", "one Working Day"),
    ],
)
def test_printed_figure_keeps_its_unit_in_words(printed, words):
    assert figure_in_words(printed) == words


@pytest.mark.parametrize("printed", ["15 October 2021", "SMKI PMA", "", "missing", "1,000,000"])
def test_what_is_no_number_is_refused(printed):
    with pytest.raises(ValueError, match="words"):
        figure_in_words(printed)
