"""Writes the made files of the sample year: `python -m sample_data.make_2020_03`.

Nothing here is random and nothing reads the clock: running it again gives the same bytes. The other files of
`sample_data/2020-03` are written by hand; `sample_data/README.md` lists which is which.
"""

from __future__ import annotations

from pathlib import Path

from sample_data.making import texts
from sample_data.making.tables import written
from sample_data.making_2020_03 import committees, measures, modifications, parties

FOLDER = Path(__file__).parent / "2020-03"
TEXTS = Path(__file__).parent / "making_2020_03" / "texts"


def made() -> dict[str, str]:
    """File name to its text."""
    written_texts = texts.tables("regulatory-year", "2020-03", TEXTS)
    counted = {**parties.tables(), **modifications.tables(), **committees.tables(), **measures.tables()}
    return {f"{name}.csv": written(rows) for name, rows in {**counted, **written_texts}.items()}


def main() -> None:
    for name, text in made().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
