"""Files that are not what they say, and those that would fill the memory."""

from __future__ import annotations

import io
import zipfile

import pytest

from importing.sources import Limits
from tests.importing.books import LIMITS, PARTIES, edited, ods, ods_cell, read, refusal, xlsx

ROWS = (PARTIES, ("alpha", "Alpha", ""))
BOOKS = {"p.xlsx": xlsx(*ROWS), "p.ods": ods(*ROWS)}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BOTH = pytest.mark.parametrize("name", BOOKS)


def zipped(**parts: bytes) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return found.getvalue()


@BOTH
@pytest.mark.parametrize("kept", [0, 3, 100, -1, -30, -2000])
def test_file_that_was_cut_off_is_refused(name: str, kept: int) -> None:
    said = refusal(name, BOOKS[name][:kept])
    assert "Is damaged or cut off." in said or "Is empty, or no ." in said


@BOTH
def test_part_that_was_changed_on_the_way_is_refused(name: str) -> None:
    at = len(BOOKS[name]) // 2
    found = read(name, BOOKS[name][:at] + bytes([BOOKS[name][at] ^ 0xFF]) + BOOKS[name][at + 1 :])
    assert found.problems or found.sheets  # refused, or a part of it that nobody reads
    spoilt = "xl/worksheets/sheet1.xml" if name.endswith("xlsx") else "content.xml"
    said = refusal(name, edited(BOOKS[name], spoilt, lambda part: part[: len(part) // 2]))
    assert "Is damaged" in said


def test_names_and_contents_agree() -> None:
    assert "Is a .xlsx file by its content." in refusal("p.ods", BOOKS["p.xlsx"])
    assert "Is a .ods file by its content." in refusal("p.xlsx", BOOKS["p.ods"])
    assert "Is empty, or no .xlsx file in spite of its name." in refusal("p.xlsx", b"party,name,trading_name\r\n")
    assert "Is no spreadsheet." in refusal("p.xlsx", zipped(**{"word/document.xml": b"<a/>"}))
    assert "Is a .xlsb file." in refusal("p.xlsx", zipped(**{"xl/workbook.bin": b"a"}))
    assert "Is a .xls file." in refusal("p.xls", OLE)
    assert "Is no file of a kind that can be read." in refusal("p.pdf", b"%PDF-1.7")
    assert "Is no file of a kind that can be read." in refusal("parties", b"party")
    found = read("parties.csv", BOOKS["p.xlsx"])
    assert "Is a spreadsheet, not CSV." in str(found.sheets["parties"].problems[0])


def test_protected_files_are_refused_by_name_of_the_trouble() -> None:
    assert "Is an old Excel workbook" in refusal("p.xlsx", OLE)
    assert "Is protected by a password." in refusal("p.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"))
    manifest = edited(BOOKS["p.ods"], "META-INF/manifest.xml", lambda part: part + b"<!-- manifest:encryption-data -->")
    assert "Is protected by a password." in refusal("p.ods", manifest)


def test_file_that_unpacks_to_too_much_is_refused_before_it_is_read() -> None:
    bomb = zipped(**{"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(LIMITS.bytes * 5)})
    assert len(bomb) < LIMITS.bytes
    assert "Unpacks to more than 4,000,000 bytes." in refusal("p.xlsx", bomb)


def test_size_that_an_entry_lies_about_is_found_out() -> None:
    """The entries say ten bytes each; what follows them says otherwise."""
    content = bytearray(zipped(**{"xl/workbook.xml": b" " * 3_000_000}))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.index(signature) + at
        content[place : place + 4] = (10).to_bytes(4, "little")
    assert "Is damaged or cut off." in refusal("p.xlsx", bytes(content))


@BOTH
def test_sheet_that_reaches_too_far_is_refused_before_it_is_laid_out(name: str) -> None:
    if name.endswith("xlsx"):
        far = lambda part: part.replace(b'r="A2"', b'r="A1048576"')  # noqa: E731
        wide = lambda part: part.replace(b'r="C2"', b'r="XFD2"').replace(b'r="B2"', b'r="XFC2"')  # noqa: E731
        below = edited(BOOKS[name], "xl/worksheets/sheet1.xml", far)
        beside = edited(BOOKS[name], "xl/worksheets/sheet1.xml", wide)
    else:
        long = ods_cell("alpha", valuetype="string", numbercolumnsrepeated=16_000)
        beside = ods(PARTIES, (long,))
        below = edited(
            BOOKS[name],
            "content.xml",
            lambda part: part.replace(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1048570">'),
        )
    assert "Reaches below row 1,200 on the sheet parties." in refusal(name, below)
    assert "Holds more than 200 columns on the sheet parties." in refusal(name, beside)


@BOTH
def test_document_type_is_refused(name: str) -> None:
    spoilt = "xl/workbook.xml" if name.endswith("xlsx") else "content.xml"
    declared = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'
    assert "Declares a document type" in refusal(name, edited(BOOKS[name], spoilt, lambda part: declared))


@BOTH
def test_file_past_the_limits_of_bytes_and_rows_is_refused(name: str) -> None:
    assert "Is larger than 10 bytes." in refusal(name, BOOKS[name], limits=Limits(10, 10))
    rows = [PARTIES, *((f"p{number}", f"Party {number}", "") for number in range(4))]
    content = xlsx(*rows) if name.endswith("xlsx") else ods(*rows)
    sheet = read(name, content, "parties", Limits(3, LIMITS.bytes)).sheets["parties"]
    assert "Has more than 3 rows." in str(sheet.problems[0])
