"""Each figure that the End of Regulatory Year Report 2019-20 prints is a count, a sum or an end state of its rows,
counted here straight from the files. What is invented says so."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache

import pytest

from sample_data.make_2020_03 import FOLDER

FIRST, LAST = "2019-04-01", "2020-03-31"
FIRST_BEFORE, LAST_BEFORE = "2018-04-01", "2019-03-31"
CONCLUDED = ("approved", "rejected", "withdrawn")

Row = dict[str, str]


@cache
def rows(name: str) -> list[Row]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def within(name: str, day: str, first: str = FIRST, last: str = LAST) -> list[Row]:
    return [row for row in rows(name) if first <= row[day] <= last]


def is_party(row: Row, day: str) -> bool:
    return row["acceded_on"] <= day and not "" < row["exited_on"] <= day


def year_of(measure: str, category: str = "", first: str = "2019-04", last: str = "2020-03") -> list[int]:
    found = [row for row in rows("observations") if row["measure"] == measure and row["category"] == category]
    return [int(row["value"]) for row in found if first <= row["month"] <= last]


# --- Modifications and releases -------------------------------------------------------------------------------------


def open_on(day: str) -> set[str]:
    raised = {row["modification"] for row in rows("modifications") if row["raised_on"] <= day}
    return raised - {
        row["modification"] for row in rows("modification_stages") if row["stage"] in CONCLUDED and row["since"] <= day
    }


def test_year_2019_20_modifications_open_raised_and_concluded() -> None:
    came_of = Counter(row["stage"] for row in within("modification_stages", "since") if row["stage"] in CONCLUDED)
    assert len(open_on(LAST_BEFORE)) == 23
    assert len(within("modifications", "raised_on")) == 52
    assert came_of == {"approved": 17, "rejected": 1, "withdrawn": 3}
    assert len(open_on(LAST)) == 54


def test_year_2019_20_modifications_raised_in_the_year_before() -> None:
    assert len(within("modifications", "raised_on", FIRST_BEFORE, LAST_BEFORE)) == 23


def test_year_2019_20_modifications_implemented_by_release() -> None:
    kinds = {row["release"]: row["kind"] for row in rows("releases")}
    done = {row["modification"] for row in within("modification_stages", "since") if row["stage"] == "implemented"}
    releases = Counter(row["release"] for row in rows("modification_target_releases") if row["modification"] in done)
    scheduled = {release: number for release, number in releases.items() if kinds[release] == "scheduled"}
    assert scheduled == {"June 2019 SEC Release": 1, "November 2019 SEC Release": 10, "February 2020 SEC Release": 3}
    assert releases.total() == len(done) == 18


def test_year_2019_20_one_of_those_implemented_was_approved_before_the_year() -> None:
    stages = rows("modification_stages")
    done = {row["modification"] for row in within("modification_stages", "since") if row["stage"] == "implemented"}
    earlier = [row for row in stages if row["modification"] in done and row["stage"] == "approved"]
    assert [row["modification"] for row in earlier if row["since"] < FIRST] == ["SECMP0930"]


def test_year_2019_20_november_2019_release_moved_twice() -> None:
    dates = [row for row in rows("release_dates") if row["release"] == "November 2019 SEC Release"]
    assert [row["go_live_on"] for row in dates] == ["2019-11-07", "2019-11-24", "2019-11-29"]
    assert [row["since"] for row in dates] == sorted(row["since"] for row in dates)


def test_year_2019_20_what_was_implemented_changed_the_sec_that_day() -> None:
    implemented = {
        (row["since"], row["modification"].removeprefix("MP"))
        for row in within("modification_stages", "since")
        if row["stage"] == "implemented"
    }
    changed = {
        (row["issued_on"], named.strip().removeprefix("MP"))
        for row in rows("sec_versions")
        for named in row["modifications"].split(";")
        if named.strip()
    }
    assert changed == implemented


def test_year_2019_20_designations_and_directions() -> None:
    causes = Counter(row["cause"] for row in within("sec_versions", "issued_on"))
    assert (causes["designation"], causes["direction"]) == (14, 0)


def test_year_2019_20_secmp0007_keeps_its_reference_through_a_change_of_proposer_and_of_release() -> None:
    def of(name: str) -> list[Row]:
        return [row for row in rows(name) if row["modification"] == "SECMP0007"]

    assert [row["reference"] for row in of("modification_references")] == ["SECMP0007"]
    assert [FIRST <= row["since"] <= LAST for row in of("modification_proposers")] == [False, True]
    assert [FIRST <= row["since"] <= LAST for row in of("modification_target_releases")] == [False, True, True]


# --- Parties --------------------------------------------------------------------------------------------------------


def test_year_2019_20_parties_by_category_and_voting_groups() -> None:
    category = {row["party"]: row["category"] for row in rows("party_categories")}
    group = {row["party"]: row["voting_group"] for row in rows("party_voting_groups")}
    now = [row["party"] for row in rows("memberships") if is_party(row, LAST)]
    assert Counter(category[party] for party in now) == {
        "electricity_network": 27,
        "gas_network": 20,
        "large_supplier": 28,
        "small_supplier": 137,
        "other": 120,
        "dcc": 1,
    }
    assert len({group[party] for party in now if party in group}) == 263


def test_year_2019_20_parties_that_joined_and_left_bridge_the_year() -> None:
    left = Counter(row["exit_kind"] for row in within("memberships", "exited_on"))
    joined = len(within("memberships", "acceded_on"))
    opening, closing = (sum(is_party(row, day) for row in rows("memberships")) for day in (LAST_BEFORE, LAST))
    assert (joined, left["expelled"]) == (22, 8)
    assert opening + joined - left.total() == closing == 333


def test_year_2019_20_eight_parties_in_default_were_expelled_and_each_event_ended_that_day() -> None:
    ended = {row["party"]: row["closed_on"] for row in rows("events_of_default") if row["outcome"] == "expelled"}
    assert ended == {row["party"]: row["exited_on"] for row in rows("memberships") if row["exit_kind"] == "expelled"}
    assert sum(FIRST <= day <= LAST for day in ended.values()) == 8


def test_year_2019_20_parties_that_completed_the_uep() -> None:
    category = {row["party"]: row["category"] for row in rows("party_categories")}
    done = {row["party"] for row in within("uep_completions", "completed_on") if row["extent"] == "full"}
    assert Counter(category[party] for party in done) == {"small_supplier": 25, "other": 6}


def test_year_2019_20_every_party_but_the_dcc_is_invented() -> None:
    named = {row["party"]: row for row in rows("parties")}
    assert named.pop("dcc")["illustrative"] == "no"
    assert all(row["name"].startswith("Example ") and row["illustrative"] == "yes" for row in named.values())


def test_year_2019_20_no_person_is_named_and_no_party_in_a_text() -> None:
    texts = " ".join(row["body"] for row in rows("section_texts"))
    assert {row["person"] for row in rows("modification_proposers")} == {""}
    assert "Example " not in texts


# --- Committees -----------------------------------------------------------------------------------------------------


def test_year_2019_20_meetings_by_committee_and_in_all() -> None:
    met = Counter(row["committee"] for row in within("meetings", "held_on"))
    assert (met["tag"], met["opsg"], met["ssc"], met["smki-pma"]) == (25, 24, 28, 15)
    assert met.total() == 164
    assert len(within("meetings", "held_on", FIRST_BEFORE, LAST_BEFORE)) == 120


def test_year_2019_20_csc_met_first_in_april_2019() -> None:
    days = [row["held_on"] for row in rows("meetings") if row["committee"] == "csc"]
    assert (min(days)[:7], len(days)) == ("2019-04", 12)


def test_year_2019_20_actions_raised_and_closed() -> None:
    raised = within("actions", "raised_on")
    before = within("actions", "raised_on", FIRST_BEFORE, LAST_BEFORE)
    assert len(raised) == 1252
    assert round((len(raised) - len(before)) * 100 / len(before)) == 52
    assert round(sum(row["closed_on"] != "" for row in raised) * 100 / len(raised)) == 85
    assert max(row["closed_on"] for row in rows("actions")) <= LAST


# --- Measures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "category", "printed"),
    [
        ("product-list-versions", "cpl", 69),
        ("cpl-entries", "smets2", 111),
        ("cpl-entries", "smets1", 13),
        ("cpl-removals", "", 20),
        ("cpl-functionality-updates", "", 2),
        ("security-fieldwork", "", 95),
        ("security-assessments-presented", "", 56),
        ("security-self-assessments", "", 18),
        ("security-directors-letters", "", 31),
        ("security-assessments-prepared", "", 107),
        ("security-statuses-set", "assurance", 23),
        ("security-statuses-set", "compliance", 49),
        ("security-engagement", "", 9),
        ("security-publications", "", 18),
        ("engagement-events", "", 5),
        ("engagement-event-parties", "", 75),
    ],
)
def test_year_2019_20_measure_comes_to(measure: str, category: str, printed: int) -> None:
    assert sum(year_of(measure, category)) == printed


def test_year_2019_20_measures_that_are_averaged_or_compared() -> None:
    assessed = year_of("security-parties-assessed")
    assert sum(assessed) / len(assessed) == 71
    assert sum(year_of("security-fieldwork", "", "2018-04", "2019-03")) == 59
    assert sum(year_of("codeworks-registrations")) > 320


# --- The year itself ------------------------------------------------------------------------------------------------


def test_year_2019_20_every_objective_has_its_status_and_its_text() -> None:
    status = {row["objective"]: row["status"] for row in rows("objective_statuses")}
    written = {row["section"] for row in rows("section_texts")}
    assert list(status) == [row["objective"] for row in rows("objectives")]
    assert {f"objective-{code}" for code in status} <= written
    assert {code for code, how in status.items() if how != "meets"} == {"transition"}


def test_year_2019_20_restated_months_differ_from_what_was_published() -> None:
    published = {(row["month"], row["fact"]): int(row["published"]) for row in rows("restatements")}
    july = len(within("modifications", "raised_on", "2019-07-01", "2019-07-31"))
    (october,) = year_of("security-fieldwork", "", "2019-10", "2019-10")
    assert published == {("2019-07", "modifications.raised"): july - 1, ("2019-10", "measure.security-fieldwork"): 10}
    assert october == 9
