"""October 2021: its files, with the mistakes planted in them, and its numbers, which are typed."""

from __future__ import annotations

import csv
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

FOLDER = Path(__file__).parent / "october"
RECORDS = FOLDER / "records"
PAPER = FOLDER / "paper"
SIDE = FOLDER / "side"

WRONG: dict[str, tuple[tuple[str, str], ...]] = {
    # Returned before it was accepted.
    "dcc_assessments.csv": (("MP143,PA,1,,2021-09-13,2021-10-08,yes", "MP143,PA,1,,2021-09-13,2021-09-10,yes"),),
    # A reference that no modification has.
    "decisions.csv": (("2021-10-26,DP960,", "2021-10-26,DP969,"),),
}
"""Mistakes that the import refuses, by file: what stands there, and what was sent."""

UNSEEN = (("MP152,PA,1,2021-10-18,15,yes", "MP152,PA,1,2021-10-18,40,yes"),)
"""In assessment_targets.csv the target of the other type: each row is sound by itself, and the book has to find it."""

REPEATED = "example-small-supplier-150"
"""The Party that stands twice in the first workbook."""
FORMULA = '="Example Other SEC Party "&132&" Limited"'
"""In the first workbook, the name of the other."""

TOPICS = (34, 28, 39, 44, 83, 5, 90, 32, 10, 16, 11)
"""Helpdesk e-mails: the column that is pasted."""
NUMBERS = {
    "Assessment compliance": "98",
    "Assurance Statuses": "5",
    "Compliance Statuses": "3",
    "Parties being assessed": "51",
    "SECAS initial validations": "5",
    "Telephone queries": "7",
    "Website page views": "23350",
    "Website visits": "8610",
    "Newsletter subscribers": "806",
    "Newsletter views": "352",
    "Newsletters issued": "2",
    "CodeWorks registrations": "9",
    "Network Parties": "46",
    "Small Suppliers": "124",
    "Large Suppliers": "109",
    "BEIS, DCC and Ofgem users": "90",
    "Committee Members": "7",
    "Other SEC Parties": "157",
    "CPL removals": "0",
    "New CPL entries": "6",
    "Central Products List (CPL)": "5",
    "Deployed Products List (DPL)": "12",
    "Devices on the DAR": "19",
}
"""What is typed, by the name beside its field."""

LISTS = {
    ("product-list-versions", "Pending Products Combination List (PPCL)"): "1",
    ("product-list-versions", "Eligible Products Combination List (EPCL)"): "1",
    ("new-webpage-lists", "Pending Products Combination List (PPCL)"): "0",
    ("new-webpage-lists", "Eligible Products Combination List (EPCL)"): "0",
}
"""The same for names that stand in two measures."""
JUMP = "233500"
"""Typed for the page views: a nought too many."""
PAGES = ("Home Page", "Modifications (Modifications Tracker)", "My Account", "Login", "SEC Panel")


def sent(name: str, *, wrong: bool = False) -> bytes:
    """A file of the records as it is sent: with its planted mistakes, or put right (but for those nobody sees yet)."""
    text = (RECORDS / name).read_text()
    changes = (*(WRONG.get(name, ()) if wrong else ()), *(UNSEEN if name == "assessment_targets.csv" else ()))
    for right, written in changes:
        assert text.count(right) == 1, f"{name} no longer says {right}"
        text = text.replace(right, written)
    return text.encode()


def workbook(*, wrong: bool = False) -> bytes:
    """The Parties as a workbook: first with a Party twice and a formula in a cell."""
    lines = (RECORDS / "parties.csv").read_text().splitlines()[1:]
    rows = list(csv.reader(lines))
    if wrong:
        rows.append(next(row for row in rows if row[0] == REPEATED))
        rows[2][1] = FORMULA
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "parties"
    for row in rows:
        sheet.append(row)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def record_files() -> list[str]:
    """The names of the files of records, but for the Parties, which are sent as a workbook."""
    return sorted(path.name for path in RECORDS.glob("*.csv") if path.stem != "parties")
