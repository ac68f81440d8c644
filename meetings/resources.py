"""The CSV templates of committees, their meetings, and what came of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from importing.columns import Choice, Code, Decimal, Integer, Text, YesNo
from importing.dates import Date, Month
from importing.links import Key, Link, Naming, Values
from importing.problems import CellError, Problem
from importing.references import Reference
from importing.surroundings import Surroundings
from importing.template import Related, Template
from meetings import models, rules
from modifications.models import Path
from modifications.resources import MODIFICATIONS, RELEASES


def _committee_keeps_its_meetings(around: Surroundings) -> Iterator[Problem]:
    changed = [row for row, _ in around.changed("committees", "committee", "numbered")]
    meetings = around.left_alone("meetings", "committee", {row.key for row in changed})
    for row in changed:
        numbers = [meeting["number"] for meeting in meetings[row.key]]
        for column, message in rules.committee_keeps_its_meetings(row.values["numbered"], numbers):
            yield row.problem(message, column)


COMMITTEES = Template(
    name="committees",
    about="The bodies that meet.",
    model=models.Committee,
    key=("committee",),
    called=("abbreviation", "name"),
    columns=(
        Code(
            name="committee",
            field="code",
            help="SECAS's own short name for the committee; meetings are named after it.",
            example="change-board",
        ),
        Text(name="name", help="The full name.", example="Change Board"),
        Text(name="abbreviation", help="The short name as reports print it.", example="CB"),
        Choice(name="kind", help="What sort of body it is.", choices=models.CommitteeKind, example="committee"),
        Text(name="paper_prefix", example="SECCB"),
        YesNo(name="numbered", example="yes"),
        YesNo(name="counts_as_held", example="yes"),
        YesNo(name="confidential", example="no"),
    ),
    rules=(_committee_keeps_its_meetings,),
)

# --- how a meeting is named: panel-96, tag-82X, working-group-2021-09-01 ------------------------------------------

_BY_DATE = re.compile(r"(?P<committee>.+)-(?P<day>\d{4}-\d{2}-\d{2})")
_BY_NUMBER = re.compile(r"(?P<committee>.+)-(?P<number>\d{1,6})(?P<suffix>X*)")
MEETING_NAMED = "the meeting's code, like panel-96, tag-82X or working-group-2021-09-01"


def _meeting_key(values: Values) -> Key:
    """Its number where it has one, else its day: a meeting that moves keeps its number."""
    if values["number"] is None:
        return values["committee"], values["held_on"]
    return values["committee"], values["number"], values["suffix"]


def _stored_meeting(committee: str, number: int | None, suffix: str, held_on: date) -> Key:
    return _meeting_key({"committee": (committee,), "number": number, "suffix": suffix, "held_on": held_on})


def _parse_meeting(text: str) -> Key:
    try:
        if named := _BY_DATE.fullmatch(text):
            return (named["committee"],), date.fromisoformat(named["day"])
    except ValueError:
        raise CellError("There is no such day in the calendar.") from None
    if named := _BY_NUMBER.fullmatch(text):
        return (named["committee"],), int(named["number"]), named["suffix"]
    raise CellError(f"Names no meeting. Write {MEETING_NAMED}.")


def _write_meeting(key: Key) -> str:
    (committee,), *rest = key
    return f"{committee}-{''.join(map(str, rest))}"


def _numbered_as_its_committee(values: Values, related: Related) -> Iterator[tuple[str, str]]:
    if committee := related("committee"):
        yield from rules.numbered_as_its_committee(values["number"], committee["numbered"])


def _meeting_keeps_its_decisions(around: Surroundings) -> Iterator[Problem]:
    """Against stored decisions that the load leaves alone: loaded ones are told of in their own file."""
    changed = [row for row, _ in around.changed("meetings", "committee", "number", "suffix", "held_on", "cancelled")]
    decisions = around.left_alone("decisions", "meeting", {row.key for row in changed})
    for row in changed:
        decided = [decision["decided_on"] for decision in decisions[row.key]]
        for column, message in rules.meeting_keeps_its_decisions(
            row.values["held_on"], row.values["cancelled"], decided
        ):
            yield row.problem(message, column)


MEETINGS = Template(
    name="meetings",
    about="Meetings, planned and held. A numbered meeting is known by its number, and may move to another day; an "
    "unnumbered one is known by its day.",
    model=models.Meeting,
    key=("committee", "number", "suffix", "held_on"),
    called=("title",),
    scope=("committee",),
    identity=_meeting_key,
    named=Naming(
        paths=("committee__code", "number", "suffix", "held_on"),
        read=_stored_meeting,
        parse=_parse_meeting,
        write=_write_meeting,
        accepts=MEETING_NAMED,
    ),
    columns=(
        Reference(name="committee", to=COMMITTEES, example="change-board"),
        Integer(name="number", help="Needed where the committee's meetings are numbered; else blank.", example="12"),
        Text(name="suffix"),
        Date(name="held_on", example="2021-09-15"),
        Choice(name="kind", help="What SECAS did there.", choices=models.MeetingKind, example="governance"),
        Text(name="title", example="Change Board Meeting 12"),
        YesNo(name="cancelled", help="A cancelled meeting is kept, and not counted.", example="no"),
        Date(name="cancelled_on", may_be_absent=True),
        Text(name="purpose"),
        Date(name="notice_on", help="The day notice was given, or is planned to be.", example="2021-09-01"),
        Date(name="papers_issued_on", help="The day the papers went out; blank until they have.", example="2021-09-08"),
        Date(
            name="minutes_issued_on", help="The day the minutes went out; blank until they have.", example="2021-09-21"
        ),
        Text(
            name="headline",
            help="What came of it, in a sentence or two.",
            example="The Board voted on the alerts of a lost supply.",
        ),
        Text(name="link", help="Its page on the public site."),
    ),
    checks=(_numbered_as_its_committee,),
    rules=(_meeting_keeps_its_decisions,),
)

_MEETING = Reference(name="meeting", to=MEETINGS, example="change-board-12")
_MODIFICATION = Reference(name="modification", to=MODIFICATIONS, example="MP301")

AGENDA_ITEMS = Template(
    name="agenda_items",
    about="The modifications and other topics that a meeting discussed, in order.",
    model=models.AgendaItem,
    key=("meeting", "position"),
    scope=("meeting",),
    columns=(
        _MEETING,
        Integer(name="position", help="1 for the first item.", example="1"),
        _MODIFICATION,
        Text(name="topic", help="What was discussed, where it was no modification."),
    ),
)


def _decision_key(values: Values) -> Key:
    """A release stands in for the modification where a timetable or a release's scope was decided."""
    named = values["modification"] or ("release", values["release"])
    return values["body"], values["decided_on"], named, values["question"]


