"""Past months' figures against what was published for them, and what staff say of those that differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from access.classification import Classification, highest
from reports.checks import mends
from reports.checks.context import BookContext
from reports.checks.registry import Finding, check
from reports.engine.blocks import Monthly
from reports.models import Restatement
from reports.restating.judging import Judged
from reports.restating.published import Published, is_as_entered

_UNEXPLAINED = 2


@check(
    "restated.unexplained",
    "error",
    "Every past figure that is another now than was published says why",
    "What readers were told of a month may be put right, and never silently: where the records give another figure for "
    "a past month than the latest paper that stands printed for it, a restatement says why. The form is filled in with "
    "the month, the figure and what was published; only the reason is to be written.",
    classes=(1, 7),
)
def unexplained(ctx: BookContext) -> Iterator[Finding]:
    for of, one in _told(ctx).items():
        found = one.revision
        if found is None or found.reason or one.published is None:
            continue
        was = f"{found.published.display} was published ({_paper(one.published)})"
        message = f"{found.label}, {of.month.label}: {was}, and {found.present.display} is the figure now. "
        if one.stated is None:
            message += "Say why it was restated."
            mend = mends.restatement(of.fact, of.month, one.published.number)
        else:
            message += "Its reason is classified higher than what prints it."
            mend = mends.record(Restatement, one.stated.id)
        state = f"{one.published.number}/{found.present.raw}"
        yield Finding(message, _subject(of), state, one.named.section, one.named.block, mend)


@check(
    "restated.withheld",
    "error",
    "Every past figure in a part above Amber that is another now than was published says why",
    "What such a part prints is compared as all else is, and marked there for its readers. This book is Amber: it says "
    "that something is without a reason, and neither what, nor of when, nor how much. Whoever may read the part finds "
    "it marked, with a note that no reason has been given. What this book may speak of is told by the check above.",
    classes=(1, 7),
)
def withheld(ctx: BookContext) -> Iterator[Finding]:
    told, parts = _told(ctx), {part.id for part in ctx.document.parts}
    spoken_of = {of for of, one in told.items() if _wrong(one) == _UNEXPLAINED}
    for one in ctx.context.restating.judged:
        if one.named.part not in parts and _wrong(one) == _UNEXPLAINED and one.named.of not in spoken_of:
            message = (
                "A part that is classified above what this book may name prints a past month’s figure that is another "
                "now than was published for its readers, and nobody said why. It is marked there: enter a restatement, "
                "classified as the part is."
            )
            yield Finding(message, "withheld", mend=mends.another(Restatement))
            return


@check(
    "restated.otherwise",
    "error",
    "A restatement tells of what was published",
    "A restatement is of the figure that a paper printed for the month. Where it gives another, readers would be told "
    "of a figure that they never saw: it is filled in from the publication.",
    classes=(1, 7),
)
def otherwise(ctx: BookContext) -> Iterator[Finding]:
    for of, one in _told(ctx).items():
        if one.stated is None or one.published is None or one.revision is None:
            continue
        if not any(is_as_entered(each.number, one.stated.number) for each in one.among):
            was, stated = f"{one.published.display} was published ({_paper(one.published)})", f"{one.stated.number:f}"
            message = f"{one.published.label}, {of.month.label}: {was}, and the restatement says {stated}."
            mend = mends.record(Restatement, one.stated.id)
            yield Finding(message, _subject(of), stated, one.named.section, one.named.block, mend)


@check(
    "restated.equal",
    "warning",
    "A restatement tells of two figures that differ",
    "A month is restated because its figure is another now than its paper printed. Where the records give what was "
    "published, nothing was restated, the records were put back, or the month's own paper was corrected since: take "
    "the restatement out, or say why it stands.",
    classes=(1, 7),
)
def equal(ctx: BookContext) -> Iterator[Finding]:
    for of, one in _told(ctx).items():
        if one.stated is None or one.revision is not None or (one.among and one.published is None):
            continue
        now = one.named.value.display
        message = f"{_label(ctx, one)}, {of.month.label}: {now} was published, and is the figure now."
        mend = mends.record(Restatement, one.stated.id)
        yield Finding(message, _subject(of), now, one.named.section, one.named.block, mend)


def _told(ctx: BookContext) -> dict[Monthly, Judged]:
    """Each past month's figure once: as a part has it that the book may speak of, and where something is wrong with it,
    if anywhere. A restatement that is classified above what the book may speak of is none to it."""
    words = {part.id: Classification(part.classification.lower()) for part in ctx.document.parts}
    ceiling = highest((Classification.AMBER, *words.values()))
    found: dict[Monthly, Judged] = {}
    for one in ctx.context.restating.judged:
        if one.named.part not in words:
            continue
        if one.stated and highest((one.stated.classification, ceiling)) != ceiling:
            one = replace(one, stated=None)
        if one.named.of not in found or _wrong(one) > _wrong(found[one.named.of]):
            found[one.named.of] = one
    return found


def _wrong(one: Judged) -> int:
    return 0 if one.revision is None else 1 if one.revision.reason else _UNEXPLAINED


def _subject(of: Monthly) -> str:
    return f"{of.fact}:{of.month.iso}"


def _paper(published: Published) -> str:
    return f"{published.reference}, version {published.version}"


def _label(ctx: BookContext, one: Judged) -> str:
    if one.published:
        return one.published.label
    known = ctx.facts.get(one.named.of.fact)
    return known.label if known else one.named.of.fact
