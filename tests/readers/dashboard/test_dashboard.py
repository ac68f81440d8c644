"""The dashboard: what was published, for who may read it; gaps where nothing was; and nothing that is not declared."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.classification import Classification
from jobs.models import Job
from measures.models import Observation
from meetings.models import Committee, Meeting
from modifications.models import DccAssessment, Modification
from parties.models import Party
from readers.dashboard.drawing import drawn, in_words
from readers.dashboard.figures import FIGURES
from readers.dashboard.reads import board, papers_for
from readers.dashboard.tasks import draw_by_the_clock, draw_job
from reports.charts import ChartCache, draw
from reports.engine.blocks import FactRef, Narrative, Paragraph, Section
from reports.engine.document import Part
from reports.engine.month import Month
from reports.engine.values import MISSING, NONE, Value
from reports.facts.records import FACTS
from reports.models import Publication, PublishedRestatement, Report, Withdrawal
from reports.renderers import drawings
from tests.access.cast import browser, person
from tests.meetings.rooms import committee, meet
from tests.readers.published import figures, publish, saying

pytestmark = pytest.mark.django_db
SECRET = {
    "defaults__standing": ("77123", "77,123"),
    "security_outcome__refused": ("88123", "88,123"),
    "measure__security-compliance": ("99123", "99,123"),
}


@pytest.fixture
def panel() -> Committee:
    return committee("panel", name="SEC Panel", paper_prefix="SECP")


def report(panel: Committee, month: date, number: int, kind: str = "operations") -> Report:
    """Of a month, to the Panel's meeting of the 15th of the next."""
    after = (month + timedelta(days=31)).replace(day=1)
    meeting = meet(panel, after.replace(day=15), number)
    paper = {"meeting": meeting, "paper_number": 3, "author": "Reporting Lead", "issue_date": after.replace(day=8)}
    return Report.objects.create(kind=kind, month=month, **paper)


@pytest.fixture
def three_months(panel: Committee) -> dict[str, Publication]:
    """July and September 2021 are published, September twice; August is not; October is for the Panel."""
    said = saying("Nothing.")
    july, september, october = (report(panel, date(2021, month, 1), 90 + month) for month in (7, 9, 10))
    first = publish(
        july, said, facts=figures(parties__total=("330", "330"), parties__voting_groups=("260", "260"), **SECRET)
    )
    publish(september, said, facts=figures(parties__total=("331", "331")))
    numbers = {
        "parties__total": ("1332", "1,332"),
        "assessments__pa_open": ("0", "0"),
        "assessments__ia_open": ("3", "3"),
        "assessments__ia_open_average": ("78.66", "79 WD"),
    }
    second = publish(september, said, version=2, facts=figures(**numbers, **SECRET))
    third = publish(october, said, classification="amber", facts=figures(parties__total=("4444", "4,444")))
    return {"july": first, "september": second, "october": third}


