"""What time the text gives a figure."""

from __future__ import annotations

import pytest

from tests.reports.checks.planting import Ground, found_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]


def messages(words: str) -> list[str]:
    ground = Ground()
    ground.text("website", f"<p>{words}</p>")
    return [one.finding.message for one in found_by("text.stale_month", ground)]


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("At the end of August, {{modifications.open}} proposals were open.", "August"),
        ("In August 2021 there were {{modifications.raised|words}} new proposals.", "August 2021"),
        ("There were {{parties.total}} Parties on 31 August 2021.", "31 August 2021"),
        ("{{parties.total}} Parties stood on the list at end-August.", "August"),
        ("All was well. {{modifications.raised|Words}} were raised in August 2021.", "August 2021"),
        ("During September 2020, {{modifications.raised|words}} were raised.", "September 2020"),
        ("August saw {{parties.acceded|words}} accession.", "August"),
        ("We sent in August 2021 {{modifications.raised|words}} letters.", "August 2021"),
        ("As at 15 September 2021 there were {{parties.total}} Parties.", "15 September 2021"),
        ("<strong>As at 31st August</strong> there were {{parties.total}} Parties.", "31st August"),
    ],
)
def test_other_month_beside_a_figure_of_the_month_is_found(words: str, time: str) -> None:
    (message,) = messages(words)
    assert f"the time “{time}”" in message


@pytest.mark.parametrize(
    "words",
    [
        "As at 30 September 2021 there were {{parties.total}} Parties.",
        "In September {{modifications.raised|words}} were raised.",
        "There were {{parties.total}} Parties, more than in August 2021.",
        "{{modifications.open}} proposals are open, {{modifications.raised}} of them raised since August 2021.",
        "{{modifications.open}} proposals are open, the oldest of them raised in May 2019.",
        "In the year to September 2021 it was {{parties.acceded_12_months}}; in August 2021 it was less.",
        "Since August 2021 the SEC has had {{parties.total}} Parties.",
        "{{modifications.approved|Words}} were approved for the November 2021 Release.",
        "{{modifications.approved|Words}} were approved and will be implemented in November 2021.",
        "In August 2021 there were {{modifications.opening}} open proposals.",
        "In August 2021 nothing was counted. There are {{parties.total}} Parties.",
        "There are {{parties.total}} Parties. In August 2021 nothing was counted.",
        "The {{@meeting:ccsg-2021-10-11}} heard of {{parties.total}} Parties.",
    ],
)
def test_time_of_something_else_is_let_be(words: str) -> None:
    assert messages(words) == []
