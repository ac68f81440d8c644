"""Who finds the pages and files about a published paper, what is kept of it, and what they tell of what is withheld."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from openpyxl import load_workbook

from access.models import Act
from reports.engine.redact import strings_of
from reports.engine.serialise import loads
from tests.access.cast import CAST, browser
from tests.readers.reading.made import (
    AT,
    FACT,
    FILES,
    PAGES,
    august,
    earlier,
    get,
    publish,
    with_block,
    withdraw,
    words,
)
from tests.reports.month import quiet_month

pytestmark = [pytest.mark.django_db]

STAFF = {"contributor", "editor", "approver", "administrator"}


# --- Who finds them ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("classification", "audience", "readers"),
    [
        ("white", (), set(CAST)),
        ("green", (), set(CAST) - {"stranger"}),
        ("amber", ("tag",), STAFF | {"sub-committee"}),
        ("red", ("panel",), STAFF - {"contributor"} | {"panel"}),
    ],
)
def test_every_address_is_found_by_those_the_paper_is_for(
    classification: str, audience: tuple[str, ...], readers: set[str]
) -> None:
    report = quiet_month()
    publish(earlier(report), august(), classification=classification, audience=audience)
    publish(report, classification=classification, audience=audience)
    for name in CAST:
        client = browser(name)
        for address in (*PAGES, *FILES, "versions/"):
            answer = client.get(AT + address)
            assert answer.status_code == (200 if name in readers else 404), (name, address)
            if name in readers and classification in ("amber", "red"):
                assert answer["Cache-Control"] == "private, no-store", address
        assert client.get(f"{AT}tables/timescales/").status_code == (302 if name in readers else 404)


def test_reading_and_taking_away_what_is_amber_is_kept_in_the_trail() -> None:
    report = quiet_month()
    publish(earlier(report), august(), classification="amber")
    publish(report, classification="amber")
    for address in ("v1/tables/timescales/", "v1/data/data.json", "changes/", f"v1/facts/{FACT}/"):
        assert get("panel", address).status_code == 200
    acts = Act.objects.filter(kind__in=("reading", "download")).order_by("pk")
    assert [(act.kind, act.detail["file"]) for act in acts] == [
        ("reading", "tables/timescales"),
        ("download", "SECP_97_1510_17-v1-data.json"),
        ("reading", "changes"),
        ("reading", "changes"),
        ("reading", f"facts/{FACT}"),
    ]


def test_withdrawn_paper_gives_its_reason_at_each_of_its_addresses() -> None:
    withdraw(publish(quiet_month()))
    for name, status in (("stranger", 410), ("panel", 410), ("approver", 200)):
        client = browser(name)
        for address in (*PAGES, *FILES):
            answer = client.get(AT + address)
            assert answer.status_code == status, (name, address)
            assert status == 200 or "A table was of another month." in answer.content.decode(), address
    assert "A table was of another month." in words(get("stranger", "versions/"))


def test_superseded_version_says_so_and_leads_to_what_changed() -> None:
    report = quiet_month()
    publish(report)
    publish(report, with_block("timescales", lambda block: block), version=2)
    assert "This is version 1, which is superseded" in words(get("stranger", "v1/tables/timescales/"))
    assert get("stranger", "tables/timescales/")["Location"].endswith("/v2/tables/timescales/")
    page = words(get("stranger", "versions/"))
    assert "Version 2</a>: the latest" in page
    assert "Version 1</a>: superseded" in page
    assert "Corrected: It was wrong. It is right." in page
    assert "?before=2021-09-v1&amp;after=2021-09-v2" in page
    assert "between versions" in words(get("stranger", "changes/?before=2021-09-v1&after=2021-09-v2"))


def test_side_that_the_reader_may_not_read_is_never_compared_or_offered() -> None:
    report = quiet_month()
    publish(earlier(report), august(), classification="amber")
    publish(report)
    for choice in ("", "?before=2021-08-v1"):
        page = words(get("stranger", f"changes/{choice}"))
        assert "August" not in page.replace("August 2021 to", "")
        assert "2021-08-v1" not in page.replace("before=2021-08-v1", "")
    assert "since August 2021" in words(get("panel", "changes/"))
    assert get("panel", "changes/")["Cache-Control"] == "private, no-store"


def test_month_before_that_was_withdrawn_is_compared_by_those_alone_who_answer_for_papers() -> None:
    report = quiet_month()
    withdraw(publish(earlier(report), august()))
    publish(report)
    for name in ("stranger", "panel", "editor", "approver"):
        page = words(get(name, "changes/"))
        assert ("since August 2021" in page) == (name == "approver"), name
        assert ("2021-08-v1" in page) == (name == "approver"), name


def test_rows_are_for_members_and_secas_and_reading_them_is_kept() -> None:
    publish(quiet_month())
    for name in CAST:
        page = get(name, f"v1/facts/{FACT}/")
        told = "listed for members of the Panel" in words(page)
        assert told == (name in ("stranger", "party"))
        expected = 404 if told else 200
        assert get(name, f"v1/facts/{FACT}/rows.csv").status_code == expected
        if not told:
            assert page["Cache-Control"] == "private, no-store"
    assert Act.objects.filter(kind="reading", detail__file=f"facts/{FACT}").count() == len(CAST) - 2


def test_records_that_no_longer_give_the_figure_are_said_to_and_only_staff_are_told_what_they_give() -> None:
    publish(quiet_month())
    for name in ("stranger", "panel", "editor"):
        page = words(get(name, f"v1/facts/{FACT}/"))
        assert "<strong>Restated.</strong>" in page
        assert ("it gives 0" in page) == (name == "editor")


# --- The Red appendix of October 2018 ---------------------------------------------------------------------------------

GOLDEN = settings.BASE_DIR / "tests/reports/golden"
OCTOBER = "/reports/sub-committee/2018-09/"
READS_RED = {"panel", "editor", "approver", "administrator"}


def test_nothing_of_a_red_part_is_in_anything_that_is_for_others() -> None:
    paper, red = (
        loads((GOLDEN / f"sub-committee-2018-09{name}.json").read_text(encoding="utf-8"))
        for name in ("", "-appendix-a")
    )
    report = quiet_month(kind="sub-committee", month=date(2018, 9, 1))
    publish(report, paper, apart={"appendix-a": (red, "red", ("panel",))})
    white = " ".join(strings_of(paper)).casefold()
    secrets = {line.strip().casefold() for one in strings_of(red.parts) for line in one.splitlines()}
    secrets = {one for one in secrets if len(one) >= 4 and one not in white}
    assert len(secrets) > 20
    blocks = [f"tables/{id}/" for id in ("appendix-a", "nothing")]
    own = ("v1/data/", "v1/data-dictionary/", "v1/cite/", "v1/facts/", "changes/", "versions/")
    files = ("v1/data/data.xlsx", "v1/data/data.json", "v1/data/data-dictionary.csv")
    part = ("v1/parts/appendix-a/data/", "v1/parts/appendix-a/cite/", "changes/parts/appendix-a/")
    part_files = ("v1/parts/appendix-a/data/data.json", "v1/parts/appendix-a/cite/cite.bib")
    for name in CAST:
        client = browser(name)
        for address in (*own, *files, *blocks):
            answer = client.get(OCTOBER + address)
            if address.endswith(".xlsx"):
                book = load_workbook(io.BytesIO(answer.content))
                text = " ".join(str(cell) for sheet in book for row in sheet.values for cell in row)
            else:
                text = answer.content.decode()
            flat = " ".join(text.split()).casefold().replace(address, "")
            assert [one for one in secrets if one in flat] == [], (name, address)
        for address in (*part, *part_files):
            answer = client.get(OCTOBER + address)
            assert answer.status_code == (200 if name in READS_RED else 404), (name, address)


# --- What it costs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("versions", [1, 3])
def test_queries_do_not_grow_with_what_was_published(versions: int, django_assert_max_num_queries: Any) -> None:
    report = quiet_month()
    publish(earlier(report), august())
    for version in range(1, versions + 1):
        publish(report, version=version)
    for address, most in (
        ("v1/tables/timescales/", 3),
        ("v1/data/", 2),
        ("v1/data/data.json", 2),
        ("v1/facts/", 3),
        ("changes/", 3),
        ("versions/", 2),
        (f"v1/facts/{FACT}/", 10),
    ):
        get("stranger", address)
        with django_assert_max_num_queries(most):
            assert get("stranger", address).status_code == 200, address


# --- What is missing, and what looks like a formula -------------------------------------------------------------------


def test_missing_is_the_marker_and_no_formula_runs() -> None:
    def odd(block: Any) -> Any:
        first, second, *others = block.rows
        name, total, duration = first.cells
        bad = [name.value.__class__("=1+1", "=1+1"), total.value.__class__(None, "missing")]
        cells = (type(name)(bad[0]), type(name)(bad[1]), duration)
        return block.__class__(**{**_fields(block), "rows": (first.__class__(cells), second, *others)})

    publish(quiet_month(), with_block("timescales", odd))
    rows = list(csv.reader(io.StringIO(get("stranger", "v1/tables/timescales/data.csv").content.decode("utf-8-sig"))))
    assert rows[1][:2] == ["'=1+1", ""]
    sheet = load_workbook(io.BytesIO(get("stranger", "v1/tables/timescales/data.xlsx").content))["Table 5"]
    assert (sheet["A3"].value, sheet["A3"].data_type, sheet["B3"].value) == ("=1+1", "s", None)
    [first, *_] = json.loads(get("stranger", "v1/tables/timescales/data.json").content)["rows"]
    assert [one["value"] for one in first.values()][:2] == ["=1+1", None]


def _fields(block: Any) -> dict[str, Any]:
    return {name: getattr(block, name) for name in block.__dataclass_fields__}
