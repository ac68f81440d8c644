"""Writes the made files of August 2021: `python -m sample_data.make_2021_08`.

Nothing here is random and nothing reads the clock: running it again gives the same bytes. The other files of
`sample_data/2021-08` are written by hand; `sample_data/README.md` lists which is which.
"""

from __future__ import annotations

from pathlib import Path

from sample_data.making import texts
from sample_data.making.modifications import read_lives, records_of
from sample_data.making.tables import written
from sample_data.making_2021_08 import measures

FOLDER = Path(__file__).parent / "2021-08"
HERE = Path(__file__).parent / "making_2021_08"
TEXTS = HERE / "texts"


def made() -> dict[str, str]:
    """File name to its text."""
    sections = [path.stem for path in TEXTS.glob("*.html")]
    written_texts = texts.tables("operations", "2021-08", TEXTS, made_up=sections)
    tables = {**records_of(read_lives(HERE / "lives.csv")), **measures.tables(), **written_texts}
    return {f"{name}.csv": written(rows) for name, rows in tables.items() if rows}


def main() -> None:
    for name, text in made().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
