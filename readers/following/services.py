"""Following and no longer following."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.core.exceptions import ValidationError
from django.urls import reverse

from access.models import User
from access.policy import visible_to
from modifications.models import Modification
from modifications.queries.state import reference_in_force, title_in_force
from modifications.references import normalise_reference
from readers.following.models import MODIFICATION, REPORT, Following
from readers.horizon import published_until
from reports.definitions.registry import kinds

MOST = 200
"""As many things as one person follows: a mail that tells of more is read by nobody."""
_SALT = "readers.following.stop"
LINK_SECONDS = 366 * 24 * 3600
"""How long the link in a mail stops what it was sent for. Beyond it there is the page of what one follows."""


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that is followed, as a page names it."""

    target: str
    title: str
    url: str


def target_named(of: str, name: str, reader: User) -> str:
    """What a form means by a report's kind or a modification's reference as typed ("MP 121").

    Raises ValidationError for what there is not, and for what the reader is not shown yet: they learn not which.
    """
    if of == REPORT and name in dict(kinds()):
        return f"{REPORT}:{name}"
    if of == MODIFICATION:
        try:
            code = normalise_reference(name)
        except ValueError:
            raise ValidationError("Write a reference such as MP121, DP152 or SECMP0007.") from None
        last = published_until()
        known = visible_to(reader, Modification.objects.filter(code=code))
        if last and known.filter(raised_on__lte=last).exists():
            return f"{MODIFICATION}:{code}"
    raise ValidationError("There is nothing of this name to follow.")


def follow(person: User, target: str, *, site: str) -> Following:
    """Followed twice, it is followed once. Who begins hears of what comes from now on.

    Raises ValidationError for a person without an e-mail address, and for one who follows MOST things.
    """
    if not person.email:
        raise ValidationError("There is no e-mail address to write to: ask SECAS to add yours.")
    if Following.objects.filter(person=person).exclude(target=target).count() >= MOST:
        raise ValidationError(f"You follow {MOST} things already. Stop following one of them first.")
    begins = {"site": site, "shown_until": published_until()}
    return Following.objects.get_or_create(person=person, target=target, defaults=begins)[0]


def stop(person_id: int, target: str = "") -> int:
    """No longer follow this, or anything; how many things that were."""
    found = Following.objects.filter(person=person_id)
    return (found.filter(target=target) if target else found).delete()[0]


def followings_of(person: User) -> list[Following]:
    return list(Following.objects.filter(person=person))


def follows(person: User, target: str) -> bool:
    return Following.objects.filter(person=person, target=target).exists()


def as_named(followings: Iterable[Following], day: date | None) -> list[Followed]:
    """Each with its title and address, modifications as they are called on `day`. One query."""
    every = list(followings)
    codes = [one.name for one in every if one.of == MODIFICATION]
    found = Modification.objects.filter(code__in=codes) if day and codes else Modification.objects.none()
    named = {
        code: f"{reference} {title}".strip()
        for code, reference, title in (
            found.annotate(called=reference_in_force(day), titled=title_in_force(day)).values_list(
                "code", "called", "titled"
            )
            if day
            else ()
        )
    }
    reports = dict(kinds())
    return [
        Followed(one.target, reports.get(one.name, one.name), f"{reverse('reports:library')}?type={one.name}")
        if one.of == REPORT
        else Followed(one.target, named.get(one.name, one.name), reverse("registers:modification", args=(one.name,)))
        for one in every
    ]


# --- The link in a mail -----------------------------------------------------------------------------------------------


def stop_token(person_id: int, target: str = "") -> str:
    """Names who stops following what, signed: whoever has the mail may stop it, and do nothing else."""
    return signing.dumps([person_id, target], salt=_SALT)


def read_token(token: str) -> tuple[int, str]:
    """Raises signing.BadSignature for a link that is forged or older than LINK_SECONDS."""
    person_id, target = signing.loads(token, salt=_SALT, max_age=LINK_SECONDS)
    return int(person_id), str(target)
