"""Inviting a person, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from access.accounts.models import Invitation, new_nonce
from access.accounts.people import person_at
from access.audit import because, record_act
from access.models import RoleGrant, User
from access.policy import Held, may_invite
from jobs.mail import send_once
from jobs.models import Mail

SALT = "access.accounts.invitation"
INVITED, SENT_AGAIN = "invited", "invitation sent again"
WITHDRAWN, ACCEPTED = "invitation withdrawn", "invitation accepted"


class NotOpen(Exception):
    """The invitation was used, withdrawn or has expired, or nobody stands behind it any more."""


def invitations() -> QuerySet[Invitation]:
    """All, newest first, each with `mail_state`: what became of the mail with its present link (jobs.models)."""
    key = Concat(Value("invitation/"), Cast(OuterRef("pk"), CharField()), Value("/"), OuterRef("nonce"))
    mail = Mail.objects.filter(key=key).values("state")
    return Invitation.objects.select_related("invited_by").annotate(mail_state=Subquery(mail))


@transaction.atomic
def invite(email: str, roles: Sequence[Held], *, by: User, site: str) -> Invitation:
    """Mail a link to the address. `site` is the address of the site, up to the first slash of a path.

    Raises ValidationError where there is an open invitation to the address.
    """
    held = [list(pair) for pair in roles]
    invitation = Invitation(email=email, roles=held, invited_by=by, expires_at=_expiry())
    invitation.full_clean()
    invitation.save()
    record_act(INVITED, user=by, detail={"email": email, "roles": named(invitation)})
    _mail(invitation, by, site)
    return invitation


@transaction.atomic
def send_again(pk: int, *, by: User, site: str) -> Invitation:
    """A new link, with all its time before it; earlier ones lead nowhere. Raises NotOpen."""
    invitation = _locked(pk)
    invitation.nonce, invitation.expires_at = new_nonce(), _expiry()
    invitation.save(update_fields=("nonce", "expires_at"))
    record_act(SENT_AGAIN, user=by, detail={"email": invitation.email})
    _mail(invitation, by, site)
    return invitation


@transaction.atomic
def withdraw(pk: int, *, by: User) -> Invitation:
    """Raises NotOpen."""
    invitation = _locked(pk)
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=("withdrawn_at",))
    record_act(WITHDRAWN, user=by, detail={"email": invitation.email})
    return invitation


def link_to(invitation: Invitation) -> str:
    """The path of the page to accept it on."""
    token = signing.Signer(salt=SALT).sign_object([invitation.pk, invitation.nonce])
    return reverse("accounts:accept", kwargs={"token": token})


def invitation_of(token: str) -> Invitation:
    """Raises NotOpen for a link that was forged, used, replaced, withdrawn or has expired."""
    try:
        pk, nonce = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        raise NotOpen from None
    invitation = Invitation.objects.select_related("invited_by").filter(pk=pk, nonce=nonce).first()
    if invitation is None:
        raise NotOpen
    return _still_open(invitation)


@transaction.atomic
def accept(invitation: Invitation, *, password: str, first_name: str, last_name: str) -> User:
    """The person that the invitation makes. The trail names the inviter for the roles. Raises NotOpen."""
    nonce = invitation.nonce
    invitation = _still_open(_locked(invitation.pk))
    if invitation.nonce != nonce or person_at(invitation.email):
        raise NotOpen
    inviter = invitation.invited_by
    with because(f"invitation {invitation.pk} by {inviter.get_username()}, accepted", user=inviter.pk):
        person = _made(invitation.email, password, first_name, last_name)
        RoleGrant.objects.bulk_create(
            RoleGrant(user=person, role=role, scope=scope) for role, scope in invitation.roles
        )
    invitation.accepted_at, invitation.accepted_by = timezone.now(), person
    invitation.save(update_fields=("accepted_at", "accepted_by"))
    detail = {"email": invitation.email, "roles": named(invitation), "invited by": inviter.get_username()}
    record_act(ACCEPTED, user=person, detail=detail)
    return person


def _made(email: str, password: str, first_name: str, last_name: str) -> User:
    """Raises NotOpen where somebody has the address meanwhile, or a user name that reads like it."""
    if User.objects.filter(username__iexact=email).exists():
        raise NotOpen
    try:
        return User.objects.create_user(email, email, password, first_name=first_name, last_name=last_name)
    except IntegrityError:
        raise NotOpen from None  # made in this very moment; the transaction ends here


def named(invitation: Invitation) -> str:
    """The roles as people read them."""
    return ", ".join(str(RoleGrant(role=role, scope=scope)) for role, scope in invitation.roles)


def _mail(invitation: Invitation, by: User, site: str) -> None:
    context = {"invitation": invitation, "roles": named(invitation), "link": site + link_to(invitation)}
    body = render_to_string("account/mail/invitation.txt", context)
    key = f"invitation/{invitation.pk}/{invitation.nonce}"
    send_once(key, invitation.email, "Your invitation to SEC Reports", body, user=by)


def _locked(pk: int) -> Invitation:
    invitation = Invitation.objects.select_for_update().filter(pk=pk).first()
    if invitation is None or not invitation.is_open:
        raise NotOpen
    return invitation


def _still_open(invitation: Invitation) -> Invitation:
    """Roles are the inviter's to give at the moment they are given."""
    expired = invitation.expires_at <= timezone.now()
    if expired or not invitation.is_open or not may_invite(invitation.invited_by):
        raise NotOpen
    return invitation


def _expiry() -> datetime:
    return timezone.now() + timedelta(days=settings.INVITATION_DAYS)
