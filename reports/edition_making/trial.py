"""The latest report made in a draft, before it takes force: what building it finds that is not found as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from access.policy import Reader, visible_to
from reports.building import built_in_context
from reports.definitions.context import MonthContext
from reports.engine.document import Document, walk_sections
from reports.engine.edition import Edition
from reports.engine.problems import Problem
from reports.models import Report
from reports.parts import open_edition

DUPLICATE, UNRESOLVED = "id.duplicate", "reference.unresolved"


@dataclass(frozen=True, slots=True)
class Trial:
    """`twice` are ids that two things of the report would have, in words; `unresolved` are references that would lead
    nowhere."""

    report: Report | None = None
    twice: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()


def tried(edition: Edition[MonthContext], kind: str, reader: Reader) -> Trial:
    """The latest report of the kind that the person may read, made in the edition. Without any, nothing is said."""
    report = visible_to(reader, Report.objects.filter(kind=kind)).order_by("-month").first()
    if report is None:
        return Trial()
    result, _ = built_in_context(report, edition)
    found = [one for one in result.problems if one.code in (DUPLICATE, UNRESOLVED)]
    stood = _stood(report) if found else set()
    new = [one for one in found if (one.code, one.message) not in stood]
    return Trial(
        report,
        tuple(dict.fromkeys(_told(one, result.document) for one in new if one.code == DUPLICATE)),
        tuple(dict.fromkeys(_told(one, result.document) for one in new if one.code == UNRESOLVED)),
    )


def _stood(report: Report) -> set[tuple[str, str]]:
    """What is found as the report is laid out now; nothing of one that cannot be made."""
    try:
        result, _ = built_in_context(report)
    except LookupError:
        return set()
    return {(one.code, one.message) for one in result.problems}


def _told(problem: Problem, document: Document) -> str:
    """In the problem's words, but of a part that stands apart: they may tell what is in it."""
    titles = {one.id: one.title for part in open_edition(document).parts for one in walk_sections(part.sections)}
    if not problem.section:
        return problem.message
    if problem.section not in titles:
        return "In a part that stands apart: see its preview."
    return f"In “{titles[problem.section]}”: {problem.message}"
