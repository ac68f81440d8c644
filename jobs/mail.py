"""One mail for one occasion: written with what it is about, handed over by a job, and never twice by itself.

A mail server cannot take part in our transaction. So the row says that a mail is about to be handed over before it is,
and that it was afterwards. A worker that finds the former without the latter cannot know whether the server has the
mail: it leaves it to an operator, who may send it again (docs/adr/0012). What the server did not take is offered again.
"""

from __future__ import annotations

import smtplib
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parseaddr
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import validate_email
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from jobs.models import UNFINISHED, Job, Mail, MailState
from jobs.registry import Progress, Result
from jobs.services import enqueue

KIND = "jobs.mail"
PREFIX = "mail:"
"""Of a job's key; the key of its mail follows."""
# Answers to the mail itself: the server has read them, and says that it did not take it.
REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)
TEMPORARY = range(400, 500)
TEXT_KEPT = timedelta(days=30)
"""How long the text of a mail is kept that was not handed over; that of one that was goes at once."""
FORGOTTEN = f"Its text was removed after {TEXT_KEPT.days} days: it is not sent any more"


class NotTaken(Exception):
    """The mail server was not reached, or said that it would take the mail later."""


class Refused(Exception):
    """The mail server will never take this mail."""


class Uncertain(Exception):
    """The mail server may have the mail or not."""


# --- Asking for one ---------------------------------------------------------------------------------------------------


@transaction.atomic
def send_once(
    key: str,
    to: str,
    subject: str,
    body: str,
    *,
    html: str = "",
    unsubscribe: str = "",
    user: AbstractBaseUser | None = None,
) -> Mail:
    """The mail of the occasion that `key` names; it is handed over after the surrounding transaction commits.

    Asked again with the same key, the first mail is returned as it is, and nothing is sent. A key should say what
    happened, to what and to whom, such as "pack/97/edition/2/person/14". `body` holds a link, and never the text of a
    report. `unsubscribe` is the address to which the reader's mail program may post for them that they want no more of
    these (RFC 8058). Raises ValueError for an address or a subject that no mail can have, before anything is written.
    """
    if "\n" in subject or "\r" in subject:
        raise ValueError("A mail's subject is one line")
    _check_address(to)
    wanted = {"to": to, "subject": subject, "body": body, "html": html, "unsubscribe": unsubscribe}
    wanted["message_id"] = message_id(key)
    mail, created = Mail.objects.get_or_create(key=key, defaults=wanted)
    if created:
        enqueue(KIND, {"mail": mail.pk}, f"{PREFIX}{key}", user)
    return mail


