"""The page of one SEC Release: its date and how it moved, and what is in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from access.policy import Reader, visible_to
from modifications.models import Modification, Release, ReleaseDateFrom, ReleaseKind, Stage
from modifications.queries.register import ReleaseState, ever_aimed, releases_as_at
from modifications.queries.state import stage_in_force
from readers.registers.answering import answer
from readers.registers.life_page import address_of as modification_address
from readers.registers.record import asked_of_record, wrong_day


@require_safe
def release_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A release by its name: november-2021-sec-release. One not known by the reader's last day is not found."""
    asked = asked_of_record(request)
    releases = visible_to(request.user, Release.objects.all())
    named = {slugify(one.name): one for one in releases}
    release = named.get(slug)
    if release is None or not releases_as_at(Release.objects.filter(pk=release.pk), asked.last).exists():
        raise Http404("There is no such release.")
    address = reverse("registers:release", kwargs={"slug": slug})
    if not asked.form.is_valid():
        return wrong_day(request, asked, release.name, address)
    context = {
        "release": release,
        "kind": ReleaseKind(release.kind).label,
        "form": asked.form,
        "address": address,
        **_told(request.user, release, asked.form.day),
    }
    return answer(request, "readers/registers/release.html", context)


def _told(reader: Reader, release: Release, day: date) -> dict[str, Any]:
    """Three queries."""
    known = releases_as_at(Release.objects.filter(pk=release.pk), day).values("go_live", "state", "moves").first()
    readable = visible_to(reader, Modification.objects.all()).values("pk")
    aimed = ever_aimed(release, day).filter(pk__in=readable).annotate(staged=stage_in_force(day))
    rows = list(aimed.values("reference", "titled", "aimed_since", "aim", "staged"))
    told = [
        {**row, "stage": Stage(row["staged"]).label, "address": modification_address(row["reference"])} for row in rows
    ]
    return {
        "day": day,
        "known": known,
        "state": ReleaseState(known["state"]).label if known else "",
        "dates": list(visible_to(reader, ReleaseDateFrom.objects.filter(release=release, since__lte=day))),
        "scope": [row for row in told if row["aim"] == release.pk],
        "taken_out": [row for row in told if row["aim"] != release.pk],
    }