def words(address: str = "/dashboard/", client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, answer
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_months_say_what_their_latest_version_says_and_what_is_not_published_is_no_zero(
    three_months: dict[str, Publication],
) -> None:
    page = words()
    assert "Parties 1,332 Voting Groups missing September 2021, from Operations Report" in page
    assert "331" not in page
    table = page[page.index("Parties and Voting Groups: number") :]
    assert "Sep 21 1,332 missing SECP_99_1510_03, version 2 Aug 21 – – not published Jul 21 330 260 SECP" in table
    assert "Sep 21 ✓ published: SECP_99_1510_03, version 2" in page
    assert "Preliminary none Impact 79 WD" in page  # none was underway: nothing to take an average of


def test_only_papers_that_the_reader_may_read_are_shown(three_months: dict[str, Publication]) -> None:
    assert "4,444" not in words()
    assert "4,444" not in words(client=browser("party"))
    answer = browser("panel").get("/dashboard/")
    assert b"4,444" in answer.content
    assert b"Amber" in answer.content
    assert "no-store" in answer.headers["Cache-Control"]
    assert "no-store" not in Client().get("/dashboard/").headers["Cache-Control"]
    assert Client().get("/dashboard/?until=2021-10").status_code == 400
    assert (
        "Nothing of this month is published that you may read"
        in Client().get("/dashboard/?until=2021-10").content.decode()
    )
    assert browser("panel").get("/dashboard/?until=2021-10").status_code == 200
    Withdrawal.objects.create(publication=three_months["september"], reason="Wrong.", by=person("approver"))
    assert "1,332" not in words()
    assert "331" not in words()  # the version before does not stand in for it


def test_figures_of_what_is_higher_are_in_no_answer(three_months: dict[str, Publication]) -> None:
    """A publication keeps the figures of its Red parts too: only what is declared here leaves it, for any reader."""
    for client in (Client(), browser("editor")):
        answers = [client.get("/dashboard/").content.decode()]
        for slug in FIGURES:
            answers += [
                client.get(f"/dashboard/{slug}/").content.decode(),
                client.get(f"/dashboard/{slug}.csv").content.decode(),
            ]
        for text in answers:
            for value, display in SECRET.values():
                assert value not in text
                assert display not in text
    for slug in ("defaults-standing", "defaults.standing", "security"):
        assert Client().get(f"/dashboard/{slug}/").status_code == 404


def test_what_is_declared_is_counted_over_white_records_and_known_as_a_figure() -> None:
    asked = {key for shown in FIGURES.values() for line in shown.lines for key in (line.key, line.nothing_where) if key}
    families = {key.partition(".")[0] for key in asked}
    assert families == {"parties", "modifications", "assessments", "measure", "meetings"}
    assert not [key for key in asked if key.startswith("measure.security")]
    assert {key for key in asked if not key.startswith("measure.")} <= FACTS.keys()
    for model in (Party, Modification, DccAssessment, Observation, Meeting):
        assert model.default_classification == Classification.WHITE


def test_chart_has_a_gap_for_a_month_that_is_not_published_and_says_missing_where_a_number_is(
    three_months: dict[str, Publication],
) -> None:
    shown, months = FIGURES["parties"], Month(2021, 9).window(3)
    points = board(AnonymousUser(), papers_for(AnonymousUser()), months, [shown]).points(shown, months)
    assert [not point.papers for point in points] == [False, True, False]
    assert points[2].values[1] == MISSING
    parties, groups = drawn(shown, points).chart.series
    assert [value.is_figure for value in parties.values] == [True, False, True]
    assert [value.is_missing for value in groups.values] == [False, False, True]
    told = in_words(drawn(shown, points), points)
    assert "330 in Jul 21 to 1,332 in Sep 21" in told
    assert "Missing: Sep 21 (Voting Groups)." in told
    assert told.endswith("1 month is not published.")
    average = FIGURES["assessments-average"]
    assert (
        board(AnonymousUser(), papers_for(AnonymousUser()), months, [average]).points(average, months)[2].values[0]
        == NONE
    )


def test_file_holds_what_the_page_of_a_figure_shows(three_months: dict[str, Publication]) -> None:
    file = Client().get("/dashboard/parties.csv")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows == [
        ["Month", "Parties", "Voting Groups", "Paper", "Version", "Classification", "State", "Revised since"],
        ["2021-07", "330", "260", "SECP_97_1508_03", "1", "White", "published", ""],
        ["2021-08", "", "", "", "", "", "not published", ""],
        ["2021-09", "1332", "", "SECP_99_1510_03", "2", "White", "published, with a number missing", ""],
    ]
    page = words("/dashboard/parties/")
    assert "Sep 21 1,332 missing SECP_99_1510_03, version 2" in page
    assert "Aug 21 – – not published" in page


def test_figure_that_a_later_paper_marks_as_revised_says_so_to_whoever_may_read_that_paper(panel: Committee) -> None:
    publish(report(panel, date(2021, 7, 1), 97), saying("Nothing."), facts=figures(parties__total=("330", "330")))
    words_of_it = {"month": date(2021, 7, 1), "fact": "parties.total", "label": "Parties", "published": "330"}
    later = report(panel, date(2021, 8, 1), 98)
    with transaction.atomic():
        paper = publish(later, saying("Nothing."), facts=figures(parties__total=("335", "335")))
        for word, now, part in (("white", "331", ""), ("amber", "332", "appendix-a")):
            PublishedRestatement.objects.create(
                publication=paper,
                part=part,
                block="parties",
                classification=word,
                now=now,
                reason="Late.",
                **words_of_it,
            )
    assert "Jul 21 330 [r] revised since to 331: Late. missing SECP_97" in words()
    assert "revised since to 332" not in words()
    assert "revised since to 332" in words(client=browser("panel"))
    assert "Parties 335 Voting Groups missing August 2021, from" in words()  # not told from what was revised
    assert "Parties: 331 (Late.)" in Client().get("/dashboard/parties.csv").content.decode()


def test_latest_number_says_how_far_it_is_from_the_month_before(panel: Committee) -> None:
    groups = {"parties__voting_groups": ("260", "260")}
    publish(
        report(panel, date(2021, 7, 1), 97), saying("Nothing."), facts=figures(parties__total=("330", "330"), **groups)
    )
    assert "since" not in words()
    publish(
        report(panel, date(2021, 8, 1), 98), saying("Nothing."), facts=figures(parties__total=("325", "325"), **groups)
    )
    assert "Parties 325 ▼ down 5 (2%) since Jul 21 Voting Groups 260 = no change since Jul 21" in words()


def test_figures_that_no_paper_prints_or_for_others_alone_are_missing(panel: Committee) -> None:
    kept = figures(parties__total=("4321", "4,321"), parties__voting_groups=("5432", "5,432"))
    kept["parties.total"]["for"] = [["red", ["panel"]]]
    kept["parties.voting_groups"]["printed"] = False
    publish(report(panel, date(2021, 9, 1), 97), saying("Nothing."), facts=kept)
    for name in ("stranger", "party", "sub-committee"):
        for address in ("/dashboard/", "/dashboard/parties/", "/dashboard/parties.csv"):
            said = browser(name).get(address).content.decode()
            assert not any(number in said for number in ("4,321", "4321", "5,432", "5432")), (name, address)
    assert "Sep 21 missing missing SECP_97" in words()
    member = browser("panel").get("/dashboard/parties/")
    assert "4,321" in member.content.decode()
    assert "5,432" not in member.content.decode()
    assert b"<strong>Red</strong>" in member.content
    assert "no-store" in member.headers["Cache-Control"]
    assert ",4321,,SECP_97_1510_03,1,Red," in f",{browser('panel').get('/dashboard/parties.csv').content.decode()}"


def test_paper_published_before_that_was_kept_prints_what_its_files_name(panel: Committee) -> None:
    kept = figures(parties__total=("332", "332"), parties__voting_groups=("264", "264"))
    for one in kept.values():
        del one["printed"]
    text = Narrative("words", (Paragraph((FactRef("parties.total", Value(332, "332")),)),))
    part = Part("body", "", "white", (Section("one", "One", (text,)),))
    publish(report(panel, date(2021, 9, 1), 97), replace(saying("Nothing."), parts=(part,)), facts=kept)
    assert "Sep 21 332 missing SECP_97" in words()


def test_each_line_is_from_the_first_report_of_the_month_that_prints_it(panel: Committee) -> None:
    first = figures(modifications__raised=("5", "5"), modifications__decided=("9", "9"))
    first["modifications.decided"]["printed"] = False
    publish(report(panel, date(2021, 9, 1), 97), saying("Nothing."), facts=first)
    second = figures(modifications__raised=("6", "6"), modifications__decided=("2", "2"))
    publish(report(panel, date(2021, 9, 1), 98, "change-status"), saying("Nothing."), facts=second)
    assert "Sep 21 5 2 missing SECP_97_1510_03 , SECP_98_1510_03" in words("/dashboard/raised-decided-implemented/")


def test_corrected_paper_says_no_more_what_its_version_before_marked(panel: Committee) -> None:
    publish(report(panel, date(2021, 7, 1), 97), saying("Nothing."), facts=figures(parties__total=("330", "330")))
    later = report(panel, date(2021, 8, 1), 98)
    publish_marked(later, "3,300")
    assert "revised since to 3,300" in words()
    publish(later, saying("Nothing."), version=2)
    assert "revised since" not in words()
    assert "parties.total" not in register()
    publish_marked(report(panel, date(2021, 9, 1), 99), "332")
    publish_marked(report(panel, date(2021, 10, 1), 100), "333")
    assert "revised since to 333" in words()
    rows = list(csv.DictReader(io.StringIO(register().lstrip("\ufeff"))))
    told = {row["As that paper printed it"]: (row["As it stands"], row["First marked in"][:8]) for row in rows}
    assert told == {"332": ("", "SECP_99_"), "333": ("333", "SECP_100")}
    assert "332, as that paper printed it" in words("/reports/restatements/")


@transaction.atomic
def publish_marked(of: Report, now: str) -> None:
    """A paper that marks July's Parties, published as 330, as others now."""
    about = {"month": date(2021, 7, 1), "fact": "parties.total", "label": "Parties", "published": "330"}
    paper = publish(of, saying("Nothing."))
    PublishedRestatement.objects.create(
        publication=paper, block="parties", classification="white", now=now, reason="Late.", **about
    )


def register() -> str:
    return Client().get("/reports/restatements/restatements.csv").content.decode()


def test_another_report_of_the_month_gives_what_the_operations_report_has_not(panel: Committee) -> None:
    publish(
        report(panel, date(2021, 9, 1), 99, "change-status"),
        saying("Nothing."),
        facts=figures(modifications__raised=("4", "4"), parties__total=("332", "332")),
    )
    page = words()
    assert "Raised 4 Decided missing Implemented missing September 2021, from Change Status Report" in page
    assert "332" not in page  # it is no paper of Parties
    assert Client().get("/dashboard/parties.csv").status_code == 404


def test_nothing_published_is_said(panel: Committee) -> None:
    assert "No paper is published yet" in words()


def test_page_takes_the_same_queries_for_one_month_and_three(panel: Committee) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert Client().get("/dashboard/").status_code == 200
        return len(found)

    publish(report(panel, date(2021, 7, 1), 97), saying("Nothing."), facts=figures(parties__total=("1", "1")))
    before = asked()
    for month in (8, 9):
        publish(report(panel, date(2021, month, 1), 90 + month), saying("Nothing."), facts=figures())
    assert asked() == before <= 4


def test_job_of_a_publication_draws_what_its_readers_open_next(
    three_months: dict[str, Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    third = three_months["october"]
    job = Job.objects.get(key=f"readers.draw_dashboard:publication:{third.pk}")
    kept = ChartCache()
    monkeypatch.setattr(drawings, "_drawn", lambda: kept)
    draw_job(job.arguments, lambda percent, text="": None)  # type: ignore[arg-type]

    def waits(*args: object, **more: object) -> str:
        raise AssertionError("a reader waits for a chart")

    monkeypatch.setattr(draw, "render", waits)
    for client in (Client(), browser("editor")):
        for address in ("/dashboard/", "/dashboard/parties/"):
            assert client.get(address).status_code == 200
    with pytest.raises(AssertionError, match="waits"):
        Client().get("/dashboard/?until=2021-07")


def test_charts_are_drawn_once_for_a_release_and_after_each_withdrawal(
    three_months: dict[str, Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = draw_by_the_clock()
    assert draw_by_the_clock() == first
    Withdrawal.objects.create(publication=three_months["october"], reason="Wrong.", by=person("approver"))
    second = draw_by_the_clock()
    monkeypatch.setattr("readers.dashboard.tasks.STYLE", "as another release draws")
    assert len({first, second, draw_by_the_clock()}) == 3
    kept = ChartCache()
    monkeypatch.setattr(drawings, "_drawn", lambda: kept)
    draw_job(Job.objects.get(pk=second).arguments, lambda percent, text="": None)  # type: ignore[arg-type]
    monkeypatch.setattr(draw, "render", lambda *args, **more: pytest.fail("a reader waits for a chart"))
    assert Client().get("/dashboard/").status_code == 200
