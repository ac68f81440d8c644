"""Which checks the book of each report makes: all of them, but for those about what the report says nothing of."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from reports.checks.registry import Check, registered
from reports.definitions.registry import definition_of, definitions


def checks_of(
    kind: str, sections: Collection[str] | None = None, figures: Mapping[str, str] | None = None
) -> tuple[Check, ...]:
    """The checks that a report of the kind is held to, in the order of the book; of an edition that has these sections
    and prints these figures (by name, with the section that does) where they are given, else those of any."""
    report = definition_of(kind)
    conditions = report.held_where if sections is not None else ()
    unprinted = {id for one in conditions if not one.holds(sections or (), figures or {}) for id in one.checks}
    of_others = {id for one in definitions().values() if one.kind != kind for id in one.own_checks} - report.own_checks
    return tuple(check for check in registered() if check.id not in report.left_out | of_others | unprinted)
