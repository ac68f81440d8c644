"""Charts of every kind, with what goes wrong in real months: gaps, zeros, one huge figure, long names, many series."""

from __future__ import annotations

from decimal import Decimal

from reports.engine.blocks import Chart, Series
from reports.engine.values import MISSING, decimal, percentage
from tests.reports.charts.drawing import MONTHS_12, MONTHS_13, series

TOPICS = (
    "Applications",
    "Sub-Committees",
    "Consultation correspondence",
    "Contact info",
    "General queries",
    "Panel & Board",
    "Modifications",
    "User CIO assessments",
    "Party/RDP signifiers",
    "Training days/seminars",
    "Other",
)
MOVES = (
    series("Accessions", 3, 1, 2, 0, 4, 2, 1, 1, 0, 2, 3, 1),
    series("Withdrawals", 1, 0, 0, 2, 1, 0, 0, 3, 1, 0, 2, 1),
    series("Expulsions", 0, 0, 1, 0, 0, 0, None, 0, 0, 2, 0, 0),
    series("Events of Default", 4, 2, 3, 5, 1, 0, 2, 6, 8, 4, 7, 10),
)
VOTING_GROUPS = Chart(
    "pie",
    ("Electricity Networks", "Gas Networks", "Large Suppliers", "Small Suppliers", "Other SEC Parties"),
    (series("Voting Groups", 19, 14, 12, 102, 114),),
    "Voting Groups",
    "Party Category",
)
STAGES = Chart(
    "bars",
    (
        "Development Stage",
        "Refinement Process",
        "Report Phase",
        "Authority decision",
        "Pending implementation, to be carried into a later SEC Release than the one first planned",
        "On hold",
    ),
    (series("Proposals", 21, 30, 4, None, 12, 0),),
    "Modification Proposals",
    "Stage",
)
WEBSITE = Chart(
    "lines",
    MONTHS_13,
    (
        series("Visits", 6100, 6500, 7200, 7000, 5800, 6900, None, 7300, 7500, 7100, 7200, 6900, 7400),
        series("Page views", *range(21000, 23700, 300), None, None, 23010, 24310),
    ),
    "Number in the month",
    "Month",
)
MANY = tuple(series(f"Topic {n}", *((n * 7 + month * 3) % 11 for month in range(13))) for n in range(8))
HUGE = Chart("columns", MONTHS_13, (series("Visits", 12, 40, 3, 1250000, 5, 0, None, 7, 1, 33, 41, 2, 9),), "Visits")
OPEN = Chart("lines", MONTHS_13, (series("Open", 66, 68, 70, 65, None, 60, 58, 0, 62, 60, 59, 61, 59),), "Open")
LONG_NAMES = tuple(f"A category with a long name, {n}" for n in range(12))
CLOSE = tuple(series(f"A long name, {n}", *(10 + (n * month) % 3 for month in range(12))) for n in range(4))

NEW = series("New proposals", 3, 5, 2, 0, 8, 4, 6, 7, 1, 5, 6, 5)
GAP = series("New proposals", 3, 5, 2, 0, 8, None, 6, 7, 1, 5, 6, 5)
COMMITTEES = ("SEC Panel", "Change Board", "Technical Architecture and Business Architecture Sub-Committee", "TAG")
MET_BEFORE = series("2018-19", 14, 12, None, 0)
MET = series("2019-20", 13, 12, 15, 25)


def sums_of(each: Series) -> Series:
    """What the figures come to so far; missing from the first that is."""
    known = [value.raw for value in each.values]
    sums = [None if None in known[: n + 1] else sum(known[: n + 1]) for n in range(len(known))]
    return series("Sum so far", *sums)


GALLERY = {
    "voting groups": VOTING_GROUPS,
    "topics": Chart("pie", TOPICS, (series("E-mails", 90, 60, 14, 30, 200, 8, 120, 4, 12, 0, None),), "E-mails"),
    "tiny slices": Chart("pie", TOPICS, (series("E-mails", *[1] * 10, 2000),), "E-mails"),
    "one slice": Chart("pie", ("All",), (series("E-mails", 5),), "E-mails"),
    "no slice": Chart("pie", ("Visits", "Calls"), (series("E-mails", 0, 0),), "E-mails"),
    "stages": STAGES,
    "changes": Chart("bars", ("Up", "Down", "Level"), (series("Change", 5, -12, 0),), "Since last month"),
    "moves": Chart("columns", MONTHS_12, MOVES, "Parties", "Month"),
    "moves stacked": Chart("stacked", MONTHS_12, MOVES, "Parties", "Month"),
    "huge": HUGE,
    "changes by month": Chart("columns", MONTHS_12, (series("Net", 5, -3, 0, 2, -8, 4, 1, 0, 3, None, 2, 1),), "Net"),
    "all below zero": Chart("columns", MONTHS_12[:5], (series("Net", -5, None, -3, 0, -8),), "Net"),
    "all zero": Chart("columns", MONTHS_12, (series("Accessions", *[0] * 12),), "Accessions"),
    "long names": Chart("columns", LONG_NAMES, (series("Users", *range(12)),), "Users"),
    "decimals": Chart(
        "columns",
        ("Services", "Projects"),
        (
            Series("Sep 21", (decimal(Decimal("12.25"), 1), decimal(Decimal("3.5"), 1))),
            Series("Aug 21", (decimal(Decimal(10), 1), MISSING)),
        ),
        "Resource days",
    ),
    "eight by thirteen": Chart("columns", MONTHS_13, MANY, "E-mails", "Month"),
    "eight stacked": Chart("stacked", MONTHS_13, MANY, "E-mails", "Month"),
    "website": WEBSITE,
    "eight lines": Chart("lines", MONTHS_13, MANY, "E-mails", "Month"),
    "one line": OPEN,
    "close lines": Chart("lines", MONTHS_12, CLOSE, "E-mails"),
    "tall gap": Chart("stacked", ("Aug 21", "Sep 21"), (series("Calls", 40, 8), series("E-mails", None, 9)), "Number"),
    "shares": Chart(
        "lines",
        MONTHS_12,
        (Series("In time", tuple(percentage(part, 15) for part in (15, 14, 15, 13, 15, 15, 15, 12, 14, 15, 15, 14))),),
        "Minutes issued in 5 WD",
    ),
    "new proposals": Chart("cumulative", MONTHS_12, (NEW, sums_of(NEW)), "Proposals", "Month"),
    "new proposals, a month missing": Chart("cumulative", MONTHS_12, (GAP, sums_of(GAP)), "Proposals", "Month"),
    "committees": Chart("clustered", COMMITTEES, (MET_BEFORE, MET), "Meetings", "Committee"),
    "nothing": Chart("lines", MONTHS_12, (series("Visits", *[None] * 12),), "Visits"),
}
