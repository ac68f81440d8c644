"""The CSV templates of Parties and of what happens to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from access.classification import Classification
from importing.columns import Choice, Code, Text
from importing.dates import Date
from importing.links import Values
from importing.problems import Problem
from importing.references import Reference
from importing.surroundings import Surroundings
from importing.template import History, Rule, Span, Template
from parties import models, rules

PARTIES = Template(
    name="parties",
    about="Every organisation that is, was or has applied to be a Party, the DCC among them.",
    model=models.Party,
    key=("party",),
    called=("name",),
    columns=(
        Code(name="party", field="code", example="northbank-energy"),
        Text(name="name", example="Northbank Energy Limited"),
        Text(name="trading_name", help="What it trades as, if that differs.", example="Northbank"),
    ),
)

VOTING_GROUPS = Template(
    name="voting_groups",
    about="Parties grouped for voting.",
    model=models.VotingGroup,
    key=("voting_group",),
    called=("name",),
    columns=(
        Code(
            name="voting_group",
            field="code",
            example="northbank",
            help="SECAS's own short name for the Voting Group; never reused.",
        ),
        Text(name="name", help="The Voting Group as reports print it.", example="Northbank Group"),
    ),
)

_FROM = Date(name="from", field="", path="valid__startswith", required=True, help="The first day it holds.")
_UNTIL = Date(
    name="until",
    field="",
    path="valid__endswith",
    last_of_period=True,
    help="The last day it holds, itself included; blank if it goes on.",
)
_VALID = Span("valid")

PARTY_CATEGORIES = Template(
    name="party_categories",
    about="The Party Category a Party is in, and for how long. To move a Party, load two rows: the old one with its "
    "last day, and the new one.",
    model=models.CategoryPeriod,
    key=("party", "from"),
    scope=("party",),
    columns=(
        Reference(name="party", to=PARTIES, example="northbank-energy"),
        Choice(
            name="category",
            help="The Party Category it is in for that time.",
            choices=models.PartyCategory,
            example="small_supplier",
        ),
        _FROM.like("2019-03-01"),
        _UNTIL,
    ),
    spans=(_VALID,),
    histories=(History("one_category_at_a_time", ("party",), ("from", "until"), _VALID.occupied),),
)

PARTY_VOTING_GROUPS = Template(
    name="party_voting_groups",
    about="The Voting Group a Party belongs to, and for how long. To move a Party, load two rows: the old one with its "
    "last day, and the new one.",
    model=models.VotingGroupPeriod,
    key=("party", "from"),
    scope=("party",),
    columns=(
        Reference(name="party", to=PARTIES, example="northbank-energy"),
        Reference(name="voting_group", to=VOTING_GROUPS, example="northbank"),
        _FROM.like("2019-03-01"),
        _UNTIL,
    ),
    spans=(_VALID,),
    histories=(History("one_voting_group_at_a_time", ("party",), ("from", "until"), _VALID.occupied),),
)


def _barred(values: Values) -> tuple[date, date | None]:
    """From accession to the day it may be a Party again: twelve months after an expulsion (SEC Section M8)."""
    left = values["exited_on"]
    if left is not None and values["exit_kind"] == models.ExitKind.EXPELLED:
        leap_day = (left.month, left.day) == (2, 29)
        left = left.replace(year=left.year + 1, day=28 if leap_day else left.day)
    return values["acceded_on"], left


def _spells(rows: Sequence[Values]) -> list[rules.Spell]:
    return [(row["acceded_on"], row["exited_on"]) for row in rows]


def _of_a_party(name: str, column: str) -> Rule:
    """Rows of a template fall in a spell of their Party, stored or in the same load."""

    def check(around: Surroundings) -> Iterator[Problem]:
        asked = list(around.rows(name, "party", column))
        spells = around.after("memberships", "party", {row.values["party"] for row in asked})
        for row in asked:
            held = spells[row.values["party"]]
            if held is not None:
                for where, message in rules.only_of_a_party(column, _spells(held), row.values[column]):
                    yield row.problem(message, where)

    return check


def _covers_what_happened(around: Surroundings) -> Iterator[Problem]:
    """A spell that is loaded again keeps what is stored of the Party in it."""
    moved = [row for row, _ in around.changed("memberships", "party", "acceded_on", "exited_on")]
    parties = {row.values["party"] for row in moved}
    days: dict[Any, list[date]] = {party: [] for party in parties}
    for name, column in (("uep_completions", "completed_on"), ("events_of_default", "raised_on")):
        for party, rows in around.left_alone(name, "party", parties).items():
            days[party] += [row[column] for row in rows]
    after = around.after("memberships", "party", parties)
    for row in moved:
        party = row.values["party"]
        before = [kept.values for kept in around.stored("memberships") if kept.values["party"] == party]
        held = after[party]
        if held is not None:
            for where, message in rules.covers_what_happened(_spells(held), _spells(before), days[party]):
                yield row.problem(message, where)


MEMBERSHIPS = Template(
    name="memberships",
    about="Each spell as a Party: application, accession, and how and when it left.",
    model=models.Membership,
    key=("party", "acceded_on"),
    scope=("party",),
    columns=(
        Reference(name="party", to=PARTIES, example="northbank-energy"),
        Date(name="applied_on", help="The day the application came.", example="2019-01-14"),
        Date(name="acceded_on", example="2019-03-01"),
        Date(name="exited_on"),
        Choice(name="exit_kind", help="How it left; with exited_on, or not at all.", choices=models.ExitKind),
        Text(name="exit_reason"),
    ),
    histories=(
        History("no_return_within_a_year_of_expulsion", ("party",), ("acceded_on", "exited_on", "exit_kind"), _barred),
    ),
    rules=(_covers_what_happened,),
)

EVENTS_OF_DEFAULT = Template(
    name="events_of_default",
    about="Events of Default under SEC Section M8.1: raised, considered, closed. Names are confidential.",
    model=models.EventOfDefault,
    key=("reference",),
    called=("reference",),
    columns=(
        Code(name="reference", example="EOD-2021-07", help="SECAS's own reference for the Event of Default."),
        Reference(name="party", to=PARTIES, example="northbank-energy"),
        Text(name="limb", example="(a)"),
        Date(name="raised_on", help="The day it was raised: one on which it was a Party.", example="2021-09-06"),
        Date(name="considered_on", help="The day the Panel considered it."),
        Date(name="closed_on"),
        Choice(name="outcome", help="How it ended; with closed_on, or not at all.", choices=models.DefaultOutcome),
    ),
    rules=(_of_a_party("events_of_default", "raised_on"),),
)

UEP_COMPLETIONS = Template(
    name="uep_completions",
    about="Each User Role for which a Party completed the User Entry Process, fully or in part.",
    model=models.UepCompletion,
    key=("party", "user_role", "extent"),
    columns=(
        Reference(name="party", to=PARTIES, example="northbank-energy"),
        Choice(
            name="user_role",
            help="The User Role it completed the UEP for.",
            choices=models.UserRole,
            example="import_supplier",
        ),
        Choice(
            name="extent",
            help="Whether it completed it fully or in part; one row for each.",
            choices=models.Extent,
            example="full",
        ),
        Date(
            name="completed_on",
            help="The day it completed it: one on which it was a Party.",
            example="2020-06-12",
        ),
    ),
    rules=(_of_a_party("uep_completions", "completed_on"),),
)

TESTING_COMPLETIONS = Template(
    name="testing_completions",
    about="Each test a Party completed.",
    model=models.TestingCompletion,
    key=("party", "test"),
    columns=(
        Reference(name="party", to=PARTIES, example="northbank-energy"),
        Choice(name="test", help="The test it completed.", choices=models.TestKind, example="srept"),
        Date(name="completed_on", help="The day it completed it.", example="2020-05-20"),
        Choice(
            name="classification",
            help="Who may read the Party’s name beside this test.",
            choices=Classification,
            example="green",
        ),
    ),
)


def _keeps_its_review(around: Surroundings) -> Iterator[Problem]:
    for row, before in around.changed("security_outcomes", "kind"):
        for column, words in rules.keeps_its_review(before["kind"], row.values["kind"]):
            yield row.problem(words, column)


SECURITY_OUTCOMES = Template(
    name="security_outcomes",
    about="What can come of a security review: each kind of review has its own outcomes.",
    model=models.SecurityOutcome,
    key=("outcome",),
    called=("name",),
    columns=(
        Code(name="outcome", field="code", example="letter-further-steps", help="SECAS's own short name for it."),
        Choice(name="kind", help="Which review it comes of.", choices=models.ReviewKind, example="directors_letter"),
        Text(
            name="name",
            help="As reports print it; it names no Party.",
            example="Further steps asked before it uses DCC Live Systems",
        ),
    ),
    rules=(_keeps_its_review,),
)

SECURITY_REVIEWS = Template(
    name="security_reviews",
    about="What the Security Sub-Committee reviewed of a Party’s security, and decided. Red: the names stand in a "
    "Red appendix alone.",
    model=models.SecurityReview,
    key=("party", "outcome", "reviewed_on"),
    columns=(
        Reference(name="party", to=PARTIES, example="northbank-energy"),
        Reference(name="outcome", to=SECURITY_OUTCOMES, example="letter-further-steps"),
        Date(name="reviewed_on", help="The day the Security Sub-Committee decided.", example="2021-09-22"),
        Text(name="remark", help="What the Party is to do, for the Red appendix."),
    ),
)

TEMPLATES = (
    PARTIES,
    VOTING_GROUPS,
    PARTY_CATEGORIES,
    PARTY_VOTING_GROUPS,
    MEMBERSHIPS,
    EVENTS_OF_DEFAULT,
    UEP_COMPLETIONS,
    TESTING_COMPLETIONS,
    SECURITY_OUTCOMES,
    SECURITY_REVIEWS,
)
