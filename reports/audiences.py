"""Whom the parts of a paper are for. It stands in the Document, so that who approves a report approves that too."""

from __future__ import annotations

from dataclasses import replace

from access.classification import Classification, at_least
from meetings.models import Committee
from reports.engine.document import Document, Part
from reports.engine.numbering import part_label
from reports.engine.problems import ProblemLog
from reports.models import Report

_FOR_THE_NAMED = at_least(Classification.AMBER)


def is_for_the_named(part: Part) -> bool:
    """Whether the part is for a named audience, as Amber and Red are."""
    return part.classification.lower() in _FOR_THE_NAMED


def with_audiences(document: Document, report: Report, problems: ProblemLog) -> Document:
    """The Document with the committees that each Amber or Red part is for, by code: those named with its attachment,
    else the one whose meeting the paper goes to. A code that no committee has is a Problem, and lets nobody in.
    """
    if not any(map(is_for_the_named, document.parts)):
        return document
    known = set(Committee.objects.values_list("code", flat=True))
    named = {one.label: one.audience.split() for one in report.attachments.all()}
    for label, codes in sorted(named.items()):
        if unknown := sorted(set(codes) - known):
            problems.error(
                "paper.audience", f"{label} is for {', '.join(unknown)}, and no committee has this code: mend it."
            )
    own = (report.meeting.committee.code,)

    def audience(part: Part) -> tuple[str, ...]:
        if not is_for_the_named(part):
            return ()
        return tuple(sorted(set(named.get(part_label(part.id), ())))) or own

    return replace(document, parts=tuple(replace(part, audience=audience(part)) for part in document.parts))