def _at_its_meeting(values: Values, related: Related) -> Iterator[tuple[str, str]]:
    if (meeting := related("meeting")) and meeting["committee"]:
        (committee,) = meeting["committee"]
        yield from rules.decision_at_its_meeting(values["body"], values["decided_on"], committee, meeting)


def _board_recommends(around: Surroundings) -> Iterator[Problem]:
    """By the path the modification is on that day, where the row gives none; a path it gives is judged by itself."""
    columns = ("body", "decided_on", "modification", "question", "outcome", "route")
    rows = [row for row in around.rows("decisions", *columns) if row.values["modification"] and not row.values["route"]]
    routes = around.after("modification_routes", "modification", {row.values["modification"] for row in rows})
    for row in rows:
        values, held = row.values, routes[row.values["modification"]]
        then = [route for route in held or () if route["since"] <= values["decided_on"]]
        path = max(then, key=lambda route: route["since"])["path"] if then else ""
        for column, message in rules.board_recommends(values["body"], values["question"], values["outcome"], path):
            yield row.problem(message, column)


DECISIONS = Template(
    name="decisions",
    about="What a body decided about a modification, at which meeting, by which path. Where no modification is named, "
    "the release tells one decision from another.",
    model=models.Decision,
    key=("body", "decided_on", "modification", "question"),
    scope=("body", "decided_on"),
    identity=_decision_key,
    columns=(
        Choice(name="body", help="Who decided.", choices=models.DecidingBody, example="change_board"),
        Reference(
            name="meeting",
            to=MEETINGS,
            help="The meeting that decided, of csc, change-board or panel after the body; blank only for the Authority "
            "and the Department.",
            example="change-board-12",
        ),
        Date(
            name="decided_on", help="The day of the decision: that of its meeting, if it has one.", example="2021-09-15"
        ),
        _MODIFICATION,
        Reference(name="release", to=RELEASES),
        Choice(name="question", help="What was put to the body.", choices=models.Question, example="final_decision"),
        Choice(
            name="outcome",
            help="What it decided. On a path where the Authority decides, the Change Board recommends.",
            choices=models.Outcome,
            example="approve",
        ),
        Choice(name="route", help="The path it was decided by.", choices=Path, example="self_governance"),
        Date(name="referred_to_panel_on"),
        Text(name="remark", help="What the report should add."),
    ),
    checks=(_at_its_meeting,),
    rules=(_board_recommends,),
)

