"""The page of a modification's life: as at a day, by any reference it had, and what published papers say of it."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.models import Act
from access.policy import Reader
from modifications.models import Modification, Stage, StageFrom
from readers.registers import life_page
from readers.registers.life import life_of, stays_of
from reports.models import Report, Withdrawal
from tests.access.cast import browser, person
from tests.meetings.rooms import committee
from tests.readers.published import publish, saying
from tests.readers.registers.lives import go_on
from tests.reports.month import report_to

LAST = date(2021, 9, 30)
ADDRESS = "/registers/modifications/MP121/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lives")]


@pytest.fixture(autouse=True)
def _published(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the papers up to September 2021 were published, and staff looked on the last day of October."""

    def last_day_for(reader: Reader, today: date) -> date:
        return LAST if isinstance(reader, AnonymousUser) or not reader.is_staff else date(2021, 10, 31)

    monkeypatch.setattr(life_page, "last_day_for", last_day_for)


def words(address: str = ADDRESS, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, answer
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@pytest.mark.parametrize(
    "typed", ["mp121", "MP 121", "DP121", "dp-0121", "121", "%20Mp%20121", "MP121%20"], ids=lambda typed: typed
)
def test_any_reference_it_had_leads_to_the_one_it_has_with_what_was_asked(typed: str) -> None:
    answer = Client().get(f"/registers/modifications/{typed}/?as_at=2021-02-28")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{ADDRESS}?as_at=2021-02-28")


@pytest.mark.parametrize("typed", ["SECMP7", "secmp0007"])
def test_old_series_keeps_its_reference(typed: str) -> None:
    answer = Client().get(f"/registers/modifications/{typed}/")
    assert answer.headers.get("Location", answer.status_code) == "/registers/modifications/SECMP0007/"


@pytest.mark.parametrize("typed", ["MP999", "nothing", "MP190", "MP121C", "121x1"])
def test_what_there_is_not_or_came_after_the_last_day_is_not_found(typed: str) -> None:
    assert Client().get(f"/registers/modifications/{typed}/").status_code == 404


def test_staff_see_what_came_after_and_others_are_told_nothing_of_it() -> None:
    assert browser("editor").get("/registers/modifications/DP190/").status_code == 200
    assert browser("party").get("/registers/modifications/DP190/").status_code == 404


def test_life_shows_every_part_of_it_as_at_the_last_day() -> None:
    page = words()
    for said in (
        "MP121 Second title",
        "Report Phase since 6 September 2021, 19 WD",
        "Open for 414 WD",
        "Pat Example (Aspen Energy)",
        "Authority-determined, urgent",
        "November 2021 SEC Release, going live on 4 November 2021 as known",
        "Development Stage 2 March 2020 31 May 2020 65 91 not recorded",
        "Refinement Process 1 June 2020 5 September 2021 330 462 Change Sub-Committee",
        "7 December 2020 to 3 January 2021: 20 WD, 28 calendar days. Waiting for the DCC",
        "Preliminary Assessment not recorded 6 July 2020 24 July 2020 15 15 14 ✓ within target",
        "Impact Assessment 24 May 2021 7 June 2021 underway 60 84 82 ▲ 24 WD over target",
        "40 WD from 7 June 2021",
        "60 WD from 2 August 2021",
        "1 June 2020 Change Sub-Committee Change Sub-Committee meeting 12 Progress to the Refinement Process "
        "Approved By nine votes to two",
        "Refinement Consultation beginning 1 March 2021 8 March 2021 26 March 2021",
        "Modification Report Consultation beginning 4 October 2021 not yet not yet",
        "item 3",
        "SEC version 38.0, issued on 30 September 2021: Housekeeping",
        "DP121 from 2 March 2020 MP121 from 1 June 2020",
        "‘First’ from 2 March 2020 ‘Second title’ from 1 March 2021",
        "bank holidays are not taken out",
    ):
        assert said in page
    assert "SECCo" not in page
    assert 'href="/registers/meetings/csc-12/"' in Client().get(ADDRESS).content.decode()


def test_life_as_at_an_earlier_day_knows_nothing_later() -> None:
    page = words(f"{ADDRESS}?as_at=2020-05-31")
    assert "DP121 First" in page
    assert "None was asked for by 31 May 2020" in page
    assert "No decision was taken by 31 May 2020" in page
    for later in ("MP121 First", "Second title", "Refinement Process", "SEC version 38", "Aspen Energy)urgent"):
        assert later not in page
    the_day = words(f"{ADDRESS}?as_at=2020-06-01")
    assert "MP121 First" in the_day
    assert "Refinement Process since 1 June 2020, 1 WD" in the_day


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("2021-10-01", "The records are shown up to 30 September 2021"),
        ("2020-03-01", "It was raised on 2 March 2020. Choose that day or a later one."),
        ("31/02/2021", "There is no such day in the calendar."),
    ],
)
def test_day_that_cannot_be_shown_is_an_error_that_keeps_what_was_typed(asked: str, told: str) -> None:
    answer = Client().get(ADDRESS, {"as_at": asked})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert told in page
    assert f'value="{asked}"' in page
    assert "Second title" not in page


