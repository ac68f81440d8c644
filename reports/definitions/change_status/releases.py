"""What was implemented in the month, and the scope of the next SEC Release."""

from __future__ import annotations

import re

from modifications.models import ReleaseKind, Stage
from modifications.queries import ModificationAt, ModificationEvent
from reports.definitions.context import MonthContext
from reports.definitions.words import mentions, so_many
from reports.engine.blocks import BulletItem, Inline, Mention, ReferenceList, Text
from reports.engine.values import long_date
from reports.facts.releases import next_release

_NUMBER = re.compile(r"\d+")


def for_release(ctx: MonthContext, name: str) -> str:
    """What an approval says of its release: its name, and of a standalone one the day."""
    release = next((one for one in ctx.reads.releases if one.name == name), None)
    if release and release.kind == ReleaseKind.STANDALONE:
        return f", for implementation on {long_date(release.go_live_on).display} as a standalone release"
    return f", for implementation in the {name}" if name else ""


def implemented(ctx: MonthContext) -> ReferenceList:
    kinds = ctx.reads.release_kinds
    return ReferenceList(
        "implemented",
        "",
        (
            *so_many(ctx, "modifications.implemented", "modification was", "modifications were"),
            Text(f" implemented in {ctx.month.label}:"),
        ),
        tuple(BulletItem(_implemented(row, kinds)) for row in ctx.reads.implemented),
        f"No modification was implemented in {ctx.month.label}.",
        ctx.provenance("modifications.implemented_between"),
    )


def _implemented(row: ModificationEvent, kinds: dict[str, str]) -> tuple[Inline, ...]:
    """The modification, the day, and the release that brought it."""
    release = row.target_release
    by = ", as a standalone release" if kinds.get(release) == ReleaseKind.STANDALONE else f", in the {release}"
    on = f" on {long_date(row.on).display}{by if release else ''}"
    return Mention(row.reference, row.reference, row.title), Text(on)


def next_scope(ctx: MonthContext) -> ReferenceList:
    """The modifications approved for the first scheduled release that goes live after the month."""
    release = next_release(ctx.reads)
    source = ctx.provenance("modifications.aimed_at")
    if release is None:
        none = f"No scheduled SEC Release that goes live after {ctx.month.label} has been entered."
        ctx.problems.error("release.next", none, section="releases", block="next-scope")
        return ReferenceList("next-scope", "", (), (), none, source)
    named = f"the {release.name} ({long_date(release.go_live_on).display})"
    aimed = sorted(ctx.reads.aimed_at_releases[release.name], key=_by_reference)
    return ReferenceList(
        "next-scope",
        "",
        (
            *so_many(ctx, "releases.next_scope", "modification is", "modifications are"),
            Text(f" approved for implementation in {named}:"),
        ),
        mentions((row.reference, row.title) for row in aimed if row.stage == Stage.APPROVED),
        f"No modification is approved for {named}.",
        source,
    )


def _by_reference(row: ModificationAt) -> tuple[bool, int, str]:
    """The old series first, each by its number."""
    found = _NUMBER.search(row.reference)
    return not row.reference.startswith("SECMP"), int(found[0]) if found else 0, row.reference
