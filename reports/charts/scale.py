"""The value axis: round steps from zero, and how sums and ticks are printed."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.engine.values import Value, round_half_up

_PRINTED = re.compile(r"(?P<before>\D*?)-?[\d,]*\d(?:\.(?P<places>\d+))?(?P<after>\D*)")


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole steps from `low` to `high`; both are multiples of `step`, and zero is always on the scale."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> list[float]:
        first, last = round(self.low / self.step), round(self.high / self.step)
        return [number * self.step for number in range(first, last + 1)]

    def share(self, value: float) -> float:
        """How far up the axis `value` stands, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def scale_for(values: Sequence[float], *, whole: bool, steps: int = 5) -> Scale:
    """A scale holding zero and every value, in at most `steps` steps (one more when it crosses zero)."""
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    if low == high:
        high = 1.0
    step = _round_step((high - low) / steps, whole=whole)
    return Scale(math.floor(low / step) * step, math.ceil(high / step) * step, step)


def _round_step(least: float, *, whole: bool) -> float:
    if whole and least <= 1:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    # 2.5 would put a half on the axis of a count.
    choices = (1, 2, 5, 10) if whole and power < 10 else (1, 2, 2.5, 5, 10)
    return next(choice * power for choice in choices if choice * power >= least * (1 - 1e-9))


def tick_text(tick: float, scale: Scale, suffix: str = "") -> str:
    places = max(0, -math.floor(math.log10(scale.step) + 1e-9))
    if round(scale.step, places) != round(scale.step, places + 1):
        places += 1
    return f"{tick:,.{places}f}{suffix}"


def unit(values: Sequence[Value]) -> str:
    """What every figure ends with ("%", " WD"), or nothing when they differ."""
    endings = {_parts(value)[2] for value in values if value.is_figure}
    return endings.pop() if len(endings) == 1 else ""


def total_text(values: Sequence[Value]) -> str:
    """The sum of the raw figures, printed as they are: summed before rounding, to as many places as any of them.

    Blank where none of them was measured.
    """
    figures = [value for value in values if value.is_figure]
    if not figures:
        return ""
    parts = [_parts(value) for value in figures]
    total = sum((Decimal(str(value.raw)) for value in figures), Decimal(0))
    before = {part[0] for part in parts}
    printed = f"{round_half_up(total, max(part[1] for part in parts)):,}"
    return f"{before.pop() if len(before) == 1 else ''}{printed}{unit(values)}"


def _parts(value: Value) -> tuple[str, int, str]:
    found = _PRINTED.fullmatch(value.display)
    return (found["before"], len(found["places"] or ""), found["after"]) if found else ("", 0, "")
