"""Every kind of figure that the four published reports state, and the facts that give it.

A key may end in `*` for a family, and hold `<measure>`, `<category>`, `<committee>`, `<release>` or `<report>` where it
goes by what has been entered. A figure without keys is one that the records cannot hold; `note` says why, or what has
to be set up first.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.facts.inventory_change import CHANGE_STATUS
from reports.facts.inventory_kinds import Figure
from reports.facts.inventory_operations import OPERATIONS
from reports.facts.inventory_sub_committee import SUB_COMMITTEE
from reports.facts.inventory_year import YEAR


@dataclass(frozen=True, slots=True)
class Inventory:
    """A published report, and its figures in their order."""

    report: str
    figures: tuple[Figure, ...]


INVENTORIES = (
    Inventory("Operations Report, September 2021", OPERATIONS),
    Inventory("Change Status Report, August 2020", CHANGE_STATUS),
    Inventory("Sub-Committee Report, October 2018", SUB_COMMITTEE),
    Inventory("End of Regulatory Year Report, 2019-20", YEAR),
)
