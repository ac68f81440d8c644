"""Every kind of record in the admin × every page and action × every role, and a contributor of each area."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from access.models import User
from meetings.models import Action, Committee, DccReport, DccReportDelivery, Meeting
from modifications.models import BankHoliday, DccAssessment, InformationRequest, Modification
from parties.models import SecurityOutcome, SecurityReview
from parties.models import TestingCompletion as Completion
from reports.models import Abbreviation, ClassificationWording, Deadline, Objective, Report, Restatement, SectionText
from tests.access.cast import CAST, STAFF, STRANGER, contributor_of, person

pytestmark = pytest.mark.django_db

AREAS = ("parties", "modifications", "meetings", "measures", "reports")
ROLES = (*CAST, *(f"contributor of {area}" for area in AREAS))
# What is Red is asked for beside its own tests: whoever may not read it does not find its rows.
MODELS = sorted(
    (model for model in admin.site._registry if model is not SecurityReview), key=lambda model: model._meta.label
)
NO_CONTRIBUTORS = (Report, Abbreviation, ClassificationWording, Objective, Restatement)
PAGES = ("changelist", "add", "change", "delete", "history")


def allowed(role: str, action: str, model: type[Model]) -> bool:
    """What the roles are meant to be, written down once more and in other words than the policy's."""
    if model is User:
        return role == "administrator" and action != "delete"
    if role not in STAFF and not role.startswith("contributor"):
        return False
    if action == "view" or role == "administrator":
        return True
    if model in (BankHoliday, Deadline) or role == "approver":
        return False
    if role == "editor":
        return True
    area = role.rpartition(" ")[2] if " " in role else model._meta.app_label
    mine = area == model._meta.app_label and model not in NO_CONTRIBUTORS
    # A text is changed by who owns its section; nobody owns one here.
    return mine and (action == "add" or (action == "change" and model is not SectionText))


@pytest.fixture(scope="module")
def one_of_each(sample_month: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[type[Model], Any]]:
    """A row of each kind: of September 2021, or made here where that has none. None of them is Red."""
    with django_db_blocker.unblock():
        tag, report = (
            Committee.objects.get(code="tag"),
            DccReport.objects.create(
                code="r", name="A report", frequency="monthly", due_rule="nth_working_day", due_days=25
            ),
        )
        made: dict[type[Model], Any] = {
            User: person("party"),
            SecurityOutcome: SecurityOutcome.objects.create(code="approved", kind="assurance_status", name="Approved"),
            DccReport: report,
            DccReportDelivery: DccReportDelivery.objects.create(report=report, period=date(2021, 9, 1)),
            Action: Action.objects.create(committee=tag, reference="TAG 1", raised_on=date(2021, 9, 1)),
            ClassificationWording: ClassificationWording.objects.create(
                classification="green", since=date(2021, 1, 1), sentence="For SEC Parties."
            ),
            Objective: Objective.objects.create(
                code="general-1", rank=1, group="general", name="First", wording="It works.", since=date(2013, 9, 23)
            ),
            Abbreviation: Abbreviation.objects.create(short="XYZ", stands_for="Xylophone Zone", since=date(2021, 1, 1)),
            Restatement: Restatement.objects.create(
                month=date(2021, 7, 1),
                fact="modifications.raised",
                published=4,
                reason="Late.",
                restated_on=date(2021, 8, 2),
            ),
            InformationRequest: InformationRequest.objects.create(
                assessment=DccAssessment.objects.all()[0], asked_on=date(2021, 9, 1), subject="Costs"
            ),
            Completion: Completion.objects.exclude(classification="red")[0],
        }
        yield {model: made.get(model) or model._default_manager.all()[0] for model in MODELS}


def client_of(role: str) -> Client:
    client = Client()
    if role != STRANGER:
        client.force_login(contributor_of(role.rpartition(" ")[2]) if " " in role else person(role))
    return client


def page(name: str, row: Model) -> str:
    plain = name in ("changelist", "add")
    address = f"admin:{row._meta.label_lower.replace('.', '_')}_{name}"
    return reverse(address, args=() if plain else (row.pk,))


