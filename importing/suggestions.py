"""What an unknown name may have been meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from importing.links import Key
from importing.standing import Standing
from importing.template import Template

MOST_CANDIDATES = 5_000
MOST_LOOKED_FOR = 50


@dataclass(slots=True)
class Suggestions:
    """Looks through the stored names once per kind of record, and only for so many unknown ones: a file in which all
    are unknown has another trouble than spelling."""

    standing: Standing = field(default_factory=lambda: Standing(None))
    candidates: dict[str, dict[str, None]] = field(default_factory=dict)
    found: dict[tuple[str, Key], str] = field(default_factory=dict)

    def near(self, target: Template, key: Key, rows: Iterable[Key]) -> str:
        """A sentence to stand after the problem, or nothing."""
        if (target.name, key) not in self.found:
            if len(self.found) >= MOST_LOOKED_FOR:
                return ""
            self.found[target.name, key] = self._look(target, key, rows)
        return self.found[target.name, key]

    def _look(self, target: Template, key: Key, rows: Iterable[Key]) -> str:
        if len(target.key) > 1 and target.named is None:
            return ""
        naming = target.naming
        if target.name not in self.candidates:
            offered = self.standing.visible(target.model._default_manager.order_by("-pk"))
            stored = offered.values_list(*naming.paths)[:MOST_CANDIDATES]
            keys = [*list(rows)[:MOST_CANDIDATES], *(naming.read(*row) for row in stored)]
            self.candidates[target.name] = dict.fromkeys(naming.write(found) for found in keys if found)
        near = get_close_matches(naming.write(key), self.candidates[target.name], n=1, cutoff=0.7)
        return f" Is {near[0]} meant?" if near else ""
