"""What the Sub-Committee Report tells of reviews: the DCC's reports, and security, whose names are for a Red part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parties.models import SecurityReview
from reports.checks import mends
from reports.checks.context import BookContext
from reports.checks.declared.owned import passed_on
from reports.checks.registry import Finding, check
from reports.definitions.sub_committee import codes
from reports.engine.document import walk_blocks
from reports.engine.redact import strings_of
from reports.models import ReportKind
from reports.parts import open_edition


@check(
    "reviews.calendar",
    "error",
    "Which of the DCC's reports were due can be told",
    "A report of the DCC falls due on a Working Day: without the bank holidays of the time nobody can tell which were "
    "to be reviewed.",
    classes=(10,),
    owns=("deliveries.calendar",),
)
def calendar(ctx: BookContext) -> Iterator[Finding]:
    return passed_on(ctx, "deliveries.calendar", mend=mends.bank_holidays())


@check(
    "reviews.entered",
    "warning",
    "Where the Security Sub-Committee met, what it reviewed is entered",
    "Without a security review the Sub-Committee Report says that none was made, which is true of few months in which "
    "the Security Sub-Committee met.",
    classes=(10,),
)
def entered(ctx: BookContext) -> Iterator[Finding]:
    met = any(meeting.committee_code == codes.SSC for meeting in ctx.reads.meetings)
    if ctx.report.kind == ReportKind.SUB_COMMITTEE and met and not ctx.reads.security_reviews:
        message = f"The Security Sub-Committee met in {ctx.month.label}, and no security review is entered."
        yield Finding(message, "none", "", "assurance-status", "assurance-statuses", mends.another(SecurityReview))


@check(
    "reviews.names",
    "error",
    "Nobody that a Red part names is named beside it",
    "Whom the Security Sub-Committee reviewed stands in the Red part of the Sub-Committee Report alone: the paper "
    "itself names none of these Parties, in text or table. The book, which is Amber, does not say which one it found.",
    classes=(7,),
)
def names(ctx: BookContext) -> Iterator[Finding]:
    if ctx.report.kind != ReportKind.SUB_COMMITTEE:
        return
    named = {row.party for row in ctx.reads.security_reviews}
    whom = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(named)), re.IGNORECASE)
    for _, section, block in walk_blocks(open_edition(ctx.document)):
        if named and whom.search(" ".join(" ".join(strings_of(block)).split())):
            message = "A Party that Appendix A names for its security review is named here: take its name out."
            mend = ctx.mend_text(section.id)
            yield Finding(message, f"{section.id}:{block.id}", "", section.id, block.id, mend)