ACTIONS = Template(
    name="actions",
    about="Actions that a committee placed on somebody.",
    model=models.Action,
    key=("committee", "reference"),
    called=("reference",),
    columns=(
        Reference(name="committee", to=COMMITTEES, example="change-board"),
        Code(name="reference", help="The committee's own reference for the action.", example="CB12/01"),
        Reference(
            name="meeting", to=MEETINGS, help="The meeting that placed it, if one did.", example="change-board-12"
        ),
        Text(
            name="description", help="What is to be done.", example="Tell the Board how many alerts a day are expected."
        ),
        Text(name="owner", help="On whom it was placed.", example="SECAS"),
        Date(name="raised_on", help="The day it was placed.", example="2021-09-15"),
        Date(name="due_on", help="The day it is to be done by.", example="2021-10-13"),
        Date(name="closed_on", help="The day it was closed; blank while it is open."),
    ),
)

ELECTIONS = Template(
    name="elections",
    about="Elections of members to a committee.",
    model=models.Election,
    key=("committee", "year", "seat"),
    columns=(
        Reference(name="committee", to=COMMITTEES, example="change-board"),
        Integer(name="year", help="The year it counts for, in full.", example="2021"),
        Text(name="seat", example="Small Suppliers"),
        Date(name="nominations_opened_on", help="The day of the call for nominations.", example="2021-08-02"),
        Date(name="closed_on", help="The day it closed; blank while it is open.", example="2021-08-27"),
        Text(name="outcome", example="No seat was contested."),
    ),
)

# --- reports that the DCC owes ------------------------------------------------------------------------------------

DCC_REPORTS = Template(
    name="dcc_reports",
    about="The reports the DCC owes under the SEC, and when each is due.",
    model=models.DccReport,
    key=("report",),
    called=("name",),
    columns=(
        Code(name="report", field="code", help="A short name for the report.", example="performance"),
        Text(name="name", help="The full name.", example="Performance Measurement Report"),
        Choice(name="frequency", help="How often it is due.", choices=models.DccReport.Frequency, example="monthly"),
        Text(name="delivery_clause", example="H13.4"),
        Text(name="content_clause", example="H13.5"),
        Choice(
            name="due_rule",
            help="How the day it is due is counted.",
            choices=models.DueRule,
            example="working_days_after",
        ),
        Integer(name="due_days", help="SEC Working Days; blank where the SEC names no day.", example="25"),
        Text(name="due_words", help="What the clause says of when, where it names no day."),
    ),
)

DCC_REPORT_DELIVERIES = Template(
    name="dcc_report_deliveries",
    about="When a DCC report came for a period, and what OPSG observed.",
    model=models.DccReportDelivery,
    key=("report", "period"),
    columns=(
        Reference(name="report", to=DCC_REPORTS, example="performance"),
        Month(name="period", help="The last month it covers.", example="2021-08"),
        Date(name="delivered_on", help="The day it came; blank until it has.", example="2021-09-27"),
        Text(name="observation", help="What OPSG observed."),
    ),
)

DCC_REPORT_FIGURES = Template(
    name="dcc_report_figures",
    about="Figures in a delivered report, such as volumes, actual against forecast.",
    model=models.DccReportFigure,
    key=(*DCC_REPORT_DELIVERIES.key, "label"),
    columns=(
        *DCC_REPORT_DELIVERIES.inherited("delivery"),
        Text(name="label", help="What the figure is of.", example="Service requests"),
        Decimal(name="actual", help="What it was.", example="1250000"),
        Decimal(name="forecast", help="What it was forecast to be.", example="1300000"),
    ),
    links=(Link("delivery", DCC_REPORT_DELIVERIES, DCC_REPORT_DELIVERIES.key),),
)

TEMPLATES = (
    COMMITTEES,
    MEETINGS,
    AGENDA_ITEMS,
    DECISIONS,
    ACTIONS,
    ELECTIONS,
    DCC_REPORTS,
    DCC_REPORT_DELIVERIES,
    DCC_REPORT_FIGURES,
)
