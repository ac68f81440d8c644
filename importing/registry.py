"""Every template there is: what each application lists as TEMPLATES in its `resources` module."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import module_has_submodule

from importing.template import Template


@cache
def templates() -> dict[str, Template]:
    """By name, each after those whose records it names."""
    declared: dict[str, Template] = {}
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "resources"):
            for template in getattr(import_module(f"{app.name}.resources"), "TEMPLATES", ()):
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
