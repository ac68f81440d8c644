"""The CSV templates of modifications, their histories, their releases and their DCC Assessments."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from access.models import Record
from importing.columns import Choice, Choices, Code, Column, Integer, Text, YesNo
from importing.dates import Date
from importing.links import Key, Link, Values
from importing.problems import Problem
from importing.references import Reference, References
from importing.surroundings import Surroundings
from importing.template import History, Related, RowCheck, Span, Template
from modifications import models, rules
from modifications.references import normalise_reference

NAMED_LIKE = "a reference or code, like MP128B, DP152, SECMP0007 or 128B"

RELEASES = Template(
    name="releases",
    about="Releases of the SEC, scheduled and standalone. Their dates are in release_dates.",
    model=models.Release,
    key=("release",),
    called=("release",),
    columns=(
        Code(name="release", field="name", form="the release's full name", example="November 2021 SEC Release"),
        Choice(
            name="kind",
            help="Whether it is one of the three of a year.",
            choices=models.ReleaseKind,
            example="scheduled",
        ),
    ),
)

RELEASE_DATES = Template(
    name="release_dates",
    about="The go-live date a release was planned for, from the day that was decided. A date that moves is a new row.",
    model=models.ReleaseDateFrom,
    key=("release", "since"),
    columns=(
        Reference(name="release", to=RELEASES, example="November 2021 SEC Release"),
        Date(name="since", example="2020-11-02"),
        Date(name="go_live_on", example="2021-11-04", help="The go-live date."),
    ),
)

HISTORIES = (
    "modification_references",
    "modification_titles",
    "modification_proposers",
    "modification_lead_analysts",
    "modification_routes",
    "affected_categories",
    "modification_stages",
    "modification_target_releases",
)


def _part_is_called_after_its_whole(values: Values, related: Related) -> Iterator[tuple[str, str]]:
    code, whole = values["modification"], values["split_from"]
    if code and whole:
        yield from rules.part_of_its_whole(code, whole[0])


def _raised_before_its_history(around: Surroundings) -> Iterator[Problem]:
    """Against stored rows that the load leaves alone: loaded ones are told of in their own file."""
    moved = [row for row, _ in around.changed("modifications", "modification", "raised_on")]
    begins: dict[Any, list[date]] = {row.key: [] for row in moved}
    for name, column in (*((name, "since") for name in HISTORIES), ("modification_holds", "from")):
        for key, rows in around.left_alone(name, "modification", begins).items():
            begins[key] += [row[column] for row in rows]
    for row in moved:
        for column, message in rules.raised_before_its_history(row.values["raised_on"], begins[row.key]):
            yield row.problem(message, column)


def _part_made_by_a_split(around: Surroundings) -> Iterator[Problem]:
    parts = [
        row
        for row in around.rows("modifications", "modification", "raised_on", "split_from")
        if row.values["split_from"]
    ]
    stages = around.after("modification_stages", "modification", {row.values["split_from"] for row in parts})
    for row in parts:
        whole = row.values["split_from"]
        held = stages[whole]
        if held is not None:
            entered = [(stage["since"], stage["stage"]) for stage in held]
            for column, message in rules.raised_by_a_split(row.values["raised_on"], whole[0], entered):
                yield row.problem(message, column)


def _last_references(around: Surroundings, keys: Collection[Key]) -> dict[Key, str]:
    """The last that each is called; where it has none or they are in doubt, as the record calls itself."""
    held = around.after("modification_references", "modification", keys)
    last = {key: max(rows, key=lambda row: row["since"])["reference"] for key, rows in held.items() if rows}
    return {key: last.get(key) or str(models.Modification(code=key[0])) for key in keys}


MODIFICATIONS = Template(
    name="modifications",
    about="Every Draft Proposal and Modification Proposal, once. What changes over its life is in the templates below.",
    model=models.Modification,
    key=("modification",),
    titles=_last_references,
    columns=(
        Code(name="modification", field="code", canonical=normalise_reference, form=NAMED_LIKE, example="DP301"),
        Date(name="raised_on", example="2021-06-14"),
        Reference(
            name="split_from",
            help="The modification it was split from, which enters the stage split on the day this one is raised; "
            "blank for any other.",
        ),
        Text(name="issue", example="Meters report a lost supply later than a network needs to know."),
        Text(name="link", help="Its page on the public site."),
    ),
    checks=(_part_is_called_after_its_whole,),
    rules=(_raised_before_its_history, _part_made_by_a_split),
)

_MODIFICATION = Reference(name="modification", to=MODIFICATIONS, example="MP301")
_SINCE = Date(name="since", example="2021-06-14")


def _reference_of_its_modification(values: Values, related: Related) -> Iterator[tuple[str, str]]:
    named, reference = values["modification"], values["reference"]
    if named and reference:
        yield from rules.reference_of_its_modification(reference, normalise_reference(reference), named[0])


def _since_raised(column: str) -> RowCheck:
    """No row of a history holds from before the day the modification was raised."""

    def check(values: Values, related: Related) -> Iterator[tuple[str, str]]:
        if of := related("modification"):
            yield from rules.since_raised(column, values[column], of["raised_on"])

    return check


def _split_keeps_its_parts(around: Surroundings) -> Iterator[Problem]:
    changed = list(around.changed("modification_stages", "modification", "since", "stage"))
    parts = around.after("modifications", "split_from", {row.values["modification"] for row, _ in changed})
    for row, before in changed:
        held = parts[row.values["modification"]]
        if held is not None:
            was, will_be = ((values["since"], values["stage"]) for values in (before, row.values))
            for column, message in rules.split_keeps_its_parts(was, will_be, [part["raised_on"] for part in held]):
                yield row.problem(message, column)


def _as_printed(text: str) -> str:
    """MP128B or DP152 or SECMP0007: the letters say how far it has come, so a bare number won't do."""
    code = normalise_reference(text)
    letters = text.strip().upper()[:2]
    if code.startswith("SECMP"):
        return code
    if letters not in ("DP", "MP"):
        raise ValueError("without letters it isn't known how far it has come")
    return letters + code


