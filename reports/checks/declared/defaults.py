"""Events of Default: counted for anybody, and named in a confidential paper alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.checks.context import BookContext
from reports.checks.declared.paper import REFERENCE
from reports.checks.registry import Finding, check

SECTION = "defaults"
_DEFAULT = re.compile(r"\bdefault(?:s|ed|ing)?\b", re.IGNORECASE)


@check(
    "defaults.named",
    "error",
    "No Party is said in the text to be in default",
    "Who is in default is confidential. No paragraph that speaks of default names a Party with an Event of Default "
    "standing at the month's end; one that was expelled may be named.",
    classes=(7,),
)
def named(ctx: BookContext) -> Iterator[Finding]:
    standing = {row.party for row in ctx.reads.defaults_but_the_dccs if row.closed_on is None}
    for passage in ctx.typed:
        if _DEFAULT.search(passage.printed):
            for party in sorted(one for one in standing if one in passage.printed):
                message = f"The text says of {party} that it is in default, which is confidential."
                mend = ctx.mend_text(passage.section)
                yield Finding(message, f"{passage.section}:{party}", "", passage.section, passage.block, mend)


@check(
    "defaults.paper",
    "warning",
    "The text on Events of Default points to the confidential paper",
    "Where the edition has a section on Events of Default and a Party is in default, the section names the "
    "confidential paper by its reference, such as SECP_97_1510_18.",
    classes=(7, 8),
)
def points_to_its_paper(ctx: BookContext) -> Iterator[Finding]:
    parties = ctx.fact("defaults.parties")
    if SECTION not in ctx.sections or parties is None or not parties.raw:
        return
    told = [passage for passage in ctx.passages if passage.section == SECTION]
    if not any(REFERENCE.search(passage.printed) for passage in told):
        message = "The section on Events of Default names no confidential paper by its reference."
        yield Finding(message, SECTION, str(parties.raw), SECTION, "", ctx.mend_text(SECTION))
