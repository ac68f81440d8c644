"""What is done to an agenda from its page: which change each button asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest

from access.models import User
from reports.models import Pack, Publication, Report
from reports.packs import agenda
from reports.packs.forms import GiveForm, NewPaperForm, PaperForm, SeenForm


@dataclass(frozen=True, slots=True)
class Refused:
    """What was sent and not done: `messages` by field, "" for the act itself. `form` is shown again as it was typed."""

    act: str
    paper: int
    messages: Mapping[str, list[str]]
    form: Form | None = None
    stale: bool = False
    needs_file_again: bool = False

    @property
    def every(self) -> list[str]:
        return [said for messages in self.messages.values() for said in messages]


@dataclass(slots=True)
class Sent:
    """A form of the page. `form` is the one that was read, for showing it again."""

    pack: Pack
    request: HttpRequest
    user: User
    at: datetime
    form: Form | None = field(default=None)

    @property
    def act(self) -> str:
        return str(self.request.POST.get("act", ""))

    @property
    def paper(self) -> int:
        return self.number("paper")

    @property
    def seen(self) -> int:
        return SeenForm(self.request.POST).revision

    def number(self, name: str) -> int:
        """0 for what is no number, which nothing has."""
        sent = str(self.request.POST.get(name, ""))
        return int(sent) if sent.isdecimal() and len(sent) < 10 else 0

    def read(self, kind: type[Form]) -> Form:
        """ValidationError by field for what cannot be taken."""
        self.form = kind(self.request.POST, self.request.FILES)
        if not self.form.is_valid():
            raise ValidationError({name: found.as_data() for name, found in self.form.errors.items()})
        return self.form


def _add(sent: Sent) -> int:
    form = cast(NewPaperForm, sent.read(NewPaperForm))
    found = form.cleaned_data
    told, number, file = form.told, found["number"], found["file"]
    return agenda.add_paper(sent.pack, told, seen=sent.seen, by=sent.user, number=number, file=file).pk


def _add_publication(sent: Sent) -> int:
    return agenda.add_publication(sent.pack, _publication(sent), seen=sent.seen).pk


def _add_report(sent: Sent) -> int:
    report = Report.objects.filter(meeting=sent.pack.meeting_id, pk=sent.number("report")).first()
    if report is None:
        raise ValidationError("There is no such report to this meeting.")
    return agenda.add_report(sent.pack, report, seen=sent.seen).pk


def _tell(sent: Sent) -> int:
    form = cast(PaperForm, sent.read(PaperForm))
    agenda.tell(sent.pack, sent.paper, form.told, seen=sent.seen)
    return sent.paper


def _give(sent: Sent) -> int:
    file = sent.read(GiveForm).cleaned_data["file"]
    agenda.give(sent.pack, sent.paper, file, seen=sent.seen, by=sent.user)
    return sent.paper


def _take(sent: Sent) -> int:
    agenda.take(sent.pack, sent.paper, _publication(sent), seen=sent.seen)
    return sent.paper


def _replace(sent: Sent) -> int:
    """By a later publication of the report, or by another PDF."""
    later = _publication(sent) if sent.number("publication") else sent.read(GiveForm).cleaned_data["file"]
    return agenda.replace(sent.pack, sent.paper, later, seen=sent.seen, by=sent.user).pk


def _step(sent: Sent) -> int:
    agenda.step(sent.pack, sent.paper, sent.act, seen=sent.seen)
    return sent.paper


def _order(sent: Sent) -> int:
    asked = [part for part in str(sent.request.POST.get("order", "")).split(",") if part.isdecimal()]
    agenda.order(sent.pack, [int(part) for part in asked], seen=sent.seen)
    return sent.paper


def _remove(sent: Sent) -> int:
    agenda.remove(sent.pack, sent.paper, seen=sent.seen, at=sent.at)
    return 0


def _publication(sent: Sent) -> Publication:
    ours = Publication.objects.filter(report__meeting=sent.pack.meeting_id).select_related("report", "withdrawal")
    found = ours.defer("payload").filter(pk=sent.number("publication")).first()
    if found is None:
        raise ValidationError("There is no such publication to this meeting.")
    return found


ACTS: dict[str, Callable[[Sent], int]] = {
    "add": _add,
    "add-publication": _add_publication,
    "add-report": _add_report,
    "tell": _tell,
    "give": _give,
    "take": _take,
    "replace": _replace,
    agenda.UP: _step,
    agenda.DOWN: _step,
    "order": _order,
    "remove": _remove,
}


def act_on(sent: Sent) -> int | Refused:
    """Do what was sent; the paper that it was done to, 0 for none. Raises LookupError for what is no act."""
    try:
        return ACTS[sent.act](sent)
    except ValidationError as refusal:
        by_field = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
        if sent.form is not None:
            _say_at_its_place(sent.form, by_field)
        stale = getattr(refusal, "code", None) == agenda.STALE
        return Refused(sent.act, sent.paper, by_field, sent.form, stale, bool(sent.request.FILES))


def _say_at_its_place(form: Form, by_field: Mapping[str, list[str]]) -> None:
    """What the change refused stands beside the field, as what the form refused does."""
    for name, said in by_field.items():
        if name in form.fields and name not in form.errors:
            form.add_error(name, said)
