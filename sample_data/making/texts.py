"""A report's texts, each kept in a file of its own so that it can be read and edited as text."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from sample_data.making.tables import Row, Tables


def tables(report: str, month: str, folder: Path, *, made_up: Collection[str] = ()) -> Tables:
    """The texts of a report in the HTML files of the folder, by section; those `made_up` are illustrative."""
    rows: list[Row] = [
        {
            "report": report,
            "month": month,
            "section": path.stem,
            "body": path.read_text(encoding="utf-8").strip(),
            "illustrative": path.stem in made_up,
        }
        for path in sorted(folder.glob("*.html"))
    ]
    return {"section_texts": rows}
