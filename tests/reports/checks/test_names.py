"""Modifications and abbreviations in plain words: each mistake is told once, and what is right not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from meetings.models import Committee
from parties.models import Party
from reports.engine.blocks import Attachment
from reports.engine.values import text
from tests.reports.checks.planting import Ground, found_by, found_by_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]
REFERENCES = ("names.unknown_reference", "names.typed_reference", "names.titles", "names.bare_titles")
ABBREVIATIONS = ("text.abbreviations_differ", "text.abbreviations_unexplained")


def told(words: str, checks: tuple[str, ...]) -> list[tuple[str, str]]:
    ground = Ground()
    ground.text("website", f"<p>{words}</p>")
    return [(one.check.id, one.finding.message) for one in found_by_all(checks, ground)]


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


def test_abbreviation_the_glossary_does_not_know_is_spelt_out_in_the_same_words_every_time() -> None:
    ((check, message),) = told("The Quite Remote Zone (QRZ) and the Quiet Room Zone (QRZ).", ABBREVIATIONS)
    assert check == "text.abbreviations_differ"
    assert "“Quite Remote Zone”" in message
    assert "“Quiet Room Zone”" in message


@pytest.mark.parametrize(
    "words",
    [
        "The Testing Advisory Group (TAG) and the Testing Advisory Group’s (TAG’s) papers.",
        "The SMKI Policy Management Authority (SMKI PMA).",
        "Both Preliminary Assessments (PAs).",
    ],
)
def test_words_of_the_glossary_are_let_be(words: str) -> None:
    assert told(words, ABBREVIATIONS) == []


def test_unknown_abbreviation_leads_to_the_glossarys_empty_form() -> None:
    ground = Ground()
    ground.text("website", "<p>Pages about the QRZ are read most.</p>")
    (found,) = found_by("text.abbreviations_unexplained", ground)
    assert found.finding.mend == f"{reverse('admin:reports_abbreviation_add')}?short=QRZ"


@pytest.mark.parametrize("name", ["QRZ Energy Limited", "Energy of QRZ"])
def test_abbreviation_in_the_name_of_a_party_is_known(name: str) -> None:
    Party.objects.create(code="named-so", name=name)
    assert told("QRZ joined.", ABBREVIATIONS) == []


def test_abbreviation_in_a_table_is_looked_at_too() -> None:
    ground = Ground()
    ground.cell("meetings-held", 0, "meeting", text("QRZ Meeting"))
    (found,) = found_by("text.abbreviations_unexplained", ground)
    assert (found.finding.section, found.finding.block) == ("meetings", "meetings-held")


@pytest.mark.parametrize("field", ["recommendation", "meeting", "committee", "team"])
def test_abbreviation_on_the_cover_is_looked_at_too(field: str) -> None:
    ground = Ground()
    ground.document(lambda paper: replace(paper, header=replace(paper.header, **{field: "NOTE the QRZ"})))
    (found,) = found_by("text.abbreviations_unexplained", ground)
    assert (found.finding.subject, found.finding.section, found.finding.block) == ("QRZ", "", "")


def test_abbreviation_in_the_title_of_an_attachment_is_looked_at_too() -> None:
    ground = Ground()
    attached = (Attachment("Appendix A", "Papers of the QRZ", "White"),)
    ground.document(lambda paper: replace(paper, header=replace(paper.header, attachments=attached)))
    assert [one.finding.subject for one in found_by("text.abbreviations_unexplained", ground)] == ["QRZ"]


def test_words_of_the_cover_count_after_those_of_the_text() -> None:
    ground = Ground()
    ground.text("website", "<p>Pages about the QRZ are read most.</p>")
    ground.document(lambda paper: replace(paper, header=replace(paper.header, team="QRZ Team")))
    (found,) = found_by("text.abbreviations_unexplained", ground)
    assert found.finding.section == "website"


def test_committee_renamed_is_known_in_the_month_by_the_words_it_had() -> None:
    Committee.objects.filter(code="tag").update(name="Test and Assurance Group", abbreviation="TAAG")
    assert told("The TAG met.", ABBREVIATIONS) == []
    ((check, message),) = told("The TAG (Test and Assurance Group) met.", ABBREVIATIONS)
    assert check == "text.abbreviations_differ"
    assert "“Testing Advisory Group”" in message


def test_two_letters_are_an_abbreviation_and_large_words_and_numerals_are_none() -> None:
    ((check, message),) = told("Do NOT read QZ, nor Part IV, IT or OR.", ABBREVIATIONS)
    assert (check, message) == (
        "text.abbreviations_unexplained",
        "QZ is not in the glossary, and is nowhere spelt out.",
    )
