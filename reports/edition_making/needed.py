"""What a section needs, read off what makes it: its texts, what it prints, the figures and records that its builders
ask for, and what the desk asks somebody to enter for it. Nothing is kept twice, so nothing here can be out of date.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import FunctionType
from typing import Any

from measures.models import MeasureGroup
from reports.checks.registry import Check
from reports.definitions.needs import Needs
from reports.edition_making.catalogue import Entry
from reports.edition_making.naming import names_in, reached, strings
from reports.facts.records import FACTS

_KINDS = {
    "Table": "Table",
    "Figure": "Figure",
    "ReferenceList": "List",
    "Tiles": "Tiles",
    "Highlights": "Highlights",
    "Narrative": "Sentences",
}
_TITLED = {"table": 1, "figure": 1, "modification_list": 2, "decision_list": 2}
"""Which argument of what makes a block is its title."""
_SPELT = {
    **{word.lower(): word for word in ("CSC", "CCSG", "CACoP", "DCC", "OPSG", "SEC", "SMKI", "SSC", "UEP", "UEPs")},
    "codeworks": "CodeWorks",
    "authority": "Authority",
    "panel": "Panel",
    "parties": "Parties",
}
_OF_THE_CALENDAR = {"window", "window_days", "year_months", "month"}
"""What a builder reads beside records."""
_PERIODS = {"to_issue", "of_window", "two_years", "year", "year_before", "of_13_months"}
"""The reads that are of other times than the month; what is asked for is asked of them."""
_MONTH = {"ctx.month.label": "the month", "long_date(ctx.as_at).display": "the month’s last day"}


@dataclass(frozen=True, slots=True)
class Made:
    """A block that the section prints: what kind it is, and its title or else the name of its builder."""

    kind: str
    name: str
    explained: str


@dataclass(frozen=True, slots=True)
class Needed:
    """`texts` are (id, title); `figures` labels of facts; `records` the questions that are asked of the records;
    `entered` what the desk asks for by this section; `checks` titles of those that name what it prints."""

    texts: tuple[tuple[str, str], ...]
    makes: tuple[Made, ...]
    figures: tuple[str, ...]
    records: tuple[str, ...]
    entered: tuple[str, ...]
    checks: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        return not (self.texts or self.makes or self.entered)


def needed_by(
    entry: Entry, needs: Needs, committees: Mapping[str, str] | None = None, checks: Iterable[Check] = ()
) -> Needed:
    """What the section needs, by itself: what stands under it has its own. `committees` are names by code; `checks` are
    those of the report, of which many look at every section alike, and name none."""
    asked = [_asked_by(builder) for builder in entry.spec.builders]
    return Needed(
        texts=tuple(entry.texts),
        makes=tuple(one.made for one in asked),
        figures=_once(figure for one in asked for figure in one.figures),
        records=_once(record for one in asked for record in one.records),
        entered=tuple(_entered(entry.spec.id, needs, committees or {})),
        checks=tuple(one.title for one in checks if names_in(one.find) & {name for one in asked for name in one.names}),
    )


def _once(words: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _entered(section: str, needs: Needs, committees: Mapping[str, str]) -> Iterator[str]:
    """What the desk asks for by the section, in its words."""
    for group, at in (needs.measures or {}).items():
        if at == section:
            yield f"The month’s numbers of {MeasureGroup(group).label}"
    for code, at in needs.decisions.items():
        if at == section:
            yield f"Decisions of the {committees.get(code, code)}"
    for code, at in needs.next_meetings.items():
        if at == section:
            yield f"The next meeting of the {committees.get(code, code)}"
    told = {
        "The month’s meetings": needs.meetings,
        "Dates of notice, papers and minutes of the month’s meetings": needs.dates,
        "A category and a Voting Group of every Party": needs.parties,
        "Targets of the DCC Assessments": needs.assessments,
        "Deliveries of the DCC’s reports": needs.deliveries,
    }
    yield from (words for words, at in told.items() if at == section)


# --- Reading a builder ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Asked:
    made: Made
    figures: tuple[str, ...]
    records: tuple[str, ...]
    names: frozenset[str]
    """Of blocks, measures and facts."""


@cache
def _asked_by(builder: Callable[[Any], Any]) -> _Asked:
    """What the builder says of itself: its words, what it returns, and what it and the functions it calls ask for."""
    function = inspect.unwrap(builder)
    nodes = list(reached(function)) if isinstance(function, FunctionType) else []
    return _Asked(
        Made(_kind(function), _title(nodes, function) or _name(function), _first_sentence(function)),
        _once(FACTS[key].label for key in strings(nodes) if key in FACTS),
        _once(_in_words(name.removesuffix("_of")) for name in _reads(nodes) if name not in _OF_THE_CALENDAR),
        names_in(function),
    )


def _kind(function: Any) -> str:
    said = str(getattr(function, "__annotations__", {}).get("return", ""))
    return next((word for name, word in _KINDS.items() if re.search(rf"\b{name}\b", said)), "Block")


def _name(function: Any) -> str:
    return _in_words(str(getattr(function, "__qualname__", function)).rpartition(".")[2])


def _in_words(name: str) -> str:
    words = " ".join(_SPELT.get(word, word) for word in re.split(r"[_\W]+", name) if word)
    return words[:1].upper() + words[1:]


def _first_sentence(function: Any) -> str:
    words = " ".join((inspect.getdoc(function) or "").split("\n\n")[0].split())
    return re.split(r"(?<=[.:;]) ", words, maxsplit=1)[0].rstrip(";:")


def _reads(nodes: list[ast.AST]) -> Iterator[str]:
    """`movements` of `ctx.reads.movements`, `consultations` of `ctx.reads.to_issue.consultations`."""
    for node in nodes:
        match node:
            case ast.Attribute(value=ast.Attribute(value=ast.Attribute(attr="reads"), attr=name), attr=deeper):
                yield deeper if name in _PERIODS else name
            case ast.Attribute(value=ast.Attribute(attr="reads"), attr=name) if name not in _PERIODS:
                yield name


def _title(nodes: list[ast.AST], function: Any) -> str:
    """The title that the block is given in the code, what changes from month to month in words."""
    for node in nodes:
        match node:
            case ast.Call(func=ast.Name(id=maker), args=args) if maker in _TITLED and len(args) > _TITLED[maker]:
                return _words(args[_TITLED[maker]], function)
    return ""


def _words(node: ast.expr, function: Any) -> str:
    match node:
        case ast.Constant(value=str(words)):
            return words
        case ast.JoinedStr(values=values):
            return "".join(_words(value, function) for value in values)
        case ast.FormattedValue(value=ast.Name(id=name)) if isinstance(function.__globals__.get(name), str):
            return str(function.__globals__[name])
        case ast.FormattedValue(value=value):
            return _MONTH.get(ast.unparse(value), "…")
    return ""
