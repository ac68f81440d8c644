"""Modifications and abbreviations in plain words: each mistake is told once, and what is right not at all."""

from __future__ import annotations

import pytest

from tests.reports.checks.planting import Ground, found_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]
REFERENCES = ("names.unknown_reference", "names.typed_reference", "names.titles", "names.bare_titles")
ABBREVIATIONS = ("text.abbreviations_differ", "text.abbreviations_unexplained")


def told(words: str, checks: tuple[str, ...]) -> list[tuple[str, str]]:
    ground = Ground()
    ground.text("website", f"<p>{words}</p>")
    return [(check, one.finding.message) for check in checks for one in found_by(check, ground)]


def test_title_in_brackets_behind_a_chosen_reference_is_looked_at() -> None:
    ((check, message),) = told("{{@MP149|ref}} (Another title altogether) was read.", REFERENCES)
    assert check == "names.bare_titles"
    assert "“Another title altogether”" in message


@pytest.mark.parametrize(
    "words",
    [
        "{{@MP149}} was read.",
        "{{@MP149|ref}} (Impact Assessment) was read.",
        "{{@MP149|ref}} – Change Board and Panel – was read.",
        "{{@MP149|ref}} Preliminary Assessment Request was read.",
    ],
)
def test_words_that_are_no_title_are_let_be(words: str) -> None:
    assert told(words, REFERENCES) == []


def test_title_without_marks_that_is_the_records_own_is_let_be() -> None:
    from modifications.models import TitleFrom

    title = TitleFrom.objects.filter(modification__code="149").latest("since").title
    assert told(f"{{{{@MP149|ref}}}} ({title}) was read.", REFERENCES) == []
    assert told(f"{{{{@MP149|ref}}}} – {title} was read.", REFERENCES) == []


def test_abbreviation_before_its_words_counts_as_spelt_out() -> None:
    assert told("The QRZ (Quite Remote Zone) is read most; QRZ pages too.", ABBREVIATIONS) == []


def test_abbreviation_before_other_words_than_elsewhere_is_found() -> None:
    ((check, message),) = told("The TAG (Technical Advisory Group) is read most.", ABBREVIATIONS)
    assert check == "text.abbreviations_differ"
    assert "“Technical Advisory Group”" in message


def test_two_letters_are_an_abbreviation_and_large_words_and_numerals_are_none() -> None:
    ((check, message),) = told("Do NOT read QZ, nor Part IV, IT or OR.", ABBREVIATIONS)
    assert (check, message) == ("text.abbreviations_unexplained", "QZ is nowhere spelt out.")
