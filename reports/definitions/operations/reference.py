"""What the docs say of the measures that the Operations Report asks for by name."""

from __future__ import annotations

from reports.definitions.operations import engagement, snapshot
from reports.reads import TOP_PAGES


def measures() -> tuple[tuple[str, str], ...]:
    """Each measure's code with the categories that the tiles ask for."""
    asked: dict[str, list[str]] = {}
    for key in (key for _, tiles in snapshot.GROUPS for _, key in tiles if key.startswith("measure.")):
        _, code, *category = key.split(".")
        asked.setdefault(code, []).extend(category)
    for code in (engagement.HELPDESK, engagement.CODEWORKS, engagement.PRODUCT_LISTS):
        asked.setdefault(code, [])
    named = ((f"`{code}`", ", ".join(f"`{one}`" for one in dict.fromkeys(asked[code]))) for code in sorted(asked))
    return (*named, (f"`{TOP_PAGES}` (a ranked list)", ""))
