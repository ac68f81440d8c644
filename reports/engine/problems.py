"""What a build or a check found wrong, and where it is mended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` is stable and dotted ("measure.missing"); `mend` is the address of the form that puts it right."""

    code: str
    severity: Severity
    message: str
    section: str = ""
    block: str = ""
    mend: str = ""


@dataclass(slots=True)
class ProblemLog:
    """Collects the problems of one build, in order, each once."""

    found: list[Problem] = field(default_factory=list)

    def error(self, code: str, message: str, *, section: str = "", block: str = "", mend: str = "") -> None:
        self._add(Problem(code, "error", message, section, block, mend))

    def warning(self, code: str, message: str, *, section: str = "", block: str = "", mend: str = "") -> None:
        self._add(Problem(code, "warning", message, section, block, mend))

    def _add(self, problem: Problem) -> None:
        if problem not in self.found:
            self.found.append(problem)
