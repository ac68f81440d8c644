"""The figures of the dashboard, as data: what is declared here may be shown of what was published, and nothing else.

A publication keeps every figure of its month, those that its paper does not print and those of Amber and Red parts
among them, and says of each whether it is printed and for whom. One is shown where a paper prints it for the reader.
Beside that, each that is shown is declared here, and each is a count, a share or an average over records that are White
one by one; a test holds them to that. Events of Default, security reviews and testing, whose names are confidential,
are in none of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.definitions.operations.engagement import HELPDESK
from reports.definitions.operations.helpdesk import TELEPHONE
from reports.definitions.operations.website import PAGE_VIEWS, VISITS

OPERATIONS, CHANGE = "operations", "change-status"


@dataclass(frozen=True, slots=True)
class Line:
    """One series. `nothing_where` is the figure that, being zero, leaves nothing to take an average of."""

    label: str
    key: str
    nothing_where: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart with its table. `kinds` are the reports it is read from: each line of a month, from the first that prints
    it."""

    slug: str
    title: str
    value_label: str
    lines: tuple[Line, ...]
    basis: str
    kinds: tuple[str, ...] = (OPERATIONS,)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(line.key for line in self.lines)


_CHANGE = (OPERATIONS, CHANGE)
_WD = "Working Days as published: weekdays, the first and the last day counted, bank holidays not taken out."

FIGURES: dict[str, Shown] = {
    shown.slug: shown
    for shown in (
        Shown(
            "parties",
            "Parties and Voting Groups",
            "Number on the month’s last day",
            (Line("Parties", "parties.total"), Line("Voting Groups", "parties.voting_groups")),
            "Excluding the DCC. Parties and Voting Groups are different counts.",
        ),
        Shown(
            "open-by-stage",
            "Open modifications by stage",
            "Number on the month’s last day",
            (
                Line("Development Stage", "modifications.open.development"),
                Line("Refinement Process", "modifications.open.refinement"),
                Line("Report Phase", "modifications.open.report"),
                Line("With the Authority", "modifications.open.authority"),
            ),
            "Draft Proposals and Modification Proposals raised and not yet decided.",
            _CHANGE,
        ),
        Shown(
            "raised-decided-implemented",
            "Modifications raised, decided and implemented",
            "Number in the month",
            (
                Line("Raised", "modifications.raised"),
                Line("Decided", "modifications.decided"),
                Line("Implemented", "modifications.implemented"),
            ),
            "Raised does not count the parts that a split makes; decided are those approved or rejected.",
            _CHANGE,
        ),
        Shown(
            "assessments-open",
            "DCC Assessments underway",
            "Number on the month’s last day",
            (Line("Preliminary", "assessments.pa_open"), Line("Impact", "assessments.ia_open")),
            "Accepted by the DCC and not returned.",
            _CHANGE,
        ),
        Shown(
            "assessments-average",
            "Average duration of DCC Assessments underway",
            "Working Days to the month’s last day",
            (
                Line("Preliminary", "assessments.pa_open_average", "assessments.pa_open"),
                Line("Impact", "assessments.ia_open_average", "assessments.ia_open"),
            ),
            f"{_WD} “None” where none was underway.",
            _CHANGE,
        ),
        Shown(
            "on-time",
            "Papers and minutes on time",
            "Share of the month’s meetings",
            (Line("Papers", "meetings.papers_in_time"), Line("Minutes", "meetings.minutes_in_time")),
            "Papers at least 5 SEC Working Days before the meeting, minutes within 5 after it.",
        ),
        Shown(
            "helpdesk",
            "Helpdesk queries",
            "Number in the month",
            (
                Line("E-mails", f"measure.{HELPDESK}"),
                Line("Telephone", f"measure.{TELEPHONE}"),
            ),
            "A month in which a topic was not entered is missing.",
        ),
        Shown(
            "website",
            "Website visits and page views",
            "Number in the month",
            (Line("Visits", f"measure.{VISITS}"), Line("Page views", f"measure.{PAGE_VIEWS}")),
            "Of the SECAS website.",
        ),
    )
}
KINDS = (OPERATIONS, CHANGE)
