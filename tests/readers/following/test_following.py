"""Following: one mail a day at most, of what the person may read, ended by its own link."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs.mail import _message
from jobs.models import Mail
from modifications.models import Modification, Stage, StageFrom
from readers.following.digests import send_digests
from readers.following.models import Following
from readers.following.services import LINK_SECONDS, MOST, read_token, stop_token
from readers.horizon import published_until
from readers.registers.models import PublishedMention
from reports.models import Publication, Withdrawal
from tests.access.cast import CAST, browser, person
from tests.modifications.histories import raise_one
from tests.reports.month import quiet_month
from tests.reports.publishing.life import made

pytestmark = pytest.mark.django_db

DAY = datetime(2031, 5, 5, 9, tzinfo=UTC)
EARLIER = datetime(2021, 1, 1, tzinfo=UTC)


def follows(name: str, target: str, **more: object) -> Following:
    begun = {"site": "https://reports.example.org/", "told_until": EARLIER, "shown_until": date(2021, 8, 31), **more}
    return Following.objects.create(person=person(name), target=target, **begun)


def named_in(publication: Publication, code: str, part: str = "", word: str = "white") -> None:
    file = publication.files.get(part=part, kind="page")
    PublishedMention.objects.create(
        publication=publication,
        file=file,
        classification=word,
        audience=file.audience,
        target=f"modification:{code}",
        anchor=f"security{part}",
        label="3 Security",
        within="text",
        position=0,
    )


def modification() -> Modification:
    known = Modification.objects.create(code="121", raised_on=date(2021, 8, 2))
    StageFrom.objects.create(modification=known, since=date(2021, 9, 14), stage=Stage.REFINEMENT, body="csc")
    StageFrom.objects.create(modification=known, since=date(2021, 10, 14), stage=Stage.REPORT, body="csc")
    return known


def bodies() -> dict[str, str]:
    return dict(Mail.objects.values_list("to", "body"))


# --- What is told -----------------------------------------------------------------------------------------------------


def test_a_follower_hears_once_of_a_paper_a_correction_and_a_withdrawal() -> None:
    report = quiet_month()
    first = made(report)
    follows("party", "report:operations")
    assert send_digests(DAY) == 1
    body = bodies()["party@example.org"]
    assert "Operations Report — September 2021 was published" in body
    assert "https://reports.example.org/reports/operations/2021-09/v1/" in body
    Withdrawal.objects.create(publication=first, reason="x", by=person("approver"), at=DAY + timedelta(hours=1))
    assert send_digests(DAY + timedelta(hours=2)) == 0, "a mail went out that day"
    assert send_digests(DAY + timedelta(days=1)) == 1
    assert "was withdrawn" in Mail.objects.latest("pk").body
    assert send_digests(DAY + timedelta(days=2)) == 0
    assert Mail.objects.count() == 2


@pytest.mark.parametrize("word", ["white", "green", "amber", "red"])
def test_a_mail_tells_of_what_its_reader_may_read_and_never_of_red(word: str) -> None:
    made(quiet_month(), classification=word, audience=("panel",) if word == "red" else ())
    readers = {
        "white": {"party", "panel", "sub-committee", "contributor", "editor", "approver", "administrator"},
        "green": {"party", "panel", "sub-committee", "contributor", "editor", "approver", "administrator"},
        "amber": {"panel", "sub-committee", "contributor", "editor", "approver", "administrator"},
        "red": set(),
    }[word]
    for name in CAST:
        if name != "stranger":
            follows(name, "report:operations")
    assert send_digests(DAY) == len(readers)
    assert set(bodies()) == {f"{name}@example.org" for name in readers}


def test_news_of_a_modification_is_where_it_is_named_and_the_stages_that_readers_are_shown() -> None:
    """The stage of October is nobody's before a paper of October is published; a Red part that names it is told of to
    nobody, whoever may read it."""
    modification()
    publication = made(quiet_month())
    named_in(publication, "121")
    named_in(publication, "121", part="appendix-a", word="red")
    follows("party", "modification:121")
    follows("administrator", "modification:121")
    assert send_digests(DAY) == 2
    for body in bodies().values():
        assert "Operations Report — September 2021 speaks of it" in body
        assert "v1/#security\n" in body
        assert "securityappendix-a" not in body
        assert "Refinement Process, from 14 September 2021" in body
        assert "Report Phase" not in body
    assert list(Following.objects.values_list("shown_until", flat=True).distinct()) == [date(2021, 9, 30)]


def test_who_left_or_has_no_address_gets_none_and_several_things_are_one_mail() -> None:
    modification()
    made(quiet_month())
    for name in ("party", "panel", "editor"):
        follows(name, "report:operations")
        follows(name, "modification:121")
    left, silent = person("party"), person("panel")
    left.is_active = False
    left.save()
    silent.email = ""
    silent.save()
    assert send_digests(DAY) == 1
    assert list(bodies()) == ["editor@example.org"]
    assert Mail.objects.get().subject == "News of 2 things that you follow"


def test_queries_of_a_mail_stay_as_many_however_much_is_followed() -> None:
    made(quiet_month())
    modification()
    follows("party", "modification:121")
    with CaptureQueriesContext(connection) as one:
        send_digests(DAY)
    Mail.objects.all().delete()
    for code in ("122", "123"):
        Modification.objects.create(code=code, raised_on=date(2021, 8, 2))
        follows("party", f"modification:{code}")
    Following.objects.update(told_until=EARLIER, shown_until=date(2021, 8, 31))
    with CaptureQueriesContext(connection) as more:
        send_digests(DAY)
    assert len(more) <= len(one)


def test_a_paper_whose_publication_ended_late_is_told_of_the_next_day() -> None:
    """It is dated as its transaction begins; a digest of that moment cannot see it yet."""
    follows("party", "report:operations")
    moment = timezone.now()
    assert send_digests(moment + timedelta(seconds=5)) == 0
    made(quiet_month())
    assert send_digests(moment + timedelta(days=1)) == 1


def test_a_withdrawal_of_the_latest_month_tells_nothing_twice() -> None:
    modification()
    publication = made(quiet_month())
    follows("party", "modification:121")
    assert send_digests(DAY) == 1
    Withdrawal.objects.create(publication=publication, reason="x", by=person("approver"), at=DAY)
    assert send_digests(DAY + timedelta(days=1)) == 0
    made(publication.report, 2)
    Following.objects.update(told_until=DAY + timedelta(days=2))
    assert send_digests(DAY + timedelta(days=2)) == 0


def test_a_month_whose_latest_version_is_withdrawn_is_not_opened_by_the_one_before() -> None:
    report = quiet_month()
    made(report)
    assert published_until() == date(2021, 9, 30)
    Withdrawal.objects.create(publication=made(report, 2), reason="x", by=person("approver"), at=DAY)
    assert published_until() is None


def test_a_paper_for_few_opens_no_month_to_everybody() -> None:
    modification()
    made(quiet_month(), classification="red", audience=("tag",))
    assert published_until() is None
    follows("party", "modification:121")
    assert send_digests(DAY) == 0


# --- Beginning and ending ---------------------------------------------------------------------------------------------


def test_one_follows_by_any_reference_and_is_told_at_its_place_what_there_is_not() -> None:
    modification()
    client = browser("party")
    begin = reverse("following:begin")
    early = client.post(begin, {"of": "modification", "name": "MP 121"})
    assert early.status_code == 400, "nothing is published: readers are shown no records yet"
    made(quiet_month())
    for name in ("mp 121", "DP121", "121"):
        assert client.post(begin, {"of": "modification", "name": name}).status_code == 302
    assert client.post(begin, {"of": "report", "name": "operations"}).status_code == 302
    assert set(Following.objects.values_list("target", flat=True)) == {"modification:121", "report:operations"}
    for of, name in (("modification", "MP999"), ("modification", "<b>"), ("report", "minutes"), ("party", "x")):
        wrong = client.post(begin, {"of": of, "name": name})
        assert wrong.status_code == 400
        assert (
            "There is nothing of this name" in wrong.content.decode() or "Write a reference" in wrong.content.decode()
        )
    assert 'value="&lt;b&gt;"' in client.post(begin, {"of": "modification", "name": "<b>"}).content.decode()


def test_page_of_a_modification_offers_to_follow_it_until_it_is_followed() -> None:
    """Not of one that was raised since the last published month, which staff see: no mail tells of it yet."""
    raise_one("121", date(2021, 8, 2))
    raise_one("190", date(2021, 10, 4))
    made(quiet_month())
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("party"))
    address, later = (reverse("registers:modification", args=(name,)) for name in ("DP121", "DP190"))
    with CaptureQueriesContext(connection) as before:
        page = client.get(address).content.decode()
    form = page.split('<form class="follow"')[1].split("</form>")[0]
    typed = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert client.post(reverse("following:begin"), typed).headers["Location"] == address
    assert Following.objects.get(person=person("party")).target == "modification:121"
    told = client.get(address).content.decode()
    assert "You follow DP121" in told
    with CaptureQueriesContext(connection) as after:
        told = client.get(address).content.decode()
    assert ("You follow it" in told, 'class="follow"' in told) == (True, False)
    assert len(after) == len(before)
    staff = browser("editor")
    for one, offered in ((address, True), (later, False)):
        answer = staff.get(one)
        assert answer.status_code == 200
        assert ('class="follow"' in answer.content.decode()) is offered
    assert "Follow it by mail" in Client().get(address).content.decode()


def test_nobody_follows_without_end_or_without_an_address_or_signing_in() -> None:
    made(quiet_month())
    wanted = {"of": "report", "name": "operations"}
    begin = reverse("following:begin")
    assert Client().post(begin, wanted).status_code == 404
    assert "Sign in" in Client().get(reverse("following:index")).content.decode()
    Following.objects.bulk_create(
        Following(person=person("party"), target=f"modification:{number}", site="https://x.example/")
        for number in range(MOST)
    )
    assert "Stop following one" in browser("party").post(begin, wanted).content.decode()
    person("panel")
    panel = person("panel")
    panel.email = ""
    panel.save()
    assert "no e-mail address" in browser("panel").post(begin, wanted).content.decode()


def test_the_mails_own_link_ends_what_it_is_about_and_nothing_else() -> None:
    """Looking at it changes nothing; a mail program's one click, without a session, ends it."""
    made(quiet_month())
    follows("party", "report:operations")
    follows("party", "report:change-status")
    follows("panel", "report:operations")
    send_digests(DAY)
    mail = Mail.objects.get(to="party@example.org")
    sent = _message(mail).message()
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.unsubscribe in sent["List-Unsubscribe"]
    address = next(line.split()[-1] for line in mail.body.splitlines() if "No longer follow it" in line)
    path = address.removeprefix("https://reports.example.org")
    stranger = Client(enforce_csrf_checks=True)
    assert "Stop following Operations Report?" in stranger.get(path).content.decode()
    assert Following.objects.count() == 3
    assert "You no longer follow Operations Report." in stranger.post(path).content.decode()
    assert set(Following.objects.values_list("person__username", "target")) == {
        ("party", "report:change-status"),
        ("panel", "report:operations"),
    }
    assert stranger.post(mail.unsubscribe.removeprefix("https://reports.example.org")).status_code == 200
    assert not Following.objects.filter(person=person("party")).exists()


def test_forged_and_expired_links_are_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    follows("party", "report:operations")
    token = stop_token(person("party").pk)
    for forged in (token[:-1] + ("a" if token[-1] != "a" else "b"), "x", signing.dumps([person("party").pk, ""])):
        assert Client().post(reverse("following:stop-by-link", args=(forged,))).status_code == 404
    moment = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: moment + LINK_SECONDS + 1)
    with pytest.raises(signing.SignatureExpired):
        read_token(token)
    assert Following.objects.count() == 1
