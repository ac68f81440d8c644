"""What editors laid out: the titles they gave sections, and the parts that the first page announces."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from reports.checks import mends
from reports.checks.context import BookContext
from reports.checks.declared.owned import passed_on
from reports.checks.registry import Finding, check
from reports.definitions.registry import definition_of
from reports.edition_making.layout import numbers_in
from reports.engine.document import walk_sections
from reports.engine.edition import walked


@check(
    "editions.titles",
    "warning",
    "No title has a number that is bound to nothing",
    "A title that editors gave to a section is printed month after month, and a number in it cannot follow the "
    "records. Those of the titles that come with the program are meant.",
    classes=(1, 7),
)
def titles(ctx: BookContext) -> Iterator[Finding]:
    kind = ctx.report.kind
    own: dict[str, str] = {}
    for edition in definition_of(kind).editions:
        for spec in walked(edition.every_section):
            own[spec.id] = f"{own.get(spec.id, '')}\n{spec.title}"
    mend = reverse("editions:edition", args=(kind, ctx.document.edition))
    for part in ctx.document.parts:
        for section in walk_sections(part.sections):
            for number in numbers_in(section.title, own.get(section.id, section.title)):
                message = f"“{number}” in the title “{section.title}” is bound to no figure."
                yield Finding(message, f"{section.id}:{number}", "", section.id, "", mend)


@check(
    "editions.parts",
    "warning",
    "Every appendix that the first page announces is made",
    "An appendix that an edition of the report makes is entered as attached, and the edition of the month has no "
    "section in it. What is attached as a paper of its own is not meant.",
    classes=(7,),
    owns=("paper.part_missing",),
)
def parts(ctx: BookContext) -> Iterator[Finding]:
    return passed_on(ctx, "paper.part_missing", mend=mends.paper(ctx.report))
