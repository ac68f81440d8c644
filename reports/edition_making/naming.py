"""What a builder names in its code, and so what a section that has it prints: facts, measures and blocks."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

from reports.engine.edition import SectionSpec, walked
from reports.facts.records import FACTS

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
_FACT = re.compile(r"\{\{\s*([a-z][a-z0-9_.-]*)")


def figures_of(specs: Iterable[SectionSpec[Any]], texts: Mapping[str, str]) -> dict[str, str]:
    """What the sections print by name, each with the section or text that first does; `texts` by their ids."""
    found: dict[str, str] = {}
    for spec in walked(specs):
        for builder in spec.builders:
            found |= {name: spec.id for name in names_in(inspect.unwrap(builder)) if name not in found}
        for id in (spec.id, *(id for id, _ in spec.texts)):
            found |= {key: id for key in _FACT.findall(texts.get(id, "")) if key not in found}
    return found


@cache
def names_in(function: Callable[..., Any]) -> frozenset[str]:
    """The blocks, measures and facts that it names: "parties-entered", "parties.acceded"."""
    nodes = reached(function) if isinstance(function, FunctionType) else []
    return frozenset(word for word in strings(nodes) if word in FACTS or _ID.fullmatch(word))


def strings(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def reached(function: FunctionType) -> Iterator[ast.AST]:
    """The nodes of the function, and of the functions and constants of its own module that it names."""
    module, seen = inspect.getmodule(function), set[str]()
    defined = _defined(module) if module else {}
    # One that another function made is called after that: "next_meeting(cacop)".
    waiting = [function.__qualname__.partition("(")[0], function.__name__]
    while waiting:
        name = waiting.pop(0)
        if name in seen or name not in defined:
            continue
        seen.add(name)
        for node in ast.walk(defined[name]):
            yield node
            if isinstance(node, ast.Name):
                waiting.append(node.id)


@cache
def _defined(module: ModuleType) -> dict[str, ast.AST]:
    found: dict[str, ast.AST] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        match node:
            case ast.FunctionDef(name=name):
                found[name] = node
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                found[name] = node
    return found
