"""docs/facts.md, made from the registry: every fact, every family, and where each published figure comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.facts.inventory import INVENTORIES
from reports.facts.inventory_kinds import Figure
from reports.facts.records import FACTS
from reports.facts.registry import Fact

Rows = Iterable[tuple[str, ...]]

OPENING = """# Facts

Made from the program by `manage.py facts_docs --write`.

A fact is a figure with a name: what it counts, by which convention, with which query, and the rows behind it. The
text of a section names it (`{{modifications.open}}`), tiles and tables print it, and
`/reports/<report>/<month>/facts.json` gives it to other programs. `/reports/<report>/<month>/facts/` lists every fact
of a month; each has a page with its rule, the eleven months before and its rows.

- A figure that is not known is **missing**, and never zero. An average or a change over nothing is "none".
- A month's facts are as at its last day. What is counted since the last Panel meeting, or as known, ends with the
  issue date.
- `year.` is the regulatory year so far, from April to the report's month; `year_before.` the same months a year
  before.
- Rows are kept from a reader who may not see their classification: the page says how many.
"""
FAMILIES = """These go by what has been entered: there is one for each measure, category, committee, release, report of
the DCC or outcome of a security review that the records hold.
"""
FAMILY_ROWS: Rows = (
    ("`measure.<measure>`", "The month's number; of a measure with categories, their sum"),
    ("`measure.<measure>.<category>`", "The month's number of one category"),
    ("`measure.<measure>.<category>.share`", "What part of the month's sum that is"),
    ("`measure.<measure>.group.<group>`", "The month's sum over a group of categories, such as Services"),
    ("… `.year`, `.year_before`", "The sum over the regulatory year so far, and over the same months a year before"),
    ("`measure.<measure>.year_average`", "The average over the regulatory year so far"),
    ("`measure.<measure>.12_months`, `.12_months_average`", "The sum and the average over the last twelve months"),
    ("`measure.<measure>.<rank>`", "The entry at that rank of a ranked list"),
    (
        "`committee.<committee>.meetings`, `.ad_hoc`",
        "The committee's meetings in the month, and the extraordinary ones",
    ),
    ("`committee.<committee>.discussed`", "Modifications on the agenda of its meetings in the month"),
    ("`committee.<committee>.latest`, `.next`", "The day of its last meeting of the month, and of its next"),
    ("`committee.<committee>.actions_raised`, `.actions_closed`, `.actions_open`, `.actions_overdue`", "Its actions"),
    ("`committee.<committee>.year_meetings`, `.year_before_meetings`", "Its meetings in the regulatory year"),
    ("`committee.<committee>.year_actions_raised`, `.year_before_actions_raised`", "And its actions"),
    ("`release.<release>.scope`, `.implemented`, `.open`", "Modifications aimed at the release, by how far they are"),
    ("`release.<release>.go_live`", "Its go-live date as known"),
    ("`dcc_report.<report>.due`, `.delivered`, `.late_by`", "The delivery that fell due in the month"),
    (
        "`dcc_report.<report>.<figure>.actual`, `.forecast`, `.variance`, `.variance_share`",
        "A figure in that delivery, and how far the actual is from the forecast",
    ),
    ("`security_outcome.<outcome>`", "Security reviews of the month that came to the outcome"),
)
INVENTORY = """What the published reports state, and the facts that give it. A dash means that the records cannot hold
the figure: the reason stands beside it.
"""


def page() -> str:
    parts = [OPENING, f"## Families\n\n{FAMILIES}", *_table(("Key", "What it is"), FAMILY_ROWS)]
    for group, facts in _grouped():
        parts += [
            f"## {group}\n",
            *_table(("Key", "Label", "Unit", "Rule", "Convention", "Counted by"), map(_row, facts)),
        ]
    parts.append(f"## Figures of the published reports\n\n{INVENTORY}")
    for inventory in INVENTORIES:
        parts += [f"### {inventory.report}\n", *_table(("Figure", "Facts", "Note"), map(_figure, inventory.figures))]
    return "\n".join(parts)


def _grouped() -> Iterator[tuple[str, list[Fact]]]:
    groups: dict[str, list[Fact]] = {}
    for fact in FACTS.values():
        groups.setdefault(fact.group, []).append(fact)
    return iter(groups.items())


def _row(fact: Fact) -> tuple[str, ...]:
    return f"`{fact.key}`", fact.label, fact.unit, fact.rule, fact.convention, f"`{fact.source}`"


def _figure(figure: Figure) -> tuple[str, ...]:
    return figure.name, ", ".join(f"`{key}`" for key in figure.keys) or "–", figure.note


def _table(header: tuple[str, ...], rows: Rows) -> list[str]:
    lines = [header, tuple("---" for _ in header), *rows]
    return [*("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines), ""]
