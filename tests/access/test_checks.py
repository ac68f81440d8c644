"""`manage.py check` fails for a model that does not say who may see its rows, or leaves no trail."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import models

from access.checks import every_model_leaves_a_trail, every_model_says_who_sees_it, undeclared, untracked
from access.classification import Classification
from access.events import event_models
from access.models import Record


@pytest.fixture
def new_model() -> Iterator[Any]:
    """Makes a model of the app "parties" with the given attributes and base; it is gone after the test."""
    config = apps.get_app_config("parties")

    def make(base: type[models.Model] = models.Model, **attributes: Any) -> type[models.Model]:
        meta = type("Meta", (), {"app_label": "parties"})
        return type("Novelty", (base,), {"__module__": __name__, "Meta": meta, **attributes})

    yield make
    config.models.pop("novelty", None)
    apps.clear_cache()


def test_every_model_of_ours_declares_itself() -> None:
    assert every_model_says_who_sees_it(None) == []


@pytest.mark.parametrize("base", [models.Model, Record])
def test_new_model_that_declares_nothing_fails_the_check(new_model: Any, base: type[models.Model]) -> None:
    new_model(base)
    with pytest.raises(SystemCheckError, match=r"access\.E001"):
        call_command("check", stderr=StringIO())


@pytest.mark.parametrize(
    ("base", "attributes", "expected"),
    [
        (Record, {"default_classification": Classification.RED}, []),
        (models.Model, {"unclassified_because": "It is a list of colours."}, []),
        (Record, {"unclassified_because": "  "}, ["access.E001"]),
        (Record, {"default_classification": Classification.RED, "unclassified_because": "Both"}, ["access.E002"]),
        (Record, {"default_classification": "pink"}, ["access.E003"]),
        (models.Model, {"default_classification": Classification.WHITE}, ["access.E003"]),
    ],
)
def test_declaration_is_one_of_the_two_and_usable(
    new_model: Any, base: type[models.Model], attributes: dict[str, Any], expected: list[str]
) -> None:
    assert [each.id for each in undeclared([new_model(base, **attributes)])] == expected


def test_models_of_other_packages_are_not_asked() -> None:
    assert every_model_says_who_sees_it([apps.get_app_config("sessions")]) == []


# --- The audit trail ----------------------------------------------------------------------------------


def test_every_model_of_ours_leaves_a_trail_or_says_why_not() -> None:
    assert every_model_leaves_a_trail(None) == []


@pytest.mark.parametrize("base", [models.Model, Record])
def test_new_model_without_a_trail_fails_the_check_by_name(new_model: Any, base: type[models.Model]) -> None:
    new_model(base, default_classification=Classification.RED)
    with pytest.raises(SystemCheckError, match=r"Novelty: \(access\.E004\) Nothing keeps the trail of its rows"):
        call_command("check", stderr=StringIO())


@pytest.mark.parametrize(
    ("base", "attributes", "faults"),
    [
        (models.Model, {"unaudited_because": "It is a list of colours."}, 0),
        (models.Model, {"unaudited_because": "  "}, 1),
        (Record, {"unaudited_because": "No record goes without."}, 1),
    ],
)
def test_only_what_is_no_record_may_say_why_it_leaves_none(
    new_model: Any, base: type[models.Model], attributes: dict[str, Any], faults: int
) -> None:
    assert len(untracked([new_model(base, **attributes)])) == faults


def test_pairs_of_a_many_to_many_field_need_a_trail(new_model: Any) -> None:
    made = new_model(unaudited_because="A test", others=models.ManyToManyField("parties.Party"))
    pairs = made._meta.get_field("others").remote_field.through
    try:
        (fault,) = untracked([made, pairs])
    finally:
        apps.get_app_config("parties").models.pop("novelty_others")
    assert fault.obj is pairs


def test_trail_that_leaves_out_deletions_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    party = apps.get_model("parties", "Party")
    events = event_models()[party]
    monkeypatch.setattr(events, "pgh_trackers", [each for each in events.pgh_trackers if each.label != "delete"])
    (fault,) = untracked([party])
    assert fault.msg == "Its trail leaves out: delete."
