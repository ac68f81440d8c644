"""Drawing the dashboard's charts when what it shows or how it is drawn has changed, so that who opens it next waits for
none of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from celery import shared_task
from django.contrib.auth.models import AnonymousUser
from django.dispatch import receiver

from access.policy import Reader
from jobs.registry import Progress, Result, register
from jobs.services import enqueue
from readers.dashboard.drawing import drawn
from readers.dashboard.figures import FIGURES
from readers.dashboard.reads import board, months_to, papers_for
from readers.dashboard.series import every_month
from reports.charts.style import STYLE
from reports.models import Publication, Withdrawal
from reports.publishing.queries import LARGE
from reports.publishing.signals import published
from reports.renderers.drawings import chart_data_uri, phone_data_uri

DRAW = "readers.draw_dashboard"


@receiver(published, dispatch_uid="readers.dashboard")
def ask_for_charts(sender: type[Publication], publication: Publication, **more: Any) -> None:
    enqueue(DRAW, {"publication": publication.pk}, f"{DRAW}:publication:{publication.pk}")


@register(DRAW, title="Charts of the dashboard", seconds=10 * 60)
def draw_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    """As a stranger is shown them, and as whoever published is, who reads the papers that are not for everybody too.
    Argument: the publication's id, without one the latest. Charts are kept by what they are drawn from: those that are
    unchanged, and those that both are shown, are drawn once."""
    every = Publication.objects.select_related("published_by").defer(*LARGE)
    if "publication" in arguments:
        every = every.filter(pk=arguments["publication"])
    publication = every.order_by("pk").last()
    draw_for(AnonymousUser())
    if publication is not None:
        draw_for(publication.published_by)
    return None


@shared_task(name=DRAW)
def draw_by_the_clock() -> int:
    """The id of the job that draws them as this release does, and after each withdrawal: done once, it is not again."""
    return enqueue(DRAW, {}, f"{DRAW}:{STYLE}:{Withdrawal.objects.count()}").pk


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
