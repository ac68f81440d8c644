"""Writes the made files of the invented June 2019: `python -m sample_data.make_2019_06`.

Nothing here is random and nothing reads the clock: running it again gives the same bytes. The other files of
`sample_data/2019-06` are written by hand; `sample_data/README.md` lists which is which.
"""

from __future__ import annotations

from pathlib import Path

from sample_data.making import texts
from sample_data.making.tables import written
from sample_data.making_2019_06 import measures, meetings, modifications, parties, party_events

FOLDER = Path(__file__).parent / "2019-06"
TEXTS = Path(__file__).parent / "making_2019_06" / "texts"


def made() -> dict[str, str]:
    """File name to its text."""
    tables = {
        **parties.tables(),
        **party_events.tables(),
        **modifications.tables(),
        **meetings.tables(),
        **measures.tables(),
        **texts.tables("operations", "2019-06", TEXTS, made_up=[path.stem for path in TEXTS.glob("*.html")]),
    }
    return {f"{name}.csv": written(rows) for name, rows in tables.items()}


def main() -> None:
    for name, text in made().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
