"""Where what was found is read."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from readers.search.models import Kind, SearchEntry
from reports.engine.month import Month

_RECORDS = {
    Kind.MODIFICATION: "registers:modification",
    Kind.PARTY: "registers:party",
    Kind.MEETING: "registers:meeting",
}


def address_of(entry: SearchEntry) -> str:
    match entry.kind:
        case Kind.REPORT:
            return _section(entry)
        case Kind.PAPER:
            return reverse("packs:page", args=(entry.part, int(entry.key)))
    return reverse(_RECORDS[Kind(entry.kind)], args=(entry.key,))


def later_version_of(entry: Any) -> str:
    """Where the version is that `search` annotates as the later one; "" for none."""
    publication = entry.publication
    if publication is None or entry.later is None:
        return ""
    return reverse("publishing:version", args=(publication.kind, Month.containing(publication.month), entry.later))


def _section(entry: SearchEntry) -> str:
    """On the page of its version, which stays what it was. Raises ValueError for an entry without a publication."""
    publication = entry.publication
    if publication is None:
        raise ValueError(f"{entry.source} is of no publication")
    place: tuple[object, ...] = (publication.kind, Month.containing(publication.month), publication.version)
    name = "publishing:version"
    if entry.part:
        name, place = "publishing:version-part", (*place, entry.part)
    anchor = f"#{entry.key}" if entry.key else ""
    return f"{reverse(name, args=place)}{anchor}"
