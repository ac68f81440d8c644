"""`manage.py check` asks every model of ours who may see its rows, and what keeps the trail of them, so that no new one
is forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db.models import Model

from access.classification import Classification
from access.events import LABELS, Event, event_models
from access.models import Record

HINT = (
    "Give it `default_classification` (and a field `classification` where rows differ), or, if it is no record, "
    "say why it has none in `unclassified_because`."
)
AUDIT_HINT = (
    "Decorate it with `access.events.audited`, and make the migration; if it is no record, it can say why nobody will "
    "ask who changed it, in `unaudited_because`. The pairs of a many-to-many field are audited by a proxy of its "
    "`through`."
)


@register()
def every_model_says_who_sees_it(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Models of the apps at the top of our own tree; those of other people's packages are never shown by policy."""
    ours = [config for config in app_configs or apps.get_app_configs() if _is_ours(config)]
    return [problem for config in ours for problem in undeclared(config.get_models())]


def undeclared(models: Iterable[type[Model]]) -> list[CheckMessage]:
    """What is wrong with each model's declaration."""
    return [
        Error(problem, hint=HINT, obj=model, id=f"access.E00{number}")
        for model in models
        for number, problem in enumerate(_problems(model), start=1)
        if problem
    ]


def _problems(model: type[Model]) -> tuple[str, str, str]:
    classification = getattr(model, "default_classification", None)
    reason = str(getattr(model, "unclassified_because", "")).strip()
    return (
        "It does not say who may see its rows." if classification is None and not reason else "",
        "It is classified, and says why it is not." if classification is not None and reason else "",
        _unusable(model, classification) if classification is not None else "",
    )


def _unusable(model: type[Model], classification: object) -> str:
    if classification not in list(Classification):
        return f"{classification!r} is no classification."
    # The policy reads the declaration of records alone.
    return "" if issubclass(model, Record) else "It is classified but no Record, so the policy shows it to nobody."


@register()
def every_model_leaves_a_trail(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """The pairs of many-to-many fields as well."""
    ours = [config for config in app_configs or apps.get_app_configs() if _is_ours(config)]
    return [problem for config in ours for problem in untracked(config.get_models(include_auto_created=True))]


def untracked(models: Iterable[type[Model]]) -> list[CheckMessage]:
    """What is wrong with the trail of each model."""
    return [
        Error(problem, hint=AUDIT_HINT, obj=model, id="access.E004")
        for model in models
        if not model._meta.proxy and not issubclass(model, Event) and (problem := _trail_problem(model))
    ]


def _trail_problem(model: type[Model]) -> str:
    excused = str(getattr(model, "unaudited_because", "")).strip() and not issubclass(model, Record)
    events = event_models().get(model)
    if events is None:
        return "" if excused else "Nothing keeps the trail of its rows."
    if excused:
        return "It leaves a trail, and says why it leaves none."
    trackers: Any = events.pgh_trackers
    missing = LABELS - {tracker.label for tracker in trackers}
    return f"Its trail leaves out: {', '.join(sorted(missing))}." if missing else ""


def _is_ours(config: AppConfig) -> bool:
    """In the tree of an app at the top of ours: an environment that stands inside the clone is not."""
    return Path(config.path).is_relative_to(Path(settings.BASE_DIR) / config.name.partition(".")[0])
