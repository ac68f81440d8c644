"""What each application lists in its `resources` module: its TEMPLATES, and PAGES of codes that their cells name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import module_has_submodule

from importing.template import Template


@cache
def templates() -> dict[str, Template]:
    """By name, each after those whose records it names."""
    declared: dict[str, Template] = {}
    for module in _resources():
        for template in getattr(module, "TEMPLATES", ()):
            if template.name in declared:
                raise ImproperlyConfigured(f"two templates are called {template.name}")
            declared[template.name] = template
    ordered: dict[str, Template] = {}

    def place(name: str) -> None:
        for target in (found for found in declared[name].names if found != name and found not in ordered):
            place(target)
        ordered[name] = declared[name]

    for name in declared:
        place(name)
    return ordered


def code_pages() -> dict[str, Callable[[], str]]:
    """The makers of the pages that list codes, by file name."""
    return {name: maker for module in _resources() for name, maker in getattr(module, "PAGES", {}).items()}


def _resources() -> Iterator[ModuleType]:
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "resources"):
            yield import_module(f"{app.name}.resources")
