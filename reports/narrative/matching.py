"""What two sequences have in common, in bounded time whatever they hold."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

Pairs = list[tuple[int, int]]

STEPS = 1_500_000
"""Comparisons that one Matcher makes at most: some tenths of a second."""


class Matcher:
    """Finds longest common subsequences until its steps are used up; from then on only what begins and ends alike.

    A difference shown is then larger than it need be, and still true.
    """

    def __init__(self, steps: int = STEPS) -> None:
        self._steps = steps

    def pairs(self, old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
        """The places of items that stand in both, as (old, new), both rising."""
        shorter = min(len(old), len(new))
        head = next((place for place in range(shorter) if old[place] != new[place]), shorter)
        rest = shorter - head
        tail = next((back for back in range(rest) if old[-1 - back] != new[-1 - back]), rest)
        inner = self._longest(old[head : len(old) - tail], new[head : len(new) - tail])
        return [
            *((place, place) for place in range(head)),
            *((head + here, head + there) for here, there in inner),
            *((len(old) - back, len(new) - back) for back in range(tail, 0, -1)),
        ]

    def _longest(self, old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
        """By the textbook's table: `lengths[i][j]` is the most that old[i:] and new[j:] share."""
        if not old or not new or len(old) * len(new) > self._steps:
            return []
        self._steps -= len(old) * len(new)
        lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
        for here in range(len(old) - 1, -1, -1):
            row, below, item = lengths[here], lengths[here + 1], old[here]
            for there in range(len(new) - 1, -1, -1):
                same = item == new[there]
                row[there] = below[there + 1] + 1 if same else max(below[there], row[there + 1])
        return _walk(lengths, old, new)


def _walk(lengths: list[list[int]], old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
    found: Pairs = []
    here = there = 0
    while here < len(old) and there < len(new):
        if old[here] == new[there]:
            found.append((here, there))
            here, there = here + 1, there + 1
        elif lengths[here + 1][there] >= lengths[here][there + 1]:
            here += 1
        else:
            there += 1
    return found


def without_islands(pairs: Pairs, old: Sequence[float], new: Sequence[float]) -> Pairs:
    """The pairs but for those that stand alone between larger changes: of a passage that was written anew, "the" and
    "of" are no words that stayed. `old` and `new` say what each item weighs."""
    kept: list[Pairs] = []
    for run in _runs(pairs):
        kept.append(run)
        while len(kept) > 1 and _is_island(kept, len(kept) - 2, old, new, run[0]):
            del kept[-2]
    while kept and _is_island(kept, len(kept) - 1, old, new, (len(old), len(new))):
        del kept[-1]
    return [pair for run in kept for pair in run]


def _runs(pairs: Pairs) -> list[Pairs]:
    """Pairs that follow one another on both sides."""
    found: list[Pairs] = []
    for here, there in pairs:
        if found and found[-1][-1] == (here - 1, there - 1):
            found[-1].append((here, there))
        else:
            found.append([(here, there)])
    return found


def _is_island(
    runs: list[Pairs], place: int, old: Sequence[float], new: Sequence[float], following: tuple[int, int]
) -> bool:
    """Whether what changed before a run, and after it up to `following`, weighs as much as it, and more on one side."""
    run = runs[place]
    before = runs[place - 1][-1] if place else (-1, -1)
    own = sum(old[here] for here, _ in run)
    changed = [
        max(sum(old[start[0] + 1 : end[0]]), sum(new[start[1] + 1 : end[1]]))
        for start, end in ((before, run[0]), (run[-1], following))
    ]
    return min(changed) > 0 and own <= min(changed) and own < max(changed)
