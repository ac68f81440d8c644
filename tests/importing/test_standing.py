"""A load is held to what the person may see and do."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from model_bakery import baker

from access.models import Area, Role, User
from importing.models import RowKind, RunState
from importing.standing import HIDDEN
from meetings.models import Committee, Meeting
from parties.models import Party
from parties.models import TestingCompletion as Completion
from reports.models import Report, ReportAttachment, SectionText
from tests.importing.runs import checked, person, refused, saved
from tests.parties.cast import review

pytestmark = pytest.mark.django_db
TESTS = "party,test,completed_on,classification"
REPORTS = "report,month,meeting,paper_number,action,recommendation,author,team,issue_date,classification"
ATTACHMENTS = "report,month,label,title,classification"
TEXTS = "report,month,section,body"


@pytest.fixture
def contributor() -> User:
    return person(Role.CONTRIBUTOR)


@pytest.fixture
def editor() -> User:
    return person(Role.EDITOR)


@pytest.fixture
def alpha() -> Party:
    return Party.objects.create(code="alpha", name="Alpha Energy Limited")


@pytest.fixture
def red() -> Report:
    """A report that a contributor may not see."""
    panel = baker.make(Committee, code="panel", name="SEC Panel", paper_prefix="SECP", kind="committee", numbered=True)
    meeting = baker.make(Meeting, committee=panel, number=97, held_on=date(2021, 10, 15), kind="governance", suffix="")
    return baker.make(
        Report,
        kind="operations",
        month=date(2021, 9, 1),
        meeting=meeting,
        paper_number=17,
        issue_date=date(2021, 10, 8),
        classification="red",
    )


def test_stored_record_out_of_sight_is_neither_shown_nor_changed(contributor: User, editor: User, alpha: Party) -> None:
    secret = Completion.objects.create(party=alpha, test="srept", completed_on=date(2020, 5, 20), classification="red")
    lines = (TESTS, "alpha,srept,2021-01-01,amber")
    run = checked(contributor, testing_completions=lines)
    assert refused(run) == [("testing_completions.csv", 2, "party", HIDDEN)]
    assert "2020" not in str(list(run.rows.values()))
    secret.refresh_from_db()
    assert secret.completed_on == date(2020, 5, 20)
    assert checked(editor, testing_completions=lines).rows.get().kind == RowKind.CHANGED


@pytest.mark.parametrize(
    "guess", ["alpha,further-steps,2018-09-12", "alpha,further-steps,2018-09-13", "alpha,none-such,2018-09-12"]
)
def test_file_of_records_all_out_of_sight_is_answered_alike_whatever_is_stored(
    contributor: User, alpha: Party, guess: str
) -> None:
    review(alpha, date(2018, 9, 12))
    run = checked(contributor, security_reviews=("party,outcome,reviewed_on,remark", f"{guess},"))
    assert run.state == RunState.REFUSED
    assert refused(run) == []
    assert [said["message"] for said in run.problems] == [
        "Your roles don't let you load security reviews: ask an editor."
    ]
    assert not run.rows.exists()


def test_record_out_of_sight_that_a_row_names_is_as_good_as_none(contributor: User, editor: User, red: Report) -> None:
    lines = (ATTACHMENTS, "operations,2021-09,Appendix A,Notes,amber")
    none = (ATTACHMENTS, "operations,2021-10,Appendix A,Notes,amber")
    ((*_, said),) = refused(checked(contributor, report_attachments=lines))
    ((*_, unheard),) = refused(checked(contributor, report_attachments=none))
    assert said.replace("2021-09", "2021-10") == unheard
    assert saved(editor, report_attachments=lines)
    assert ReportAttachment.objects.count() == 1


def test_text_of_a_report_out_of_sight_is_out_of_sight_too(contributor: User, editor: User, red: Report) -> None:
    SectionText.objects.create(report=red, section="smda", body="<p>Secret.</p>")
    run = checked(contributor, section_texts=(TEXTS, "operations,2021-09,smda,<p>Mine.</p>"))
    assert run.state == RunState.REFUSED
    assert "Secret" not in str(list(run.rows.values()))
    run = checked(editor, section_texts=(TEXTS, "operations,2021-09,smda,<p>Mine.</p>"))
    (row,) = run.rows.all()
    assert (row.kind, row.classification) == (RowKind.CHANGED, "red")


def test_rule_that_a_record_out_of_sight_would_break_does_not_name_it(contributor: User, red: Report) -> None:
    row = "operations,2021-08,panel-97,17,information,NOTE,A,T,2021-10-08,white"
    messages = [message for *_, message in refused(checked(contributor, reports=(REPORTS, row)))]
    assert not any("2021-09" in message for message in messages)


@pytest.mark.parametrize("classification", ["white", "green", "amber"])
def test_contributor_does_not_change_how_a_record_is_classified(
    contributor: User, alpha: Party, classification: str
) -> None:
    stored = "green" if classification != "green" else "amber"
    Completion.objects.create(party=alpha, test="srept", completed_on=date(2020, 5, 20), classification=stored)
    run = checked(contributor, testing_completions=(TESTS, f"alpha,srept,2020-05-20,{classification}"))
    assert refused(run) == [
        (
            "testing_completions.csv",
            2,
            "classification",
            f"Only an editor changes how a stored record is classified; this one is {stored}.",
        )
    ]


def test_contributor_classifies_a_new_record_at_its_default_or_above_up_to_what_they_read(
    contributor: User, alpha: Party
) -> None:
    def said(classification: str) -> list[str]:
        lines = (TESTS, f"alpha,srept,2020-05-20,{classification}")
        return [message for *_, message in refused(checked(contributor, testing_completions=lines))]

    assert said("green") == said("amber") == []
    assert said("white") == ["Only an editor classifies a new record below green."]
    assert said("red") == ["You may not classify a record above what you may read yourself."]


def test_editor_is_warned_before_a_classification_is_lowered(editor: User, alpha: Party) -> None:
    Completion.objects.create(party=alpha, test="srept", completed_on=date(2020, 5, 20), classification="red")
    Completion.objects.create(party=alpha, test="uept", completed_on=date(2020, 5, 20), classification="green")
    lines = (TESTS, "alpha,srept,2020-05-20,amber", "alpha,uept,2020-05-20,amber")
    run = checked(editor, testing_completions=lines)
    assert list(run.rows.values_list("line", "lowers")) == [(2, True), (3, False)]


@pytest.mark.parametrize("role", [Role.APPROVER, Role.PANEL, Role.PARTY])
def test_whoever_may_enter_nothing_imports_nothing(role: Role) -> None:
    owner: Any = User.objects.create_user("someone", "someone@example.org")
    owner.role_grants.create(role=role)
    run = checked(owner, parties=("party,name,trading_name", "alpha,Alpha,"))
    assert [problem["message"] for problem in run.problems] == ["Your roles don't let you add Parties."]
    assert run.state == RunState.REFUSED


def test_contributor_loads_the_records_of_their_area_alone(alpha: Party) -> None:
    of_parties = person(Role.CONTRIBUTOR, "parties", Area.PARTIES)
    run = checked(
        of_parties,
        parties=("party,name,trading_name", "beta,Beta Limited,"),
        measures=("measure,name,group,unit,decimals,ranked,definition", "calls,Calls,helpdesk,,,,"),
    )
    assert [problem["message"] for problem in run.problems] == ["Your roles don't let you add measures."]
    assert run.state == RunState.REFUSED


def test_contributor_loads_no_text_whose_section_may_be_somebody_elses(contributor: User, red: Report) -> None:
    Report.objects.update(classification="white")
    run = checked(contributor, section_texts=(TEXTS, "operations,2021-09,smda,<p>Mine.</p>"))
    assert [problem["message"] for problem in run.problems] == ["Your roles don't let you add section texts."]
