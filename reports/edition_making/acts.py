"""What is done to a draft from its page: which change each button asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import QueryDict

from reports.edition_making.arranging import DOWN, UP, Tree, add, drop, entitle, put, step
from reports.edition_making.catalogue import Catalogue
from reports.edition_making.forms import NameForm, SeenForm
from reports.edition_making.services import STALE, Change, change, rename
from reports.models import StoredEdition


@dataclass(frozen=True, slots=True)
class Refused:
    """What was sent and not done: `messages` by field, "" for the act itself. `typed` is shown again."""

    act: str
    section: str
    messages: Mapping[str, list[str]]
    typed: Mapping[str, str] = field(default_factory=dict)
    stale: bool = False

    @property
    def every(self) -> list[str]:
        return [said for messages in self.messages.values() for said in messages]


def _entitle(sent: QueryDict) -> Change:
    def do(tree: Tree, catalogue: Catalogue) -> None:
        page_break = "page_break" in sent
        entitle(tree, sent.get("section", ""), sent.get("title", ""), page_break=page_break, catalogue=catalogue)

    return do


def _add(sent: QueryDict) -> Change:
    edition, _, section = sent.get("reference", "").partition("/")
    return lambda tree, catalogue: add(tree, (edition, section), sent.get("place", ""), catalogue)


ADD, DROP, NAME = "add", "drop", "name"
CHANGES: dict[str, tuple[str, Callable[[QueryDict], Change]]] = {
    UP: ("Move a section up", lambda sent: lambda tree, catalogue: step(tree, sent.get("section", ""), UP)),
    DOWN: ("Move a section down", lambda sent: lambda tree, catalogue: step(tree, sent.get("section", ""), DOWN)),
    "title": ("Retitle a section", _entitle),
    "put": (
        "Move a section elsewhere",
        lambda sent: lambda tree, catalogue: put(tree, sent.get("section", ""), sent.get("place", ""), catalogue),
    ),
    DROP: ("Drop a section", lambda sent: lambda tree, catalogue: drop(tree, sent.get("section", ""))),
    ADD: ("Add a section", _add),
}


def act_on(edition: StoredEdition, sent: QueryDict) -> Refused | None:
    """Do what was sent. Raises LookupError for what is no act."""
    act, seen = sent.get("act", ""), SeenForm(sent).revision
    try:
        if act == NAME:
            _rename(edition, sent, seen)
        else:
            why, made = CHANGES[act]
            change(edition, why, made(sent), seen=seen)
    except ValidationError as refusal:
        return _refused(act, sent, refusal)
    return None


def place_of(edition: StoredEdition, sent: QueryDict) -> str:
    """Where on the page somebody goes on who has done this: at the section, or where one is dropped at that before."""
    section = sent.get("section", "")
    if sent.get("act") == ADD:
        section = sent.get("reference", "").partition("/")[2]
    if sent.get("act") == DROP:
        order = list(edition.sections.order_by("rank").values_list("section", flat=True))
        section = dict(zip(order[1:], order, strict=False)).get(section, "")
    return f"#section-{section}" if section else ""


def _rename(edition: StoredEdition, sent: QueryDict, seen: int) -> None:
    form = NameForm(sent)
    if not form.is_valid():
        raise ValidationError({"name": form.errors["name"].as_data()})
    rename(edition, form.cleaned_data["name"], seen=seen)


def _refused(act: str, sent: QueryDict, refusal: ValidationError) -> Refused:
    by_field = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
    typed = {name: sent.get(name, "") for name in ("title", "place", "reference", "name", "page_break")}
    return Refused(act, sent.get("section", ""), by_field, typed, getattr(refusal, "code", None) == STALE)