def message_id(key: str) -> str:
    """Follows from the key alone, so that a second copy of a mail can be told from a second mail."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def _check_address(to: str) -> None:
    try:
        validate_email(to)
    except Exception as error:
        raise ValueError(f"{to!r} is no mail address") from error


def wait_again(arguments: Mapping[str, Any]) -> None:
    """An operator wants it sent, who knows that it may then arrive twice. One whose text was removed stays as it is."""
    unsent = _with_text(Mail.objects.filter(pk=arguments["mail"])).exclude(state=MailState.HANDED_OVER)
    unsent.update(state=MailState.WAITING, handing_over_at=None, error="")


def forget_texts(now: datetime) -> int:
    """Remove the text of every mail that is older than TEXT_KEPT and that no job is about to hand over: the links in it
    open doors. The row stays, with its occasion, address and times, so that nothing is sent twice. How many it were."""
    unfinished = Job.objects.filter(key=Concat(Value(PREFIX), OuterRef("key")))
    old = _with_text(Mail.objects.filter(created__lt=now - TEXT_KEPT))
    old = old.exclude(Exists(unfinished.filter(state__in=UNFINISHED)))
    waiting = old.filter(state=MailState.WAITING).update(body="", html="", state=MailState.REFUSED, error=FORGOTTEN)
    return waiting + old.update(body="", html="")


def _with_text(mails: QuerySet[Mail]) -> QuerySet[Mail]:
    return mails.exclude(Q(body="") & Q(html=""))


# --- Handing it over --------------------------------------------------------------------------------------------------


def hand_over(mail_id: int, progress: Progress) -> Result:
    """The work of a job. Raises NotTaken where the mail can be offered again, Refused or Uncertain where it cannot."""
    mail = Mail.objects.get(pk=mail_id)
    if mail.state == MailState.WAITING:
        message = _message(mail)
        message.connection = _reached()
        try:
            if _say_that_it_is_about_to(mail, progress):
                _offer(mail, message)
        finally:
            message.connection.close()
    return _outcome(mail_id, progress)


def _message(mail: Mail) -> EmailMultiAlternatives:
    """Composed once before it is handed over: what cannot be composed fails here, and not on the way."""
    headers = {"Message-ID": mail.message_id}
    if mail.unsubscribe:
        headers |= {"List-Unsubscribe": f"<{mail.unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    message = EmailMultiAlternatives(mail.subject, mail.body, to=[mail.to], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    message.message().as_bytes()
    return message


def _reached() -> Any:
    """A connection to the mail server. It has seen nothing of the mail yet."""
    server = get_connection()
    try:
        server.open()
    except OSError as failure:  # smtplib's own exceptions are such too
        raise NotTaken(f"The mail server was not reached: {failure}") from failure
    return server


def _say_that_it_is_about_to(mail: Mail, progress: Progress) -> bool:
    with progress.fence(ends=False):
        waiting = Mail.objects.filter(pk=mail.pk, state=MailState.WAITING)
        return bool(waiting.update(state=MailState.HANDING_OVER, handing_over_at=timezone.now()))


def _offer(mail: Mail, message: EmailMultiAlternatives) -> None:
    try:
        message.send()
    except REFUSALS as answer:
        said = f"{type(answer).__name__}: {answer}"
        if _codes(answer) and all(code in TEMPORARY for code in _codes(answer)):
            _note(mail, MailState.WAITING, said)
            raise NotTaken(f"The mail server took it not yet: {said}") from answer
        _note(mail, MailState.REFUSED, said)
    except Exception as failure:
        _note(mail, MailState.UNCERTAIN, f"The mail server did not answer: {type(failure).__name__}: {failure}")
    else:
        _note(mail, MailState.HANDED_OVER)


def _codes(answer: Exception) -> list[int]:
    if isinstance(answer, smtplib.SMTPRecipientsRefused):
        return [int(code) for code, _ in answer.recipients.values()]
    return [answer.smtp_code] if isinstance(answer, smtplib.SMTPResponseException) else []


def _note(mail: Mail, state: MailState, error: str = "") -> None:
    """What the server answered is a fact, so it is noted even where another worker has taken the mail for uncertain."""
    known: dict[str, Any] = {"state": state, "error": error}
    if state == MailState.HANDED_OVER:
        known |= {"handed_over_at": timezone.now(), "body": "", "html": ""}
    noted = Mail.objects.filter(pk=mail.pk, state__in=(MailState.HANDING_OVER, MailState.UNCERTAIN))
    try:
        noted.update(**known)
    except (OperationalError, InterfaceError):
        # The session ended meanwhile. What the server said is worth a new one.
        connection.close()
        noted.update(**known)


def _outcome(mail_id: int, progress: Progress) -> Result:
    """What the row says at last. One that a worker left between the two words of it becomes uncertain."""
    with progress.fence(ends=False):
        left = Mail.objects.filter(pk=mail_id, state=MailState.HANDING_OVER)
        left.update(state=MailState.UNCERTAIN, error="Its worker ended while it handed the mail over")
    mail = Mail.objects.get(pk=mail_id)
    if mail.state == MailState.UNCERTAIN:
        raise Uncertain(f"{mail.error}. The mail may have arrived, so it is not sent again until somebody says so.")
    if mail.state == MailState.REFUSED:
        raise Refused(mail.error)
    return {"mail": mail.pk, "message_id": mail.message_id}