def test_parts_of_a_split_name_their_unsplit_past_and_the_whole_its_parts() -> None:
    part, whole = words("/registers/modifications/MP102A/"), words("/registers/modifications/MP102/")
    assert "1 February 2021, by the split of MP102 , whose page holds its earlier history" in part
    assert "Split 1 February 2021, after 281 WD" in whole
    assert "MP102A Title of 102A" in whole
    before = words("/registers/modifications/MP102/?as_at=2021-01-31")
    assert "MP102A" not in before


def test_stages_run_from_the_day_raised_and_those_dated_before_it_begin_on_it() -> None:
    raised, day = date(2021, 3, 1), date(2021, 3, 31)
    rows = [StageFrom(since=date(2021, 2, 1), stage=Stage.REFINEMENT), StageFrom(since=day, stage=Stage.WITHDRAWN)]
    stays = list(stays_of(raised, rows, day))
    assert [(one.stage, one.first, one.last, one.working_days, one.days) for one in stays] == [
        (Stage.REFINEMENT, raised, date(2021, 3, 30), 22, 30),
        (Stage.WITHDRAWN, day, None, None, None),
    ]


def test_page_takes_the_same_queries_for_one_row_of_each_history_and_three() -> None:
    one = Modification.objects.get(code="121")

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert Client().get(ADDRESS).status_code == 200
        return len(found)

    before = asked()
    go_on(one, 3)
    assert asked() == before <= 22


# --- What published papers say of it ----------------------------------------------------------------------------------


@pytest.fixture
def report() -> Report:
    return report_to(committee("panel", name="SEC Panel", paper_prefix="SECP"))


def test_papers_that_name_it_are_told_to_those_who_may_read_them(report: Report) -> None:
    red = ("red", ("tag",), saying("MP121 fails an attack.", section="attack", number="A1", title="Secret attack"))
    publish(report, saying("MP121 went on."), parts={"appendix-a": red})
    public, panel, member, editor = (
        words(ADDRESS, browser(name)) for name in ("party", "panel", "sub-committee", "editor")
    )
    for page in (public, panel, member, editor):
        assert "5.2 Security update" in page
    assert ["Secret attack" in page for page in (public, panel, member, editor)] == [False, False, True, True]
    assert "appendix" not in public.lower()
    answer = Client().get(ADDRESS)
    assert 'href="/reports/operations/2021-09/v1/#security"' in answer.content.decode()
    assert "no-store" not in answer.headers["Cache-Control"]
    higher = browser("sub-committee").get(ADDRESS)
    assert 'href="/reports/operations/2021-09/v1/parts/appendix-a/#attack"' in higher.content.decode()
    assert "no-store" in higher.headers["Cache-Control"]
    assert Act.objects.filter(kind="reading", by=person("sub-committee")).exists()


def test_latest_standing_version_that_the_reader_may_read_speaks_for_its_report(report: Report) -> None:
    first = publish(report, saying("MP121 went on.", section="one", title="First words"))
    publish(report, saying("Nothing to tell.", section="two"), version=2)
    assert "First words" not in words()
    third = publish(
        report, saying("MP121 stands.", section="three", title="Third words"), version=3, classification="amber"
    )
    assert "First words" not in words()
    assert "Third words" not in words()
    assert "Third words" in words(ADDRESS, browser("panel"))
    Withdrawal.objects.create(publication=third, reason="Wrong.", by=person("approver"))
    assert "Third words" not in words(ADDRESS, browser("editor"))
    assert first.version == 1
    assert "No published report that you may read mentions it" in words()


def test_superseded_version_does_not_speak_again_for_a_withdrawn_one(report: Report) -> None:
    publish(report, saying("MP121 went on.", section="one", title="First words"))
    second = publish(report, saying("MP121 stands.", section="two", title="Second words"), version=2)
    assert "Second words" in words()
    Withdrawal.objects.create(publication=second, reason="Wrong.", by=person("approver"))
    told = words()
    assert "First words" not in told
    assert "Second words" not in told


def test_paper_of_a_later_month_is_not_told_as_at_an_earlier_day(report: Report) -> None:
    publish(report, saying("MP121 went on."))
    assert "Security update" in words(f"{ADDRESS}?as_at=2021-09-01")
    assert "Security update" not in words(f"{ADDRESS}?as_at=2021-08-31")


def test_drawing_says_in_words_what_it_shows() -> None:
    life = life_of(AnonymousUser(), Modification.objects.get(code="121"), LAST)
    told = life_page.in_words_of(life)
    assert told.startswith("Timeline of MP121 from 2 March 2020 to 30 September 2021. Development Stage from 2 March")
    assert "Report Phase since 6 September 2021" in told
    assert "Impact Assessment accepted 7 June 2021, not returned, 84 Working Days, 24 over its target of 60." in told
