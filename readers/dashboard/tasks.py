"""Drawing the dashboard's charts when something is published, so that who opens it next waits for none of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.dispatch import receiver

from access.policy import Reader
from jobs.registry import Progress, Result, register
from jobs.services import enqueue
from readers.dashboard.drawing import drawn
from readers.dashboard.figures import FIGURES
from readers.dashboard.reads import board, months_to, papers_for
from readers.dashboard.series import every_month
from reports.models import Publication
from reports.publishing.signals import published
from reports.renderers.drawings import chart_data_uri, phone_data_uri

DRAW = "readers.draw_dashboard"


@receiver(published, dispatch_uid="readers.dashboard")
def ask_for_charts(sender: type[Publication], publication: Publication, **more: Any) -> None:
    enqueue(DRAW, {"publication": publication.pk}, f"{DRAW}:publication:{publication.pk}")


@register(DRAW, title="Charts of the dashboard", seconds=10 * 60)
def draw_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    """As a stranger is shown them, and as whoever published is, who reads the papers that are not for everybody too.
    Argument: the publication's id. Charts are kept by what they are drawn from: those that are unchanged, and those
    that both are shown, are drawn once."""
    publication = Publication.objects.select_related("published_by").get(pk=arguments["publication"])
    draw_for(AnonymousUser())
    draw_for(publication.published_by)
    return None


def draw_for(reader: Reader) -> None:
    """The charts of the dashboard as it opens, and of each figure's page."""
    papers = papers_for(reader)
    if not papers:
        return
    months = months_to(max(month for _, month in papers), papers)
    shown = board(reader, papers, months, FIGURES.values())
    for one in FIGURES.values():
        phone_data_uri(drawn(one, shown.points(one, months)))
    for one in FIGURES.values():
        if any(kind in one.kinds for kind, _ in papers):
            figure = drawn(one, every_month(reader, one, papers)[1])
            chart_data_uri(figure)
            phone_data_uri(figure)
