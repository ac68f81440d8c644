"""What the editor asks the server for, and the page that works without it."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from time import thread_time
from typing import Any

import pytest
from django.utils import timezone

from reports.models import SectionText, TextPresence
from reports.narrative import presence
from reports.narrative.chips import chips
from reports.narrative.services import digest, save_text
from reports.narrative.versions import changes
from tests.access.cast import browser, person
from tests.reports.narrative.desk import SECTION, address, ask, august, body, own, report

pytestmark = pytest.mark.django_db

SAVE_BUDGET = 0.05
"""Seconds of a processor's time: what else the machine does meanwhile is not counted."""


def test_save_answers_with_what_is_stored() -> None:
    of = report()
    answer = ask(browser("editor"), "save", of, body="<p>a<i>b</i></p>", based_on=digest(""))
    told = answer.json()
    assert (answer.status_code, told["state"], told["body"]) == (200, "saved", "<p>ab</p>")
    assert told["digest"] == digest(body(of)) == digest("<p>ab</p>")


def test_stale_save_answers_with_both_texts() -> None:
    of = report()
    save_text(of, SECTION, "<p>Theirs.</p>", based_on=digest(""), by=person("administrator"))
    answer = ask(browser("editor"), "save", of, body="<p>Mine.</p>", based_on=digest(""))
    told = answer.json()
    assert (answer.status_code, told["state"], told["who"]) == (409, "stale", "administrator")
    assert (told["body"], told["digest"]) == ("<p>Theirs.</p>", digest("<p>Theirs.</p>"))
    assert "Theirs." in told["comparison"]
    assert "Mine." in told["comparison"]
    assert body(of) == "<p>Theirs.</p>"


def test_faulty_save_answers_with_the_faults_and_stores_nothing() -> None:
    of = report()
    answer = ask(browser("editor"), "save", of, body="<p>{{open</p>", based_on=digest(""))
    assert (answer.status_code, answer.json()["state"]) == (422, "faulty")
    assert answer.json()["faults"] == ["“{{” can't be read: “{{” has no partner."]
    assert not SectionText.objects.filter(report=of).exists()


@pytest.mark.parametrize("sent", ["", "nonsense", "[]", '{"body": 5, "based_on": "x"}', '{"body": "x"}', "\xff"])
def test_save_of_what_is_no_text_is_refused(sent: str) -> None:
    of = report()
    answer = browser("editor").post(address("save", of), sent.encode("latin-1"), content_type="application/json")
    assert (answer.status_code, answer.json()) == (400, {"state": "unreadable"})


def test_save_of_letters_that_no_database_holds_keeps_the_rest() -> None:
    of = report()
    client = browser("editor")
    whose = person("editor").pk
    sent = '{"body": "<p>a\\u0000b\\ud800c\\u000bd</p>", "based_on": "%s", "by": %s}' % (digest(""), whose)  # noqa: UP031
    assert client.post(address("save", of), sent, content_type="application/json").json()["state"] == "saved"
    assert body(of) == "<p>abcd</p>"


def test_section_that_the_report_does_not_ask_for_is_not_found() -> None:
    of = report()
    assert browser("editor").get(address("text", of).replace(SECTION, "no-such-section")).status_code == 404


@pytest.mark.parametrize("saves", [1, 3])
def test_page_and_save_ask_as_much_for_one_text_as_for_many(saves: int, django_assert_num_queries: Any) -> None:
    of, client, stood = report(), browser("editor"), ""
    august(of, "<p>Before.</p>")
    own(of, "contributor")
    whose = person("editor").pk
    for number in range(saves):
        written = f"<p>{number} {{{{parties.total}}}}</p>"
        assert ask(client, "save", of, body=written, based_on=digest(stood)).json()["state"] == "saved"
        stood = written
    # One of them asks which editions are in force.
    with django_assert_num_queries(11):
        client.get(address("text", of))
    with django_assert_num_queries(11):
        ask(client, "save", of, body=f"{stood}<p>More.</p>", based_on=digest(stood), by=whose)