def _history(
    name: str, about: str, model: type[Record], *columns: Column, checks: tuple[RowCheck, ...] = (), **options: Any
) -> Template:
    """A template of rows that each hold from a day until the next row of the same modification."""
    return Template(
        name=name,
        about=f"{about} A row holds from its day until the next row of the same modification.",
        model=model,
        key=("modification", "since"),
        columns=(_MODIFICATION, _SINCE, *columns),
        checks=(_since_raised("since"), *checks),
        **options,
    )


MODIFICATION_REFERENCES = _history(
    "modification_references",
    "What a modification is called: DP301 until it is converted, MP301 after.",
    models.ReferenceFrom,
    Code(
        name="reference",
        canonical=_as_printed,
        form="the reference with its letters, like DP301, MP301 or SECMP0007",
        help="What it is called from that day.",
        example="DP301",
    ),
    checks=(_reference_of_its_modification,),
)

MODIFICATION_TITLES = _history(
    "modification_titles",
    "A modification's title.",
    models.TitleFrom,
    Text(name="title", help="Its title from that day.", example="Faster alerts of a lost supply"),
)

MODIFICATION_PROPOSERS = _history(
    "modification_proposers",
    "Who proposes a modification.",
    models.ProposerFrom,
    Text(name="person", help="Who proposes it, where a person is named."),
    Text(name="organisation", help="On whose behalf.", example="Northbank Energy Limited"),
)

MODIFICATION_LEAD_ANALYSTS = _history(
    "modification_lead_analysts",
    "Who leads the work on a modification.",
    models.LeadAnalystFrom,
    Text(name="analyst", help="Who leads the work from that day.", example="Lead analyst of the change team"),
)

MODIFICATION_ROUTES = _history(
    "modification_routes",
    "The path a modification takes, and whether it is urgent.",
    models.RouteFrom,
    Choice(name="path", help="The path from that day.", choices=models.Path, example="self_governance"),
    YesNo(name="urgent", help="Whether it is urgent from that day.", example="no"),
)

MODIFICATION_AFFECTED_CATEGORIES = _history(
    "affected_categories",
    "The Party Categories that a modification affects, all of them in each row.",
    models.AffectedCategoriesFrom,
    Choices(
        name="categories",
        help="Those it affects from that day.",
        choices=models.AffectedCategory,
        example="large_supplier; small_supplier",
    ),
)

MODIFICATION_STAGES = _history(
    "modification_stages",
    "The stages a modification enters, and the body that moved it there.",
    models.StageFrom,
    Choice(name="stage", help="The stage it enters on that day.", choices=models.Stage, example="development"),
    Choice(name="body", help="Who moved it there.", choices=models.Body, example="proposer"),
    rules=(_split_keeps_its_parts,),
)

MODIFICATION_TARGET_RELEASES = _history(
    "modification_target_releases",
    "The release a modification is aimed at.",
    models.TargetReleaseFrom,
    Reference(
        name="release",
        to=RELEASES,
        help="The release it is aimed at from that day; blank when it has none any more.",
        example="November 2021 SEC Release",
    ),
)

_HELD = Span("valid")

