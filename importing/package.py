"""A spreadsheet file as a container: what it is, whether it may be opened, and its parts, no larger than counted."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from enum import Enum

EXPANSION = 4
"""How many times the largest upload the parts of a spreadsheet may come to, unpacked."""
MOST_PARTS = 1_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


class Refused(Exception):
    """The file can't be read; the message says why and what to do, to stand after the file's name."""


class Format(Enum):
    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"

    @property
    def mime(self) -> str:
        return _MIME[self]


_MIME = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.ODS: _ODS,
}


@dataclass(frozen=True, slots=True)
class Package:
    """`content` is the spreadsheet packed anew from the parts, so that whoever reads it meets sizes that are true."""

    format: Format
    parts: dict[str, bytes]
    content: bytes


def format_of(name: str) -> Format:
    """By the end of its name. Raises Refused."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    try:
        return Format(ending)
    except ValueError:
        pass
    if ending in ("xls", "xlsb", "xlsm", "xltx"):
        raise Refused(f"Is a .{ending} file. Save it as an Excel workbook (.xlsx).")
    raise Refused("Is no file of a kind that can be read. Save it as CSV UTF-8, .xlsx or .ods.")


def unpack(content: bytes, named: Format, most_bytes: int) -> Package:
    """The parts of a spreadsheet, once it is sure that it is one and no larger than it may be. Raises Refused."""
    if content[:8] == _OLE:
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused("Is protected by a password. Save it without one.")
        raise Refused("Is an old Excel workbook (.xls). Save it as .xlsx.")
    if content[:4] != _ZIP:
        raise Refused(f"Is empty, or no .{named.value} file in spite of its name. Save it again from the spreadsheet.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _parts(archive, most_bytes * EXPANSION)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise Refused("Is damaged or cut off. Save it again, and send the whole file.") from error
    found = _recognised(parts)
    if found is not named:
        raise Refused(f"Is a .{found.value} file by its content. Rename it, or save it as .{named.value}.")
    return Package(found, parts, _packed(parts))


def _parts(archive: zipfile.ZipFile, most: int) -> dict[str, bytes]:
    """Every part, read to the size that its entry states and held against its checksum."""
    entries = archive.infolist()
    too_large = f"Unpacks to more than {most:,} bytes. Split it into several files."
    if sum(entry.file_size for entry in entries) > most or len(entries) > MOST_PARTS:
        raise Refused(too_large)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("Is protected by a password. Save it without one.")
    # Readers look for parts without regard to case.
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise Refused("Holds a part twice. Save it again from the spreadsheet.")
    return {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}


def _recognised(parts: dict[str, bytes]) -> Format:
    if parts.get("mimetype", b"").strip() == _ODS.encode() and "content.xml" in parts:
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise Refused("Is protected by a password. Save it without one.")
        return Format.ODS
    if "xl/workbook.xml" in parts:
        return Format.XLSX
    if "xl/workbook.bin" in parts:
        raise Refused("Is a .xlsb file. Save it as an Excel workbook (.xlsx).")
    raise Refused("Is no spreadsheet. Save it as .xlsx or .ods.")


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()
