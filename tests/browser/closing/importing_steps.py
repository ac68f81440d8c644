"""Importing the month's files: refused by row, put right, looked at, accepted, and one import undone and done again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import FilePayload, Locator, expect

from parties.models import Membership, Party
from tests.browser.closing.month import FORMULA, PAPER, REPEATED, SIDE, WRONG, record_files, sent, workbook
from tests.browser.closing.people import Person

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORK = 30_000
"""Milliseconds that a worker may take over a file on a busy machine."""


def _payloads(files: Mapping[str, bytes]) -> list[FilePayload]:
    return [
        {"name": name, "mimeType": SHEET if name.endswith("xlsx") else "text/csv", "buffer": content}
        for name, content in files.items()
    ]


def _row(person: Person, file: str, record: str) -> Locator:
    """The row of the preview that is of this file and names this record."""
    rows = person.page.locator("table.rows tbody tr")
    return rows.filter(has=person.page.locator(".place", has_text=file)).filter(has_text=record)


def _state(person: Person, words: str) -> None:
    expect(person.page.locator(".run-facts .state")).to_have_text(words, timeout=WORK)


def send(person: Person, files: Mapping[str, bytes]) -> None:
    person.go("/import/")
    person.page.get_by_label("Files", exact=True).set_input_files(_payloads(files))
    person.button("Check the files").click()


def records_are_refused_by_row(contributor: Person) -> None:
    page = contributor.page
    contributor.link("Import records").click()
    expect(page).to_have_url(contributor.site("/import/"))
    files = {name: sent(name, wrong=True) for name in record_files()} | {"parties.xlsx": workbook(wrong=True)}
    send(contributor, files)
    _state(contributor, "To be corrected")
    expect(page.get_by_text("Nothing can be saved until the 4 refused rows are put right.")).to_be_visible()
    expect(contributor.button(re.compile("^Accept"))).to_have_count(0)
    page.get_by_label("Show").select_option("refused")
    contributor.button("Show").click()
    rows = page.locator("table.rows tbody tr")
    expect(rows).to_have_count(4)
    contributor.picture("06-refused")
    expect(rows.filter(has_text="dcc_assessments.csv")).to_contain_text("returned_on “2021-09-10”")
    expect(rows.filter(has_text="decisions.csv")).to_contain_text("“DP969”")
    expect(rows.filter(has_text="Repeats the party of line")).to_contain_text(REPEATED)
    expect(rows.filter(has_text="name")).to_contain_text("ormula")
    assert not Party.objects.filter(code=REPEATED).exists()


def records_are_put_right_and_saved(contributor: Person) -> None:
    """Only the files that were wrong are sent again; what will change is looked at before it is accepted."""
    page = contributor.page
    corrected = {name: sent(name) for name in WRONG} | {"parties.xlsx": workbook()}
    page.get_by_label("Files", exact=True).set_input_files(_payloads(corrected))
    contributor.button("Check again").click()
    _state(contributor, "Waiting to be accepted")
    page.get_by_label("Show").select_option("changed")
    contributor.button("Show").click()
    contributor.picture("07-preview")
    row = _row(contributor, "dcc_assessments.csv", "143")
    expect(row.locator("dd", has_text="2021-10-08")).to_contain_text("blank → 2021-10-08")
    assert not Party.objects.filter(code=REPEATED).exists()
    contributor.button(re.compile(r"^Accept and save \d+ rows")).click()
    _state(contributor, "Saved")
    contributor.picture("08-saved")
    assert Party.objects.get(code=REPEATED).name == "Example Small Supplier 150 Limited"
    assert Membership.objects.get(party__code="example-small-supplier-118").exit_kind == "expelled"
    assert not Party.objects.filter(name=FORMULA).exists()


def paper_is_imported(editor: Person) -> None:
    """The texts that nobody writes in the editor, and the attachment: they are the editor's alone to load."""
    send(editor, {path.name: path.read_bytes() for path in sorted(PAPER.glob("*.csv"))})
    _state(editor, "Waiting to be accepted")
    editor.button(re.compile("^Accept and save")).click()
    _state(editor, "Saved")


def side_import_is_undone_and_done_again(contributor: Person, closed: Any) -> None:
    """`closed` says whether the record that it changes is as the import leaves it."""
    files = {path.name: path.read_bytes() for path in SIDE.glob("*.csv")}
    for undo in (True, False):
        send(contributor, files)
        _state(contributor, "Waiting to be accepted")
        contributor.button(re.compile("^Accept and save 1 row")).click()
        _state(contributor, "Saved")
        assert closed()
        if undo:
            contributor.page.get_by_text("Undo this import", exact=True).click()
            contributor.button("Undo all of it").click()
            _state(contributor, "Undone")
            contributor.picture("09-undone")
            assert not closed()
    contributor.link("Month desk").click()
    expect(contributor.page).to_have_url(contributor.site("/desk/"))
