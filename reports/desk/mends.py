"""The forms that mend a gap: where they are, and who may use them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.urls import reverse
from django.utils.http import urlencode

from access.policy import Action, Reader, may
from measures.models import Observation


@dataclass(frozen=True, slots=True)
class Mend:
    """`words` say what the link does. It is offered to those whom the policy lets do the action to the model."""

    url: str
    words: str
    model: type[Model]
    action: Action

    def offered_to(self, reader: Reader) -> bool:
        return may(reader, self.action, self.model)


def change(model: type[Model], pk: int, words: str) -> Mend:
    return Mend(_admin(model, "change", pk), words, model, "change")


def add(model: type[Model], words: str, **filled: str | int | None) -> Mend:
    """The empty form, with the fields named filled in."""
    known = {name: value for name, value in filled.items() if value is not None}
    query = f"?{urlencode(known)}" if known else ""
    return Mend(_admin(model, "add") + query, words, model, "add")


def find(model: type[Model], words: str, **query: str | int) -> Mend:
    """The list of the kind of record, narrowed by what its page can be asked for."""
    asked = f"?{urlencode(query)}" if query else ""
    return Mend(_admin(model, "changelist") + asked, words, model, "change")


def grid(month: date, group: str, words: str) -> Mend:
    """The month's numbers on one screen, at a group of measures."""
    return Mend(f"{reverse('measures:grid', args=(month,))}#group-{group}", words, Observation, "add")


def _admin(model: type[Model], page: str, *arguments: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)
