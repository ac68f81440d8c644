"""Facts of SEC Releases and SEC versions: the next release, every release around the month, and what was issued."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.text import slugify

from modifications.life import OPEN_STAGES
from modifications.models import ReleaseKind, Stage, VersionCause
from modifications.queries import ModificationAt, ReleaseAt
from reports.engine.values import count
from reports.facts import sheets
from reports.facts.making import MONTH, About, Span, counted, dated, worded
from reports.facts.registry import Fact
from reports.reads import MonthReads

RELEASES = "Releases and SEC versions"
_KNOWN = About(RELEASES, "modifications.queries.releases_at", "As known on the last day of the month.")
_AIMED = About(RELEASES, "modifications.queries.aims_at")
_VERSIONS = "modifications.queries.versions_issued"


def facts() -> Iterator[Fact]:
    rule = "The first scheduled SEC Release to go live after the month."
    yield worded(
        "releases.next",
        "Next scheduled SEC Release",
        rule,
        lambda reads: (found.name, found) if (found := next_release(reads)) else None,
        sheets.RELEASES,
        _KNOWN,
    )
    yield dated(
        "releases.next_go_live",
        "Go-live date of the next scheduled SEC Release",
        rule,
        lambda reads: _go_live(next_release(reads)),
        sheets.RELEASES,
        _KNOWN,
    )
    yield counted(
        "releases.next_scope",
        "Modifications approved for the next scheduled SEC Release",
        "Modifications approved, not yet implemented, and aimed at the next scheduled SEC Release.",
        lambda reads: _aimed(reads, found.name, (Stage.APPROVED,)) if (found := next_release(reads)) else None,
        sheets.MODIFICATIONS,
        _AIMED,
        read=lambda reads: count(
            _number(reads, found.name, (Stage.APPROVED,)) if (found := next_release(reads)) else None
        ),
    )
    yield from versions(MONTH)


def next_release(reads: MonthReads) -> ReleaseAt | None:
    scheduled = (one for one in reads.releases if one.kind == ReleaseKind.SCHEDULED)
    return next((one for one in scheduled if one.go_live_on and one.go_live_on > reads.last), None)


def _go_live(release: ReleaseAt | None) -> tuple[date, ReleaseAt] | None:
    return (release.go_live_on, release) if release and release.go_live_on else None


def _aimed(reads: MonthReads, name: str, stages: Sequence[Stage]) -> list[ModificationAt]:
    return [row for row in reads.aimed_at_releases.get(name, ()) if row.stage in stages]


def _number(reads: MonthReads, name: str, stages: Sequence[Stage]) -> int:
    return sum(reads.aims[name, stage] for stage in stages)


# --- Each release -------------------------------------------------------------------------------------


def family(reads: MonthReads) -> Iterator[Fact]:
    """A fact of each kind for every release that went live in the last twelve months or is planned ahead."""
    for release in reads.releases:
        key = f"release.{slugify(release.name)}"
        yield _release_goes_live(release.name, key)
        yield _release_holds(release.name, f"{key}.scope", "approved for", (Stage.APPROVED,))
        yield _release_holds(release.name, f"{key}.implemented", "implemented by", (Stage.IMPLEMENTED,))
        yield _release_holds(release.name, f"{key}.open", "open and aimed at", OPEN_STAGES)


def _release_goes_live(name: str, key: str) -> Fact:
    return dated(
        f"{key}.go_live",
        f"Go-live date of the {name}",
        f"The day the {name} goes live.",
        lambda reads: _go_live(next((one for one in reads.releases if one.name == name), None)),
        sheets.RELEASES,
        _KNOWN,
    )


def _release_holds(name: str, key: str, words: str, stages: Sequence[Stage]) -> Fact:
    return counted(
        key,
        f"Modifications {words} the {name}",
        f"Modifications {words} the {name}, as they stood on the last day of the month.",
        lambda reads: _aimed(reads, name, stages),
        sheets.MODIFICATIONS,
        _AIMED,
        read=lambda reads: count(_number(reads, name, stages)),
    )


# --- SEC versions -------------------------------------------------------------------------------------


def versions(span: Span) -> Iterator[Fact]:
    """SEC versions issued in a period, and by what caused them."""
    yield _issued(span, "", "", tuple(VersionCause))
    for cause in VersionCause:
        yield _issued(span, f".{cause.value}", f" by {cause.label}", (cause,))


def _issued(span: Span, suffix: str, words: str, causes: Sequence[VersionCause]) -> Fact:
    return counted(
        f"{span.prefix}sec_versions.issued{suffix}",
        span.label(f"SEC versions issued{words}"),
        f"Versions of the SEC issued {span.words}{f', caused{words}' if words else ''}.",
        lambda reads: [row for row in span.reads(reads).versions_issued if row.cause in causes],
        sheets.VERSIONS,
        span.about(RELEASES, _VERSIONS),
    )
