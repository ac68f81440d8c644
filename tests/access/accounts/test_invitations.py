"""Inviting people: who may, what the link does and how it ends, and that one mail goes out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail, signing
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models.signals import pre_save
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.accounts import invitations
from access.accounts.models import Invitation
from access.events import events_of
from access.models import Area, Role, RoleGrant, User
from jobs.models import Job, Mail
from jobs.tasks import run
from tests.access.accounts.doors import acts, is_in, link_in, sign_in
from tests.access.cast import CAST, browser, person

pytestmark = pytest.mark.django_db

INDEX = reverse("invitations:index")
NEW = "new.person@example.org"
TOLD = {
    "first_name": "New",
    "last_name": "Person",
    "password": "quite a long one",
    "password_again": "quite a long one",
}
FORM = {"email": NEW, "roles": [Role.PANEL], "committees": "tag, ops", "areas": [Area.TEXT]}


@pytest.fixture(autouse=True)
def _post() -> None:
    mail.outbox.clear()


def deliver() -> list[Any]:
    """Have the jobs done that wait, and give the mails that went out."""
    for job in Job.objects.filter(state="queued").order_by("pk"):
        run(job.pk)
    return mail.outbox


def invited(**form: Any) -> Invitation:
    answer = browser("administrator").post(INDEX, {**FORM, **form})
    assert answer.status_code == 302, answer.content.decode()
    return Invitation.objects.latest("pk")


def link_of(invitation: Invitation) -> str:
    return invitations.link_to(invitation)


# --- Inviting -------------------------------------------------------------------------------------------


def test_invited_person_gets_one_mail_with_a_link_and_no_attachment() -> None:
    invitation = invited()
    deliver()
    deliver()
    (sent,) = mail.outbox
    assert sent.to == [NEW]
    assert link_in(sent.body) == link_of(invitation)
    assert "Panel member" in sent.body
    assert not sent.attachments
    assert Mail.objects.get(to=NEW).handed_over_at is not None


def test_list_says_whether_the_mail_went_out() -> None:
    invited()
    client = browser("administrator")
    assert "The mail has not gone out yet" in client.get(INDEX).content.decode()
    deliver()
    assert "The mail went out" in client.get(INDEX).content.decode()


@pytest.mark.parametrize("name", [name for name in CAST if name != "administrator"])
def test_nobody_but_an_administrator_invites(name: str) -> None:
    assert browser(name).post(INDEX, FORM).status_code == 404
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"email": "no address"}, "valid email"),
        ({"email": "PARTY@example.org"}, "Somebody with this address has an account"),
        ({"roles": [], "committees": "", "areas": []}, "Choose at least one role"),
        ({"roles": ["emperor"]}, "emperor is not one of the available choices"),
        ({"areas": ["everything"]}, "everything is not one of the available choices"),
        ({"committees": "x" * 41}, "at most 40 letters"),
        ({"email": f"{'x' * 60}@{'y' * 60}.{'z' * 60}.org"}, "at most 150 letters"),
    ],
)
def test_form_that_is_wrong_says_so_and_loses_nothing(form: dict[str, Any], said: str) -> None:
    person("party")
    answer = browser("administrator").post(INDEX, {**FORM, **form})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in page
    assert ({**FORM, **form}["email"]) in page
    assert not Invitation.objects.exists()


def test_address_is_invited_once_at_a_time() -> None:
    invited()
    answer = browser("administrator").post(INDEX, {**FORM, "email": NEW.upper()})
    assert "There is an open invitation to this address" in answer.content.decode()
    with pytest.raises(ValidationError):
        invitations.invite(NEW, [(Role.PARTY, "")], by=person("administrator"), site="https://reports.example.org")


# --- Accepting ------------------------------------------------------------------------------------------


def test_accepting_makes_the_person_with_the_roles() -> None:
    link = link_of(invited())
    stranger = Client()
    assert NEW in stranger.get(link).content.decode()
    assert stranger.post(link, TOLD).headers["Location"] == reverse("login")
    assert not is_in(stranger)
    made = User.objects.get(email=NEW)
    assert (made.first_name, made.last_name) == ("New", "Person")
    committees = {(Role.SUB_COMMITTEE, "tag"), (Role.SUB_COMMITTEE, "ops")}
    assert made.held == {(Role.PANEL, ""), *committees, (Role.CONTRIBUTOR, Area.TEXT)}
    sign_in(stranger, NEW, "quite a long one")
    assert is_in(stranger)


def test_browser_is_led_to_sign_in_and_offered_nothing_to_send_again() -> None:
    headers = {"HTTP_ACCEPT": "text/html", "HTTP_SEC_FETCH_MODE": "navigate"}
    assert Client().post(link_of(invited()), TOLD, **headers).headers["Location"] == reverse("login")


def test_trail_names_the_inviter_for_the_roles() -> None:
    Client().post(link_of(invited()), TOLD)
    inviter = person("administrator")
    grants = RoleGrant.objects.filter(user__email=NEW)
    contexts = [event.pgh_context.metadata for event in events_of(RoleGrant, [grant.pk for grant in grants])]
    assert {context["user"] for context in contexts} == {inviter.pk}
    assert all("by administrator, accepted" in context["why"] for context in contexts)
    (act,) = acts("invitation accepted")
    assert (act.by and act.by.email, act.detail["invited by"]) == (NEW, "administrator")
    assert [act.detail["email"] for act in acts("invited")] == [NEW]


def test_link_works_once() -> None:
    link = link_of(invited())
    Client().post(link, TOLD)
    for answer in (Client().get(link), Client().post(link, TOLD)):
        assert answer.status_code == 404
        assert NEW not in answer.content.decode()
    assert User.objects.filter(email=NEW).count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password_again": "another long one"}, "The two passwords differ"),
        ({"password": "12345678", "password_again": "12345678"}, "entirely numeric"),
        ({"password": "newperson", "password_again": "newperson"}, "too similar"),
        ({"first_name": ""}, "This field is required"),
    ],
)
def test_form_to_accept_that_is_wrong_says_so_and_keeps_the_names(wrong: dict[str, str], said: str) -> None:
    link = link_of(invited())
    page = Client().post(link, {**TOLD, **wrong}).content.decode()
    assert said in page
    assert 'value="Person"' in page
    assert "quite a long one" not in page
    assert not User.objects.filter(email=NEW).exists()


def expire(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())


def withdraw(invitation: Invitation) -> None:
    invitations.withdraw(invitation.pk, by=person("administrator"))


def send_again(invitation: Invitation) -> None:
    invitations.send_again(invitation.pk, by=person("administrator"), site="https://reports.example.org")


def deactivate(invitation: Invitation) -> None:
    User.objects.filter(pk=invitation.invited_by_id).update(is_active=False)


def degrade(invitation: Invitation) -> None:
    RoleGrant.objects.filter(user=invitation.invited_by_id).update(role=Role.EDITOR)


@pytest.mark.parametrize("end", [expire, withdraw, send_again, deactivate, degrade], ids=lambda end: end.__name__)
def test_link_that_no_longer_holds_is_not_found_and_says_nothing_of_the_person(end: Any) -> None:
    invitation = invited()
    link = link_of(invitation)
    end(invitation)
    for answer in (Client().get(link), Client().post(link, TOLD)):
        assert answer.status_code == 404
        assert NEW not in answer.content.decode()
    assert not User.objects.filter(email=NEW).exists()


def test_link_that_is_forged_is_not_found() -> None:
    invitation = invited()
    pair = [invitation.pk, invitation.nonce]
    forged = (
        signing.Signer(salt="elsewhere").sign_object(pair),
        signing.Signer(salt=invitations.SALT, key="another key").sign_object(pair),
        signing.Signer(salt=invitations.SALT).sign_object("no pair"),
        signing.Signer(salt=invitations.SALT).sign_object([invitation.pk, "another nonce"]),
        link_of(invitation).rstrip("/").rpartition("/")[2][:-1],
        "made-up",
    )
    for token in forged:
        assert Client().get(reverse("accounts:accept", kwargs={"token": token})).status_code == 404


def test_somebody_who_got_the_address_meanwhile_keeps_it() -> None:
    link = link_of(invited())
    User.objects.create_user("meanwhile", NEW.upper(), "their own password")
    assert Client().post(link, TOLD).status_code == 404
    assert not RoleGrant.objects.filter(user__username="meanwhile").exists()


@pytest.mark.parametrize("name", [NEW, NEW.upper()])
def test_user_name_that_is_the_address_meanwhile_ends_the_link(name: str) -> None:
    link = link_of(invited())
    User.objects.create_user(name, "elsewhere@example.org", "their own password")
    assert Client().post(link, TOLD).status_code == 404
    assert not User.objects.filter(email=NEW).exists()


def test_user_name_that_is_made_in_the_very_moment_ends_the_link() -> None:
    link = link_of(invited())

    def rival(**sent: Any) -> None:
        User.objects.bulk_create([User(username=NEW, email="elsewhere@example.org")])

    pre_save.connect(rival, sender=User)
    try:
        assert Client().post(link, TOLD).status_code == 404
    finally:
        pre_save.disconnect(rival, sender=User)
    assert Invitation.objects.get(email=NEW).is_open
    assert not User.objects.filter(email=NEW).exists()


# --- Sending again, and withdrawing ---------------------------------------------------------------------


def test_sent_again_the_new_link_works_with_all_its_time() -> None:
    invitation = invited()
    expire(invitation)
    browser("administrator").post(reverse("invitations:again", args=(invitation.pk,)))
    deliver()
    invitation.refresh_from_db()
    assert invitation.expires_at > timezone.now() + timedelta(days=13)
    assert link_in(mail.outbox[-1].body) == link_of(invitation)
    assert Client().post(link_of(invitation), TOLD).status_code == 302


@pytest.mark.parametrize("verb", ["again", "withdraw"])
def test_invitation_that_was_accepted_is_neither_sent_again_nor_withdrawn(verb: str) -> None:
    invitation = invited()
    Client().post(link_of(invitation), TOLD)
    assert browser("administrator").post(reverse(f"invitations:{verb}", args=(invitation.pk,))).status_code == 404
    assert browser("administrator").get(reverse(f"invitations:{verb}", args=(invitation.pk,))).status_code == 405


def test_withdrawn_invitation_lets_the_address_be_invited_anew() -> None:
    first = invited()
    browser("administrator").post(reverse("invitations:withdraw", args=(first.pk,)))
    assert [act.detail["email"] for act in acts("invitation withdrawn")] == [NEW]
    assert invited().pk != first.pk


def test_list_asks_as_much_for_three_as_for_one() -> None:
    client, asked = browser("administrator"), []
    for number in (1, 3):
        while Invitation.objects.count() < number:
            invited(email=f"person-{Invitation.objects.count()}@example.org")
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(INDEX).context["rows"]) == number
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 4
