"""What the Sub-Committee Report tells of reviews: the DCC's reports, and security, whose names are for a Red part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parties.models import SecurityReview
from reports.checks import mends, records
from reports.checks.context import BookContext
from reports.checks.declared.owned import passed_on
from reports.checks.registry import Finding, check
from reports.definitions.sub_committee import codes
from reports.engine.document import walk_blocks
from reports.engine.redact import strings_of
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
    if met and not ctx.reads.security_reviews:
        message = f"The Security Sub-Committee met in {ctx.month.label}, and no security review is entered."
        yield Finding(message, "none", "", "assurance-status", "assurance-statuses", mends.another(SecurityReview))


@check(
    "reviews.names",
    "error",
    "No Party is named beside the Red part",
    "Whom the Security Sub-Committee reviewed stands in the Red part of the Sub-Committee Report alone. The paper "
    "itself names no Party at all, in text, table or title, but the DCC: a check that told reviewed "
    "Parties from others would tell whoever may write the text which they are.",
    classes=(7,),
)
def names(ctx: BookContext) -> Iterator[Finding]:
    called = {_folded(name): name for name in records.parties_but_the_dcc()}
    whom = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(called, reverse=True)))
    document = open_edition(ctx.document)
    pieces = [(section.id, block.id, ctx.mend_text(section.id), block) for _, section, block in walk_blocks(document)]
    for section, block, mend, piece in [("", "", "", document.header), *pieces] if called else ():
        strings = [*strings_of(piece)]
        found = {one for words in (" ".join(strings), "".join(strings)) for one in whom.findall(_folded(words))}
        for name in sorted(found):
            message = f"“{called[name]}” is a Party: in this report Parties are named in Appendix A alone."
            yield Finding(message, f"{section}:{block}:{name}", "", section, block, mend)


def _folded(words: str) -> str:
    """As names are compared: in small letters, with plain apostrophes, single spaces and one word for Limited."""
    plain = " ".join(words.casefold().replace("’", "'").split())
    return re.sub(r"\blimited\b|\bltd\b\.?", "ltd", plain)
