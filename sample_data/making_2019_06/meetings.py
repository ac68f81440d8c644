"""The meetings of May to July 2019, all invented, with what those of June discussed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.making.tables import Row, Tables, weekday, weekdays_back

ISSUED = date(2019, 7, 5)


@dataclass(frozen=True)
class Held:
    committee: str
    number: int | None
    day: date
    title: str
    headline: str = ""
    discussed: tuple[str, ...] = ()
    kind: str = "governance"
    purpose: str = ""


MAY = (
    Held("working-group", None, date(2019, 5, 1), "Monthly Working Group Meeting – May 2019"),
    Held("tabasc", 42, date(2019, 5, 2), "Technical Architecture and Business Architecture Sub-Committee Meeting 42"),
    Held("opsg", 21, date(2019, 5, 7), "Operations Group Meeting 21"),
    Held("panel", 68, date(2019, 5, 17), "SEC Panel Meeting 68"),
    Held("smki-pma", 59, date(2019, 5, 21), "SMKI Policy Management Authority Meeting 59"),
    Held("change-board", 30, date(2019, 5, 22), "Change Board Meeting 30"),
    Held("ssc", 75, date(2019, 5, 22), "Security Sub-Committee Meeting 75"),
    Held("tag", 55, date(2019, 5, 30), "Testing Advisory Group Meeting 55"),
)
JUNE = (
    Held(
        "opsg",
        22,
        date(2019, 6, 4),
        "Operations Group Meeting 22",
        "The group reviewed the DCC’s reports for April, and asked when a plan for lost messages would come.",
    ),
    Held(
        "working-group",
        None,
        date(2019, 6, 5),
        "Monthly Working Group Meeting – June 2019",
        "Members settled the requirements of the first, and heard of progress on the others.",
        ("SECMP0964", "SECMP0965", "SECMP0966"),
    ),
    Held(
        "tabasc",
        43,
        date(2019, 6, 6),
        "Technical Architecture and Business Architecture Sub-Committee Meeting 43",
        "The business architecture for the enrolment of SMETS1 meters was agreed.",
    ),
    Held(
        "ssc",
        76,
        date(2019, 6, 12),
        "Security Sub-Committee Meeting 76",
        "Statuses were set after the assessments put to the meeting; a Director’s Letter was approved.",
    ),
    Held(
        "cacop",
        None,
        date(2019, 6, 13),
        "CACoP Forum Meeting – June 2019",
        "The forum compared how each Code consults, and agreed to share a calendar of consultations.",
        kind="attended",
    ),
    Held(
        "panel",
        69,
        date(2019, 6, 14),
        "SEC Panel Meeting 69",
        "The Panel sent a new modification on to refinement, and expelled a Party.",
        ("SECMP0969",),
    ),
    Held(
        "smki-pma",
        60,
        date(2019, 6, 18),
        "SMKI Policy Management Authority Meeting 60",
        "The plan for this year’s recovery exercise was approved.",
    ),
    Held(
        "working-group",
        None,
        date(2019, 6, 19),
        "Ad hoc Working Group Meeting – June 2019",
        "A way of moving certificates was found that needs no change to Devices.",
        ("SECMP0967",),
        purpose="How the certificates of Devices are to be moved.",
    ),
    Held(
        "webinar",
        None,
        date(2019, 6, 20),
        "Becoming a User: a webinar for new Parties",
        "New Parties were shown the steps of the User Entry Process, and asked about its tests.",
        kind="engagement",
    ),
    Held(
        "secco-board",
        25,
        date(2019, 6, 21),
        "SECCo Board Meeting 25",
        "Confidential.",
    ),
    Held(
        "change-board",
        31,
        date(2019, 6, 26),
        "Change Board Meeting 31",
        "One vote was on Self-Governance, the other a recommendation to the Authority.",
        ("SECMP0962", "SECMP0963"),
    ),
    Held(
        "ssc",
        77,
        date(2019, 6, 26),
        "Security Sub-Committee Meeting 77",
        "Further assessments were considered, and guidance on incidents was brought up to date.",
    ),
    Held(
        "tag",
        56,
        date(2019, 6, 27),
        "Testing Advisory Group Meeting 56",
        "The group advised that the DCC’s tests of the next release may begin.",
    ),
)
JULY = (
    Held("working-group", None, date(2019, 7, 3), "Monthly Working Group Meeting – July 2019"),
    Held("cacop", None, date(2019, 7, 11), "CACoP Forum Meeting – July 2019", kind="attended"),
    Held("panel", 70, date(2019, 7, 12), "SEC Panel Meeting 70"),
)


def tables() -> Tables:
    return {"meetings": [_meeting(one) for one in (*MAY, *JUNE, *JULY)], "agenda_items": list(_agenda())}


def code_of(one: Held) -> str:
    return f"{one.committee}-{one.number or one.day.isoformat()}"


def _meeting(one: Held) -> Row:
    """Notice ten weekdays before, papers five, minutes five after: what is later than the issue date is not known."""
    own = one.kind != "attended"
    minutes = weekday(one.day + timedelta(days=6))
    return {
        "committee": one.committee,
        "number": one.number,
        "suffix": "",
        "held_on": one.day,
        "kind": one.kind,
        "title": one.title,
        "cancelled": False,
        "purpose": one.purpose,
        "notice_on": weekdays_back(one.day, 13) if own else None,
        "papers_issued_on": weekdays_back(one.day, 8) if own else None,
        "minutes_issued_on": minutes if own and minutes <= ISSUED and one.day < ISSUED else None,
        "headline": one.headline,
        "link": f"https://example.org/sec-meetings/{code_of(one)}" if own else "",
        "illustrative": True,
    }


def _agenda() -> Iterator[Row]:
    for one in JUNE:
        for position, modification in enumerate(one.discussed, 1):
            yield {
                "meeting": code_of(one),
                "position": position,
                "modification": modification,
                "topic": "",
                "illustrative": True,
            }
