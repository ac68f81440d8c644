"""How a paper, or a table or figure of it, is cited: in words, for BibTeX and for RIS. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports.engine.values import long_date

PUBLISHER = "Smart Energy Code Administrator and Secretariat (SECAS)"
_SPECIAL = re.compile(r"([\\{}$&#^_%~])")
_WRITTEN = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, slots=True)
class Citation:
    """`title` is that of the paper, after that of the table or figure where one is cited. `sha256` is the PDF's, ""
    where the paper has none."""

    reference: str
    title: str
    author: str
    version: int
    published: date
    address: str
    sha256: str
    word: str

    @property
    def words(self) -> str:
        """One line, for a note or a list of references."""
        parts = [
            f"{self.author} ({self.published.year}), {self.title}, paper {self.reference}, version {self.version}",
            f"published on {long_date(self.published).display}",
            self.address,
        ]
        held = f"{', '.join(parts)} (SHA-256 of the PDF: {self.sha256})" if self.sha256 else ", ".join(parts)
        return held if self.word == "White" else f"{held}. Classification: {self.word}"

    def bibtex(self) -> bytes:
        key = re.sub(r"[^A-Za-z0-9]+", "", f"{self.reference}v{self.version}")
        fields = {
            "title": f"{{{_tex(self.title)}}}",
            "author": f"{{{_tex(self.author)}}}",
            "institution": f"{{{_tex(PUBLISHER)}}}",
            "number": _tex(self.reference),
            "year": str(self.published.year),
            "month": f"{self.published:%b}".lower(),
            "url": self.address,
            "note": _tex("; ".join(self._notes)),
        }
        lines = [f"  {name} = {{{words}}}," for name, words in fields.items() if name != "month"]
        lines.insert(6, f"  month = {fields['month']},")
        return "\n".join([f"@techreport{{{key},", *lines, "}", ""]).encode()

    def ris(self) -> bytes:
        """Lines end as the format asks."""
        lines: Mapping[str, str] = {
            "TY": "RPRT",
            "TI": self.title,
            "AU": self.author,
            "PB": PUBLISHER,
            "M1": self.reference,
            "ET": f"Version {self.version}",
            "PY": str(self.published.year),
            "DA": f"{self.published:%Y/%m/%d}/",
            "UR": self.address,
            "N1": "; ".join(self._notes[1:]),
            "ER": "",
        }
        written = {tag: " ".join(words.split()) for tag, words in lines.items()}
        return "".join(f"{tag}  - {words}\r\n" for tag, words in written.items() if words or tag == "ER").encode()

    @property
    def _notes(self) -> list[str]:
        found = [f"Version {self.version}, published on {long_date(self.published).display}"]
        found += [f"SHA-256 of the PDF: {self.sha256}"] if self.sha256 else []
        return found + ([f"Classification: {self.word}"] if self.word != "White" else [])


def _tex(words: str) -> str:
    return _SPECIAL.sub(lambda one: _WRITTEN.get(one[1], f"\\{one[1]}"), words)
