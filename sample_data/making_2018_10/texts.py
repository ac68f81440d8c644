"""The report's texts, each kept in a file of its own so that it can be read and edited as text."""

from __future__ import annotations

from pathlib import Path

from sample_data.making.tables import Row, Tables

TEXTS = Path(__file__).parent / "texts"


def tables() -> Tables:
    rows: list[Row] = [
        {
            "report": "sub-committee",
            "month": "2018-09",
            "section": path.stem,
            "body": path.read_text(encoding="utf-8").strip(),
            "illustrative": False,
        }
        for path in sorted(TEXTS.glob("*.html"))
    ]
    return {"section_texts": rows}