def needs(name: str) -> str:
    return name if name in ("add", "delete") else "view"


@pytest.mark.parametrize("role", ROLES)
def test_page_of_every_kind_of_record_opens_to_who_may_use_it(role: str, one_of_each: dict[type[Model], Any]) -> None:
    client, wrong = client_of(role), []
    enters = allowed(role, "view", SectionText)  # whom the admin lets in at all
    for model, row in one_of_each.items():
        for name in PAGES if role in CAST else ("add", "delete"):  # the rest goes by no area, or is asked below
            status = client.get(page(name, row)).status_code
            expected = 302 if not enters else 200 if allowed(role, needs(name), model) else 403
            if status != expected:
                wrong.append(f"{model._meta.label} {name}: {status}, not {expected}")
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_not_do_is_refused_when_it_is_sent(role: str, one_of_each: dict[type[Model], Any]) -> None:
    client, wrong = client_of(role), []
    refused = 403 if allowed(role, "view", SectionText) else 302
    for model, row in one_of_each.items():
        for name in ("add", "change", "delete"):
            if not allowed(role, name, model):
                status = client.post(page(name, row), {"post": "yes"}).status_code
                if status != refused:
                    wrong.append(f"{model._meta.label} {name}: {status}, not {refused}")
        assert model._default_manager.filter(pk=row.pk).exists()
    assert wrong == []


@pytest.mark.parametrize("role", [role for role in ROLES if allowed(role, "view", SectionText)])
def test_form_of_every_kind_of_record_offers_what_may_be_done(role: str, one_of_each: dict[type[Model], Any]) -> None:
    client, wrong = client_of(role), []
    for model, row in one_of_each.items():
        if allowed(role, "view", model):
            context = client.get(page("change", row)).context
            offered = {action: context[f"has_{action}_permission"] for action in ("change", "delete")}
            wrong += [f"{model._meta.label} {each}" for each in offered if offered[each] != allowed(role, each, model)]
            assert len(context.get("verbs", ())) == sum(may_do(role, verb, model) for verb in _verbs(model))
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_verb_of_every_kind_of_record_opens_to_who_may_change_it(
    role: str, one_of_each: dict[type[Model], Any]
) -> None:
    client, wrong = client_of(role), []
    enters = allowed(role, "view", SectionText)
    for model, row in one_of_each.items():
        for verb in _verbs(model):
            address = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_verb", args=(row.pk, verb.slug))
            for status in (client.get(address).status_code, client.post(address).status_code):
                expected = 302 if not enters else 200 if may_do(role, verb, model) else 403
                if status != expected:
                    wrong.append(f"{model._meta.label} {verb.slug}: {status}, not {expected}")
    assert wrong == []


def may_do(role: str, verb: Any, model: type[Model]) -> bool:
    return all(allowed(role, "change", written) for written in (model, *verb.writes))


@pytest.mark.parametrize(
    ("areas", "status"),
    [(("meetings",), 403), (("modifications",), 403), (("meetings", "modifications"), 200), (("all",), 200)],
)
def test_decision_that_moves_a_modification_needs_both_areas(
    areas: tuple[str, ...], status: int, one_of_each: dict[type[Model], Any]
) -> None:
    client = Client()
    client.force_login(contributor_of(*areas))
    for model in (Meeting, Modification):
        if "all" in areas or model._meta.app_label in areas:
            name = f"admin:{model._meta.label_lower.replace('.', '_')}"
            row = one_of_each[model].pk
            address = reverse(f"{name}_verb", args=(row, "decide"))
            assert client.get(address).status_code == status
            assert client.post(address, {"question": "approval"}).status_code == status
            offered = [label for label, _ in client.get(reverse(f"{name}_change", args=(row,))).context["verbs"]]
            assert ("Record a decision" in offered) is (status == 200)


def test_every_verb_says_what_it_writes() -> None:
    verbs = [verb for model in MODELS for verb in _verbs(model)]
    assert verbs
    for verb in verbs:
        assert verb.writes, verb.__name__


def _verbs(model: type[Model]) -> Any:
    return getattr(admin.site._registry[model], "verbs", ())