def test_save_of_a_long_text_keeps_within_its_time() -> None:
    of, client = report(), browser("editor")
    paragraph = "<p>" + "Of the {{modifications.open|words}} proposals some are <strong>old</strong>. " * 10 + "</p>"
    stood, times = "", []
    for number in range(7):
        written = "\n".join([paragraph] * 30) + f"<p>{number}</p>"
        started = thread_time()
        ask(client, "save", of, body=written, based_on=digest(stood))
        times.append(thread_time() - started)
        stood = written
    assert len(stood.split()) > 2000
    assert body(of) == stood
    assert sorted(times)[len(times) // 2] < SAVE_BUDGET


# --- another person at the same browser -------------------------------------------------------------------------------


def test_nothing_typed_by_one_person_is_stored_for_another_who_signed_in_since() -> None:
    of, ann = report(), person("administrator").pk
    ben = browser("editor")
    for name, more in (("save", {}), ("save", {"accepted": True}), ("save", {"by": None}), ("compare", {})):
        answer = ask(ben, name, of, **{"body": "<p>Ann’s.</p>", "based_on": digest(""), "by": ann, **more})
        assert (answer.status_code, answer.json()) == (409, {"state": "other-person", "name": "editor"})
    assert not SectionText.objects.filter(report=of).exists()


def test_sign_of_life_of_one_person_is_not_taken_for_anothers() -> None:
    of, ann, ben = report(), person("administrator").pk, browser("editor")
    ben.post(address("here", of))
    for sent in ({"by": ann}, {"by": ann, "leaving": "yes"}):
        answer = ben.post(address("here", of), sent)
        assert (answer.status_code, answer.json()["state"]) == (409, "other-person")
    assert TextPresence.objects.get().person == person("editor")


def test_form_of_another_persons_page_stores_nothing_and_loses_nothing() -> None:
    of, ann, ben = report(), person("administrator").pk, browser("editor")
    sent = {"body": "<p>Ann’s &amp; hers.</p>", "based_on": digest(""), "by": ann}
    answer = ben.post(address("text", of), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Not saved: the page you sent was opened by another person" in page
    assert "&lt;p&gt;Ann’s &amp;amp; hers.&lt;/p&gt;</textarea>" in page
    assert f'name="by" value="{person("editor").pk}"' in page
    assert not SectionText.objects.filter(report=of).exists()
    ben.post(address("text", of), {**sent, "by": person("editor").pk})
    assert body(of) == "<p>Ann’s &amp; hers.</p>"


def test_form_that_is_saved_lists_the_numbers_bound_to_nothing() -> None:
    of, client = report(), browser("editor")
    typed = "<p>Five Parties and {{parties.total}} more, {{quoted: six | the DCC’s own count}}, saw 24,000 pages.</p>"
    page = client.post(address("text", of), {"body": typed, "based_on": digest("")}, follow=True).content.decode()
    assert "Saved. 2 numbers in it are bound to no figure and not quoted: see the list under the text." in page
    assert "2 numbers to bind or to quote" in page
    listed = page.partition('<section class="unbound"')[2].partition("</section>")[0]
    assert re.findall("<strong>(.*?)</strong>", listed) == ["Five", "24,000"]
    assert "pages.”" in listed


def test_form_whose_numbers_are_all_bound_or_quoted_lists_none() -> None:
    of, client = report(), browser("editor")
    typed = "<p>{{parties.total}} Parties, {{quoted: six | as the DCC counts them}} of them new.</p>"
    page = client.post(address("text", of), {"body": typed, "based_on": digest("")}, follow=True).content.decode()
    assert "Saved.</p>" in " ".join(page.split()).replace("Saved. </p>", "Saved.</p>")
    assert 'class="unbound"' not in page


def test_form_refused_lists_the_numbers_of_what_was_typed() -> None:
    of = report()
    page = browser("editor").post(address("text", of), {"body": "<p>Five {{open</p>", "based_on": digest("")})
    assert page.status_code == 422
    assert "1 number to bind or to quote" in page.content.decode()


def test_page_without_the_editor_says_how_each_token_is_written() -> None:
    page = browser("editor").get(address("text", report())).content.decode()
    for written in ("{{modifications.open}}", "{{@MP121}}", "{{note: its text}}", "{{quoted: five | reason}}"):
        assert f"<code>{written}</code>" in page


def test_text_is_neither_accepted_nor_restored_from_another_persons_page() -> None:
    of, ann, ben = report(), person("administrator").pk, browser("editor")
    before = august(of, "<p>Two.</p>")
    save_text(of, SECTION, "<p>One.</p>", based_on=digest(""), by=person("editor"))
    first = changes(of.pk, SECTION, person("editor"))[-1].id
    save_text(of, SECTION, "<p>Two.</p>", based_on=digest("<p>One.</p>"), by=person("editor"))
    sent = {"based_on": digest("<p>Two.</p>"), "by": ann}
    assert ben.post(address("accept", of), sent).status_code == 409
    assert ben.post(address("restore", of, version_id=first), sent).status_code == 409
    assert SectionText.objects.values_list("body", "carried_from").get(report=of) == ("<p>Two.</p>", before.pk)


# --- presence ---------------------------------------------------------------------------------------------------------


def test_people_at_a_text_are_told_of_each_other_until_they_leave() -> None:
    of, ann, ben = report(), browser("administrator"), browser("editor")
    assert ann.post(address("here", of)).json()["others"] == []
    assert ben.post(address("here", of)).json()["others"] == ["administrator"]
    assert ann.post(address("here", of)).json()["others"] == ["editor"]
    ben.post(address("here", of), {"leaving": "yes"})
    assert ann.post(address("here", of)).json()["others"] == []


def test_who_gives_no_sign_for_long_is_gone() -> None:
    of, now = report(), timezone.now()
    presence.here(of, SECTION, person("editor"), now)
    seen = [presence.others(of, SECTION, person("administrator"), now + timedelta(seconds=after)) for after in (39, 41)]
    assert seen == [["editor"], []]


def test_presence_is_of_one_section_and_kept_once() -> None:
    of, now = report(), timezone.now()
    for after in (0, 15):
        presence.here(of, SECTION, person("editor"), now + timedelta(seconds=after))
    presence.here(of, "market", person("approver"), now)
    assert TextPresence.objects.filter(section=SECTION).count() == 1
    assert presence.others(of, SECTION, person("administrator"), now) == ["editor"]


def test_sign_of_life_tells_of_a_text_that_the_page_does_not_know() -> None:
    of, client = report(), browser("editor")
    save_text(of, SECTION, "<p>Newer.</p>", based_on=digest(""), by=person("administrator"))
    told = client.post(address("here", of), {"digest": digest("")}).json()
    assert (told["digest"], told["by"]) == (digest("<p>Newer.</p>"), "administrator")
    assert "by" not in client.post(address("here", of), {"digest": digest("<p>Newer.</p>")}).json()


# --- carried forward --------------------------------------------------------------------------------------------------


def test_passages_of_last_month_are_marked_until_they_are_written_or_accepted() -> None:
    of, client = report(), browser("editor")
    before = august(of, "<p>As it was.</p>")
    marked = ask(client, "save", of, body="<p>As it was.</p>", based_on=digest("")).json()
    assert marked["carried"]
    assert SectionText.objects.get(report=of).carried_from == before
    page = client.get(address("text", of)).content.decode()
    assert "This is still August 2021’s text." in page
    answer = client.post(address("accept", of), {"based_on": digest("<p>As it was.</p>")}, follow=True)
    assert "Accepted as it stands." in answer.content.decode()
    assert SectionText.objects.get(report=of).carried_from is None


def test_text_is_accepted_by_the_editor_without_leaving_the_page() -> None:
    of, client = report(), browser("editor")
    august(of, "<p>As it was.</p>")
    ask(client, "save", of, body="<p>As it was.</p>", based_on=digest(""))
    told = ask(client, "save", of, body="", based_on=digest("<p>As it was.</p>"), accepted=True).json()
    assert (told["state"], told["carried"]) == ("saved", False)
    assert body(of) == "<p>As it was.</p>"


@pytest.mark.parametrize("carried", [False, None, "no", 0])
def test_request_cannot_take_the_mark_away(carried: object) -> None:
    of, client = report(), browser("editor")
    before = august(of, "<p>As it was in summer.</p>")
    SectionText.objects.create(report=of, section=SECTION, body="<p>As it was in summer.</p>", carried_from=before)
    longer = "<p>As it was in summer.</p>\n<p>And more.</p>"
    based_on = digest("<p>As it was in summer.</p>")
    told = ask(client, "save", of, body=longer, based_on=based_on, carried=carried).json()
    assert (told["state"], told["carried"]) == ("saved", True)
    assert SectionText.objects.get(report=of).carried_from == before


def test_version_of_last_months_words_is_marked_when_it_is_restored() -> None:
    of, client = report(), browser("editor")
    before = august(of, "<p>As it was in summer.</p>")
    SectionText.objects.create(report=of, section=SECTION, body="<p>As it was in summer.</p>", carried_from=before)
    first = changes(of.pk, SECTION, person("editor"))[-1].id
    save_text(of, SECTION, "<p>Two.</p>", based_on=digest("<p>As it was in summer.</p>"), by=person("editor"))
    assert SectionText.objects.get(report=of).carried_from is None
    client.post(address("restore", of, version_id=first), {"based_on": digest("<p>Two.</p>")})
    assert SectionText.objects.get(report=of).carried_from == before


def test_text_that_changed_meanwhile_is_not_accepted_on_the_page() -> None:
    of, client = report(), browser("editor")
    save_text(of, SECTION, "<p>Newer.</p>", based_on=digest(""), by=person("administrator"))
    page = client.post(address("accept", of), {"based_on": digest("")}, follow=True).content.decode()
    assert "administrator changed this text meanwhile" in page


def test_page_brings_what_its_own_chips_stand_for() -> None:
    of = report()
    written = (
        "<p>{{parties.total}}, {{@meeting:panel-97}}{{note: {{modifications.open|words}}}}, {{no.one}}, {{@MP999}}</p>"
    )
    SectionText.objects.create(report=of, section=SECTION, body=written)
    known = told(browser("editor"), of)["known"]
    offered = chips(person("editor"), of)
    assert [one["key"] for one in known["facts"]] == ["modifications.open", "parties.total"]
    assert all(one in offered["facts"] for one in known["facts"])
    assert [one["target"] for one in known["mentions"]] == ["meeting:panel-97"]
    assert known["references"] == []
    SectionText.objects.update(body="<p>{{#voting-groups}}, {{#no-such}}</p>")
    [reference] = told(browser("editor"), of)["known"]["references"]
    assert reference in offered["references"]
    assert reference["id"] == "voting-groups"


def told(client: Any, of: Any) -> Any:
    """What the page tells its script."""
    page = client.get(address("text", of)).content.decode()
    return json.loads(page.partition('<script id="text-data" type="application/json">')[2].partition("</script>")[0])


def test_page_tells_the_editor_what_it_needs() -> None:
    of, client = report(), browser("editor")
    august(of, "<p>One {{parties.total}}.</p>\n<ul>\n<li>Two\n<ul>\n<li>Three</li>\n</ul>\n</li>\n</ul>loose")
    page = told(client, of)
    assert page["name"] == f"operations/2021-09/{SECTION}"
    assert page["digest"] == digest("")
    assert page["before_month"] == "August 2021"
    assert page["before"][0] == "<p>One {{parties.total}}.</p>"
    assert page["before"][-1] == "<p>loose</p>"