MODIFICATION_HOLDS = Template(
    name="modification_holds",
    about="Times in which work on a modification rests. On hold is no stage: the stage goes on.",
    model=models.OnHold,
    key=("modification", "from"),
    scope=("modification",),
    columns=(
        _MODIFICATION,
        Date(
            name="from",
            field="",
            path="valid__startswith",
            required=True,
            help="The first day on hold.",
            example="2021-07-05",
        ),
        Date(
            name="until",
            field="",
            path="valid__endswith",
            last_of_period=True,
            help="The last day on hold, itself included; blank if it still is.",
            example="2021-07-30",
        ),
        Text(name="reason", help="Why work rests.", example="It waits for a legal opinion."),
    ),
    spans=(_HELD,),
    checks=(_since_raised("from"),),
    histories=(History("one_hold_at_a_time", ("modification",), ("from", "until"), _HELD.occupied),),
)

SEC_VERSIONS = Template(
    name="sec_versions",
    about="The versions of the SEC: what changed, when it was issued and what caused it.",
    model=models.SecVersion,
    key=("issued_on", "description"),
    scope=("issued_on",),
    columns=(
        Date(name="issued_on", help="The day it was issued.", example="2021-09-15"),
        Text(
            name="description", help="What changed, as the report prints it.", example="Section H, as changed by MP301."
        ),
        Text(name="number", example="46.0"),
        Choice(name="cause", help="What brought it about.", choices=models.VersionCause, example="modification"),
        References(name="modifications", to=MODIFICATIONS, help="Those it brings in, if any.", example="MP301"),
    ),
)

CONSULTATIONS = Template(
    name="consultations",
    about="Consultations on a modification. Plans slip: the planned week stays beside the days it really opened and "
    "closed.",
    model=models.Consultation,
    key=("modification", "kind", "sequence"),
    columns=(
        _MODIFICATION,
        Choice(name="kind", help="What was asked.", choices=models.ConsultationKind, example="refinement"),
        Integer(name="sequence", example="1"),
        Date(name="planned_week", example="2021-08-02"),
        Date(name="opened_on", help="The day it opened.", example="2021-08-04"),
        Date(name="closed_on", example="2021-08-25"),
    ),
)

DCC_ASSESSMENTS = Template(
    name="dcc_assessments",
    about="What the DCC was asked to assess, and when it accepted and returned it.",
    model=models.DccAssessment,
    key=("modification", "kind", "sequence"),
    columns=(
        _MODIFICATION,
        Choice(name="kind", help="Preliminary or Impact Assessment.", choices=models.AssessmentKind, example="PA"),
        Integer(name="sequence", example="1"),
        Date(
            name="requested_on",
            help="The day it was requested. This day or accepted_on is needed.",
            example="2021-08-26",
        ),
        Date(name="accepted_on", example="2021-08-31"),
        Date(name="returned_on", help="The day the DCC returned it; blank while it is underway.", example="2021-09-21"),
    ),
)

_ASSESSMENT = Link("assessment", DCC_ASSESSMENTS, DCC_ASSESSMENTS.key)

ASSESSMENT_TARGETS = Template(
    name="assessment_targets",
    about="The target of a DCC Assessment in Working Days, from the day it was set. A revised target is a new row.",
    model=models.AssessmentTarget,
    key=(*DCC_ASSESSMENTS.key, "since"),
    columns=(
        *DCC_ASSESSMENTS.inherited("assessment"),
        Date(name="since", example="2021-08-31"),
        Integer(name="target", help="Working Days: 15 for a PA and 40 for an IA unless revised.", example="15"),
    ),
    links=(_ASSESSMENT,),
)

INFORMATION_REQUESTS = Template(
    name="information_requests",
    about="What the DCC asked while it assessed, and when it was answered.",
    model=models.InformationRequest,
    key=(*DCC_ASSESSMENTS.key, "asked_on", "subject"),
    columns=(
        *DCC_ASSESSMENTS.inherited("assessment"),
        Date(name="asked_on", help="The day the DCC asked.", example="2021-09-06"),
        Text(name="subject", help="What it asked.", example="How many alerts a day are expected"),
        Date(name="answered_on", help="The day it was answered.", example="2021-09-09"),
    ),
    links=(_ASSESSMENT,),
)

TEMPLATES = (
    RELEASES,
    RELEASE_DATES,
    MODIFICATIONS,
    MODIFICATION_REFERENCES,
    MODIFICATION_TITLES,
    MODIFICATION_PROPOSERS,
    MODIFICATION_LEAD_ANALYSTS,
    MODIFICATION_ROUTES,
    MODIFICATION_AFFECTED_CATEGORIES,
    MODIFICATION_STAGES,
    MODIFICATION_TARGET_RELEASES,
    MODIFICATION_HOLDS,
    SEC_VERSIONS,
    CONSULTATIONS,
    DCC_ASSESSMENTS,
    ASSESSMENT_TARGETS,
    INFORMATION_REQUESTS,
)
