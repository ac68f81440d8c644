"""How each kind of record is listed behind a figure: its columns, its page in the admin, who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from access.classification import Classification
from measures.models import Observation
from meetings.models import Action, DccReport, DccReportDelivery, Decision, Election, Meeting
from meetings.queries import ActionOfPeriod, DecisionRow, DeliveryRow, ElectionRow, Kept, MeetingRow, ReportRow
from modifications.models import Consultation, DccAssessment, Modification, Release, SecVersion
from modifications.queries import (
    AssessmentRow,
    ConsultationRow,
    ModificationAt,
    ModificationEvent,
    ReleaseAt,
    VersionRow,
)
from modifications.working_days import published_duration
from parties.models import DefaultOutcome, EventOfDefault, Party, TestingCompletion, VotingGroup
from parties.queries import PartyMovement, TestingRow, UepRow
from parties.queries_listed import DefaultRow, PartyRow, VotingGroupRow
from reports.engine.tables import joined
from reports.engine.values import Value, count, long_date, text, working_days
from reports.facts.rows import Sheet


def day(on: date | None) -> Value:
    """A date, or an empty cell where none was expected to be there."""
    return text("") if on is None else long_date(on)


def named(row: PartyRow | PartyMovement | UepRow) -> str:
    return f"{row.name} (trading as {row.trading_name})" if row.trading_name else row.name


def _category(row: PartyRow | PartyMovement | UepRow) -> str:
    return row.category.label if row.category else "none recorded"


PARTIES: Sheet[PartyRow] = Sheet(("Party", "Party Category"), lambda row: (named(row), _category(row)), Party)
VOTING_GROUPS: Sheet[VotingGroupRow] = Sheet(
    ("Voting Group", "Parties", "Party Categories"),
    lambda row: (row.name, count(len(row.parties)), joined([one.label for one in row.categories])),
    VotingGroup,
)
MOVEMENTS: Sheet[PartyMovement] = Sheet(
    ("Party", "Party Category", "Change", "Date"),
    lambda row: (named(row), _category(row), row.kind.capitalize(), long_date(row.on)),
    Party,
    lambda row: row.party_id,
)
DEFAULTS: Sheet[DefaultRow] = Sheet(
    ("Event of Default", "Party", "Limb", "Raised", "Considered", "Closed", "Outcome"),
    lambda row: (
        *(row.reference, row.party, row.limb, long_date(row.raised_on), day(row.considered_on), day(row.closed_on)),
        DefaultOutcome(row.outcome).label if row.outcome else "",
    ),
    EventOfDefault,
)
PARTIES_IN_DEFAULT: Sheet[list[DefaultRow]] = Sheet(
    ("Party", "Events of Default"),
    lambda rows: (rows[0].party, joined([row.reference for row in rows])),
    EventOfDefault,
    lambda rows: rows[0].id,
)
UEP: Sheet[list[UepRow]] = Sheet(
    ("Party", "Party Category", "User Roles", "Completed"),
    lambda rows: (
        named(rows[0]),
        _category(rows[0]),
        joined([f"{role.label} ({row.extent.label})" for row in rows for role in row.roles]),
        joined(list(dict.fromkeys(long_date(row.completed_on).display for row in rows))),
    ),
    Party,
    lambda rows: rows[0].party_id,
)
TESTING: Sheet[TestingRow] = Sheet(
    ("Party", "Completed", "Classification"),
    lambda row: (row.name, long_date(row.completed_on), Classification(row.classification).label),
    TestingCompletion,
    classified=lambda row: row.classification,
)

MODIFICATIONS: Sheet[ModificationAt] = Sheet(
    ("Modification", "Title", "Stage", "Raised"),
    lambda row: (row.reference, row.title, row.stage.label, long_date(row.raised_on)),
    Modification,
)
EVENTS: Sheet[ModificationEvent] = Sheet(
    ("Modification", "Title", "Entered", "On"),
    lambda row: (row.reference, row.title, row.into.label, long_date(row.on)),
    Modification,
)
RAISED: Sheet[ModificationEvent] = Sheet(
    ("Modification", "Title", "Proposer", "Raised"),
    lambda row: (row.reference, row.title, row.organisation or "not recorded", long_date(row.raised_on)),
    Modification,
)
IMPLEMENTED: Sheet[ModificationEvent] = Sheet(
    ("Modification", "Title", "SEC Release", "Implemented"),
    lambda row: (row.reference, row.title, row.target_release or "none recorded", long_date(row.on)),
    Modification,
)
CONCLUDED: Sheet[ModificationEvent] = Sheet(
    ("Modification", "Title", "Concluded as", "Raised", "Concluded", "Duration"),
    lambda row: (
        *(row.reference, row.title, row.into.label, long_date(row.raised_on), long_date(row.on)),
        working_days(concluded_after(row)),
    ),
    Modification,
)


def concluded_after(row: ModificationEvent) -> int:
    """Published Working Days from the day raised to the day concluded."""
    return published_duration(row.raised_on, row.on)


def aged(at: date) -> Sheet[ModificationAt]:
    """Open modifications with their age on a day, in published Working Days."""
    return Sheet(
        ("Modification", "Title", "Stage", "Raised", "Age"),
        lambda row: (
            *(row.reference, row.title, row.stage.label, long_date(row.raised_on)),
            working_days(published_duration(row.raised_on, at)),
        ),
        Modification,
    )


ASSESSMENTS: Sheet[AssessmentRow] = Sheet(
    ("Modification", "Type", "Accepted", "Returned", "Target", "Duration"),
    lambda row: (
        *(row.reference, row.kind, long_date(row.accepted_on), day(row.returned_on)),
        *(working_days(row.target), working_days(row.duration)),
    ),
    DccAssessment,
)
CONSULTATIONS: Sheet[ConsultationRow] = Sheet(
    ("Modification", "Title", "Consultation", "Planned week", "Opened", "Closed"),
    lambda row: (
        *(row.reference, row.title, row.kind.label, day(row.planned_week), day(row.opened_on), day(row.closed_on)),
    ),
    Consultation,
)
RELEASES: Sheet[ReleaseAt] = Sheet(
    ("SEC Release", "Go-live date"), lambda row: (row.name, day(row.go_live_on)), Release
)
VERSIONS: Sheet[VersionRow] = Sheet(
    ("SEC version", "Issued", "Cause", "What changed"),
    lambda row: (row.number or "not stated", long_date(row.issued_on), row.cause.label, row.description),
    SecVersion,
)


def _in_confidence(row: DecisionRow | MeetingRow | ActionOfPeriod | ElectionRow) -> str:
    """What a confidential committee does is in no White list: its own members see it, and SECAS staff."""
    return row.committee_code if row.confidential else ""


DECISIONS: Sheet[DecisionRow] = Sheet(
    ("Body", "Modification", "Title", "Question", "Outcome", "Decided"),
    lambda row: (
        *(row.body.label, row.reference, row.title or row.remark, row.question.label, row.outcome.label),
        long_date(row.decided_on),
    ),
    Decision,
    in_confidence=_in_confidence,
)
MEETINGS: Sheet[MeetingRow] = Sheet(
    ("Meeting", "Committee", "Date"),
    lambda row: (row.title, row.committee, long_date(row.held_on)),
    Meeting,
    in_confidence=_in_confidence,
)
KEPT: Sheet[Kept] = Sheet(
    ("Meeting", "Held", "Due by", "Done", "In time"),
    lambda row: (
        *(row.title, long_date(row.held_on), long_date(row.deadline)),
        *(long_date(row.on), "yes" if row.in_time else "no"),
    ),
    Meeting,
)
ACTIONS: Sheet[ActionOfPeriod] = Sheet(
    ("Action", "Committee", "Owner", "Raised", "Due", "Closed"),
    lambda row: (
        *(row.reference, row.committee, row.owner, long_date(row.raised_on), day(row.due_on), day(row.closed_on)),
    ),
    Action,
    in_confidence=_in_confidence,
)
ELECTIONS: Sheet[ElectionRow] = Sheet(
    ("Election", "Seat", "Nominations called", "Closed", "Outcome"),
    lambda row: (
        *(f"{row.year} {row.committee}", row.seat, day(row.nominations_opened_on), day(row.closed_on), row.outcome),
    ),
    Election,
    in_confidence=_in_confidence,
)
DELIVERIES: Sheet[DeliveryRow] = Sheet(
    ("Report", "Period", "Due", "Delivered", "SEC Working Days late"),
    lambda row: (
        *(row.report, f"{row.period:%B %Y}", text("no day") if row.due_on is None else long_date(row.due_on)),
        day(row.delivered_on),
        count(row.working_days_late),
    ),
    DccReportDelivery,
)
REPORTS_OWED: Sheet[ReportRow] = Sheet(
    ("Report", "How often"), lambda row: (row.name, row.frequency.capitalize()), DccReport
)


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number of a measure: what it is of, as printed, the id of what was entered, and the number itself."""

    of: str
    value: Value
    number: Decimal | None
    id: int | None = None
    counted: bool = True


NUMBERS: Sheet[NumberRow] = Sheet(("Of", "Number"), lambda row: (row.of, row.value), Observation)
NAMES: Sheet[str] = Sheet(("Name",), lambda row: (row,))
