"""Who may classify a row of the admin, and how low."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.urls import reverse
from model_bakery import baker

from access.forms import RecordForm
from meetings.models import Committee, CommitteeKind, Meeting, MeetingKind
from parties.models import Party
from parties.models import TestingCompletion as Completion
from reports.models import Report, ReportAttachment
from tests.access.cast import browser

pytestmark = pytest.mark.django_db

DAY = date(2021, 9, 20)
CLASSIFIERS = ("editor", "administrator")
ENTERERS = ("contributor", *CLASSIFIERS)
CLASSIFIED = [
    model
    for model in sorted(admin.site._registry, key=lambda model: model._meta.label)
    if any(field.name == "classification" for field in model._meta.get_fields())
]


def completion(classification: str) -> Completion:
    party = baker.make(Party, code="arrow", name="Arrow Energy Limited")
    return baker.make(Completion, party=party, test="uept", completed_on=DAY, classification=classification)


def report(classification: str) -> Report:
    panel = baker.make(
        Committee,
        code="panel",
        name="SEC Panel",
        kind=CommitteeKind.COMMITTEE,
        paper_prefix="SECP",
        counts_as_held=True,
    )
    meeting = baker.make(
        Meeting, committee=panel, kind=MeetingKind.GOVERNANCE, number=97, title="Panel 97", held_on=date(2021, 10, 15)
    )
    return baker.make(
        Report,
        kind="operations",
        month=date(2021, 9, 1),
        meeting=meeting,
        paper_number=3,
        author="SECAS",
        issue_date=date(2021, 10, 8),
        classification=classification,
    )


def page(model: type[Model], name: str, *arguments: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=arguments)


def answers(row: Completion, classification: str) -> dict[str, Any]:
    return {"party": row.party_id, "test": row.test, "completed_on": DAY, "classification": classification}


@pytest.mark.parametrize("name", ENTERERS)
@pytest.mark.parametrize("wanted", ["white", "green"])
def test_recorded_classification_is_lowered_by_classifiers_alone(name: str, wanted: str) -> None:
    row = completion("amber")
    response = browser(name).post(page(Completion, "change", row.pk), answers(row, wanted))
    row.refresh_from_db()
    assert (response.status_code, row.classification) == (302, wanted if name in CLASSIFIERS else "amber")


def test_recorded_classification_below_the_default_stays_when_someone_else_changes_the_row() -> None:
    row = completion("white")
    sent = {**answers(row, "green"), "completed_on": date(2021, 9, 21)}
    assert browser("contributor").post(page(Completion, "change", row.pk), sent).status_code == 302
    row.refresh_from_db()
    assert (row.classification, row.completed_on) == ("white", date(2021, 9, 21))


@pytest.mark.parametrize("name", ENTERERS)
def test_report_is_declassified_by_classifiers_alone(name: str) -> None:
    row = report("amber")
    sent = {
        "kind": row.kind,
        "month": "2021-09",
        "meeting": row.meeting_id,
        "paper_number": 3,
        "action": row.action,
        "recommendation": row.recommendation,
        "author": row.author,
        "team": row.team,
        "issue_date": row.issue_date,
        "classification": "white",
        "attachments-INITIAL_FORMS": 0,
        "attachments-TOTAL_FORMS": 0,
    }
    response = browser(name).post(page(Report, "change", row.pk), sent)
    assert response.status_code == (302 if name in CLASSIFIERS else 403)
    row.refresh_from_db()
    assert row.classification == ("white" if name in CLASSIFIERS else "amber")


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("contributor", ["green", "amber"]),
        ("editor", ["white", "green", "amber", "red"]),
        ("administrator", ["white", "green", "amber", "red"]),
    ],
)
def test_new_row_takes_the_default_or_higher_from_those_who_may_not_classify(name: str, offered: list[str]) -> None:
    text = browser(name).get(page(Completion, "add")).content.decode()
    assert re.findall(r'<option value="(white|green|amber|red)"', text) == offered
    row = completion("green")
    sent = {**answers(row, "white"), "test": "smets1"}
    row.delete()
    browser(name).post(page(Completion, "add"), sent)
    assert Completion.objects.filter(classification="white").exists() is (name in CLASSIFIERS)


def test_rows_on_another_records_page_keep_theirs_too() -> None:
    row = report("white")
    attachment = baker.make(ReportAttachment, report=row, label="Appendix A", title="Title", classification="amber")
    form = browser("contributor").get(page(Report, "change", row.pk)).context["inline_admin_formsets"][0].formset
    recorded, *new = form.forms
    assert recorded.instance == attachment
    assert recorded.fields["classification"].disabled
    assert not any(blank.fields["classification"].disabled for blank in new)


@pytest.mark.parametrize("model", CLASSIFIED, ids=lambda model: model._meta.label)
def test_every_classified_row_is_entered_by_a_form_that_asks_who_classifies(model: type[Model]) -> None:
    assert issubclass(admin.site._registry[model].form, RecordForm)


def test_classified_rows_are_looked_for_in_the_right_place() -> None:
    assert {"parties.TestingCompletion", "reports.Report"} <= {model._meta.label for model in CLASSIFIED}
