"""Writes the made files of the sample month: `python -m sample_data.make_2018_10`.

Nothing here is random and nothing reads the clock: running it again gives the same bytes. The other files of
`sample_data/2018-10` are written by hand; `sample_data/README.md` lists which is which.
"""

from __future__ import annotations

from pathlib import Path

from sample_data.making import texts
from sample_data.making.tables import written
from sample_data.making_2018_10 import dcc_reports, security

FOLDER = Path(__file__).parent / "2018-10"
TEXTS = Path(__file__).parent / "making_2018_10" / "texts"


def made() -> dict[str, str]:
    """File name to its text."""
    written_texts = texts.tables("sub-committee", "2018-09", TEXTS)
    tables = {**dcc_reports.tables(), **security.tables(), **written_texts}
    return {f"{name}.csv": written(rows) for name, rows in tables.items()}


def main() -> None:
    for name, text in made().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
