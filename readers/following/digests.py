"""One mail a day at most, to each person who follows something that there is news of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from access.models import User
from jobs.mail import send_once
from jobs.models import Mail
from readers.following.models import Following
from readers.following.news import News, Span, news_for
from readers.following.services import as_named, stop_token
from readers.horizon import published_until

SETTLED = timedelta(minutes=15)
"""What was published is told of after so long: as long as a publication may take, which is dated as it begins and seen
when it ends."""


def send_digests(now: datetime) -> int:
    """Write the mails that are due; how many there were. Any number of runs write one a person and day."""
    span = Span(now - SETTLED, published_until())
    people = Following.objects.order_by().values_list("person", flat=True).distinct()
    today = timezone.localdate(now)
    return sum(_send(person, span, today) for person in list(people))


@transaction.atomic
def _send(person_id: int, span: Span, today: date) -> bool:
    """The mail, and how far the person has been told, are written together; a second run waits for the first."""
    followings = list(Following.objects.select_for_update().filter(person=person_id))
    person = User.objects.get(pk=person_id)
    if not (followings and person.is_active and person.email) or Mail.objects.filter(key=_key(person, today)).exists():
        return False
    news = news_for(person, followings, span)
    if news:
        _write(person, followings, news, today)
    told = Following.objects.filter(pk__in=[one.pk for one in followings])
    told.update(told_until=Greatest("told_until", Value(span.until)))
    if span.shown:
        told.update(shown_until=Greatest("shown_until", Value(span.shown)))
    return bool(news)


def _key(person: User, day: date) -> str:
    return f"following/{person.pk}/{day.isoformat()}"


def _write(person: User, followings: list[Following], news: Iterable[News], day: date) -> None:
    site = followings[-1].site.rstrip("/")
    named = {one.target: one for one in as_named(followings, published_until())}
    ordered = sorted(news, key=lambda one: one.target)
    about = [
        {
            "title": named[target].title,
            "lines": [(one.words, f"{site}{one.path}") for one in lines],
            "stop": f"{site}{reverse('following:stop-by-link', args=(stop_token(person.pk, target),))}",
        }
        for target, lines in groupby(ordered, lambda one: one.target)
    ]
    stop_all = f"{site}{reverse('following:stop-by-link', args=(stop_token(person.pk),))}"
    body = render_to_string("readers/following/mail/digest.txt", {"about": about, "stop_all": stop_all})
    subject = about[0]["title"] if len(about) == 1 else f"News of {len(about)} things that you follow"
    send_once(_key(person, day), person.email, f"{subject}"[:200], body, unsubscribe=stop_all)
