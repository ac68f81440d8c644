"""The pages of editions: who sees them, what is done on them, and what bad input comes back as."""

from __future__ import annotations

from datetime import date
from typing import Any

import pgtrigger
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from reports.edition_making import views
from reports.edition_making.rows import tree_of
from reports.editions import edition_of
from reports.engine.month import Month
from reports.models import StoredEdition
from tests.access.cast import STAFF, browser
from tests.reports.desk.desks import write
from tests.reports.edition_making.laid import OCTOBER, TODAY, changed, draft_of, drop, ids, in_force, without
from tests.reports.month import quiet_month

pytestmark = pytest.mark.django_db

INDEX, IN_CODE, NEW = "/editions/", "/editions/operations/2021/", "/editions/operations/new/"
ARRANGE, TAKE = f"{NEW}arrange/", f"{NEW}take-force/"


@pytest.fixture(autouse=True)
def october(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "today", lambda: TODAY)


def words(answer: Any) -> str:
    return " ".join(strip_tags(answer.content.decode().replace("<", " <")).replace("&#x27;", "'").split())


def page(address: str, who: str = "editor", status: int = 200) -> str:
    answer = browser(who).get(address)
    assert answer.status_code == status
    return words(answer)


def send(address: str, client: Client | None = None, **sent: Any) -> Any:
    return (client or browser("editor")).post(address, sent)


def act(act: str, seen: int = 1, **sent: Any) -> Any:
    return send(ARRANGE, act=act, seen=seen, **sent)


def laid_out() -> list[Any]:
    return ids(tree_of(StoredEdition.objects.get(key="new").sections.order_by("rank")))


def test_editions_of_every_report_are_listed_with_their_state() -> None:
    in_force(draft_of())
    draft_of(key="later")
    text = page(INDEX, "contributor")
    assert "Operations Report, 2021 edition 2021 In force from January 2021 to September 2021 With the program" in text
    assert "The new edition new In force from October 2021 Laid out from “2021”" in text
    assert "The later edition later Draft Laid out from “2021”" in text
    for name in ("Change Status Report, 2020 edition", "Sub-Committee Report, 2018 edition"):
        assert name in text
    assert "Start a new edition" not in text
    assert "Start a new edition of the Operations Report from the last one" in page(INDEX)


def test_edition_shows_its_sections_as_numbered_in_print_with_what_each_needs() -> None:
    text = page(IN_CODE, "contributor")
    assert "1 Purpose Text Written by staff, under purpose" in text
    assert "5.1 {month} snapshot" in text
    assert "4.2 Market Entry and Exit Text Written by staff, under market Prints" in text
    assert "Table: Parties that entered the SEC in the month" in text
    assert "Highlight: Party Engagement ( highlights-party-engagement )" in text
    assert "To be entered The month’s numbers of Helpdesk" in text
    assert "5 Monthly SECAS highlights A heading: those under it say what they need." in text
    assert "New modifications raised; Proposals open (pre-decision)" in text
    assert "Lay out its sections" not in text
    sub_committee = page("/editions/sub-committee/2018/")
    assert "Appendix A A1 Assurance statuses" in sub_committee


def test_edition_in_code_is_not_laid_out_here() -> None:
    assert "It comes with the program." in page(IN_CODE)
    for address in ("arrange/", "take-force/"):
        page(f"{IN_CODE}{address}", status=404)
    for address in ("withdraw/", "delete/", "arrange/", "take-force/"):
        assert send(f"{IN_CODE}{address}").status_code == 404


@pytest.mark.parametrize("address", ["/editions/nothing/2021/", "/editions/operations/1999/", f"{IN_CODE}nothing/"])
def test_edition_that_is_not_there_is_not_found(address: str) -> None:
    page(address, status=404)


@pytest.mark.parametrize("who", [*STAFF, "panel", "party", "stranger"])
def test_who_may_not_lay_out_finds_none_of_its_pages_and_changes_nothing(who: str) -> None:
    draft = without(draft_of(), "smda")
    client, may = browser(who), who in ("editor", "administrator")
    for address in (f"{IN_CODE}start/", ARRANGE, TAKE):
        assert client.get(address).status_code == (200 if may else 404)
    if may:
        return
    sent = {"key": "other", "name": "Other", "act": "drop", "section": "ccsg", "seen": 2, "month": "2021-10"}
    for address in (f"{IN_CODE}start/", ARRANGE, TAKE, f"{NEW}withdraw/", f"{NEW}delete/"):
        assert client.post(address, sent).status_code == 404
    draft.refresh_from_db()
    assert (draft.revision, draft.in_force_from, StoredEdition.objects.count()) == (2, None, 1)


def test_new_edition_is_started_and_laid_out() -> None:
    answer = send(f"{IN_CODE}start/", key="new", name="Operations Report, 2022 edition")
    assert (answer.status_code, answer["Location"]) == (302, ARRANGE)
    assert StoredEdition.objects.get().name == "Operations Report, 2022 edition"
    assert "Lay out Operations Report, 2022 edition" in page(ARRANGE)


@pytest.mark.parametrize(
    ("key", "name", "why"),
    [
        ("", "Name", "Short name: This field is required."),
        ("New One", "Name", "Write it in small letters, digits and hyphens"),
        ("x" * 41, "Name", "at most 40 characters"),
        ("2021", "Name", "Another edition of this report has this short name"),
        ("new", "", "Name: This field is required."),
        ("new", "n" * 121, "at most 120 characters"),
    ],
)
def test_edition_is_not_started_under_a_bad_name_and_keeps_what_was_typed(key: str, name: str, why: str) -> None:
    answer = send(f"{IN_CODE}start/", key=key, name=name)
    assert why in words(answer)
    for typed in (key, name):
        assert not typed or f'value="{typed}"' in answer.content.decode()
    assert not StoredEdition.objects.exists()


def test_sections_are_moved_retitled_dropped_and_added_on_the_page() -> None:
    draft_of()
    steps: list[dict[str, Any]] = [
        {"act": "down", "section": "purpose"},
        {"act": "title", "section": "purpose", "title": "Why {month}", "page_break": "on"},
        {"act": "drop", "section": "monthly"},
        {"act": "add", "reference": "2021/smda", "place": "after:purpose"},
        {"act": "add", "reference": "2021/modifications", "place": "end:"},
        {"act": "put", "section": "csc", "place": "under:market-updates"},
        {"act": "name", "name": "Short edition"},
    ]
    for seen, sent in enumerate(steps, 1):
        answer = send(ARRANGE, seen=seen, **sent)
        assert answer.status_code == 302, words(answer)
    assert laid_out() == [
        *("recommendation", "purpose", "smda", "highlights"),
        ["market-updates", "parties", "market", "uep", "testing", "csc"],
        "meetings",
        ["modifications", "versions", "modification-statistics", "assessment-statistics", "change-board"],
    ]
    draft = StoredEdition.objects.get()
    row = draft.sections.get(section="purpose")
    assert (row.title, row.page_break, draft.name, draft.revision) == ("Why {month}", True, "Short edition", 8)


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        ({"act": "down", "section": "purpose"}, "#section-purpose"),
        ({"act": "drop", "section": "smda"}, "#section-technical-operations"),
        ({"act": "drop", "section": "purpose"}, ""),
        ({"act": "name", "name": "Other"}, ""),
    ],
)
def test_who_changed_something_goes_on_where_they_were(sent: dict[str, str], place: str) -> None:
    draft_of()
    assert act(**sent)["Location"] == f"{ARRANGE}{place}"


def test_who_added_a_section_goes_on_there() -> None:
    without(draft_of(), "smda")
    assert act("add", seen=2, reference="2021/smda", place="end:")["Location"] == f"{ARRANGE}#section-smda"


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"act": "up", "section": "purpose"}, "It is the first there already."),
        ({"act": "title", "section": "smda", "title": "SMDA in {year}"}, "In braces stands {month} alone"),
        ({"act": "title", "section": "smda", "title": "x" * 201}, "Keep it to 200 characters: this is 201."),
        ({"act": "put", "section": "smda", "place": "under:purpose"}, "no section can stand"),
        ({"act": "put", "section": "smda", "place": ""}, "Choose where it is to stand."),
        ({"act": "drop", "section": "nothing"}, "The edition has no such section: look again."),
        ({"act": "add", "reference": "", "place": "end:"}, "choose one from the list"),
        ({"act": "add", "reference": "2021/smda", "place": "end:"}, "stands in the edition already"),
        ({"act": "name", "name": ""}, "This field is required."),
        ({"act": "name", "name": "x" * 121}, "at most 120 characters"),
    ],
)
def test_bad_input_is_said_changes_nothing_and_keeps_what_was_typed(sent: dict[str, str], why: str) -> None:
    draft_of()
    before = laid_out()
    answer = act(seen=1, **sent)
    assert (answer.status_code, why in words(answer), laid_out()) == (200, True, before)
    typed = sent.get("title") or (sent.get("name") if sent["act"] == "name" else "")
    assert not typed or f'value="{typed}"' in answer.content.decode()
    assert StoredEdition.objects.get().revision == 1


def test_what_is_no_act_is_not_found() -> None:
    draft_of()
    assert act("explode").status_code == 404
    assert act("").status_code == 404


@pytest.mark.parametrize("seen", ["1", "", "x", "99999999999999"])
def test_change_made_on_an_older_page_is_refused_and_keeps_what_was_typed(seen: str) -> None:
    without(draft_of(), "ccsg")
    answer = send(ARRANGE, act="title", section="smda", title="Device Assurance", seen=seen)
    assert answer.status_code == 409
    assert "Meanwhile somebody changed this edition." in words(answer)
    assert 'value="Device Assurance"' in answer.content.decode()
    assert StoredEdition.objects.get().sections.get(section="smda").title == ""


def test_change_of_an_edition_that_took_force_meanwhile_is_refused_and_said() -> None:
    in_force(draft_of())
    client = browser("editor")
    answer = client.post(ARRANGE, {"act": "drop", "section": "smda", "seen": 2}, follow=True)
    assert "It took force and cannot be changed: start a new edition from it." in words(answer)
    assert StoredEdition.objects.get().sections.filter(section="smda").exists()


def test_titles_are_shown_as_words_and_never_as_markup() -> None:
    draft_of()
    act("title", section="smda", title="<script>alert(title)</script> & {month}")
    for address in (NEW, ARRANGE):
        content = browser("editor").get(address).content.decode()
        assert "<script>alert" not in content
        assert "&lt;script&gt;alert(title)&lt;/script&gt; &amp; {month}" in content


def test_editor_sees_what_changes_before_an_edition_takes_force() -> None:
    report = quiet_month()
    write(report, "smda")
    draft = without(draft_of(), "smda")
    text = page(f"{TAKE}?month=September+2021")
    assert "What changes from September 2021, against Operations Report, 2021 edition" in text
    assert "Dropped Smart Meter Device Assurance (SMDA) update" in text
    assert "September 2021: Smart Meter Device Assurance (SMDA) update ( smda )" in text
    assert 'name="month" value="2021-09"' in browser("editor").get(f"{TAKE}?month=September+2021").content.decode()
    answer = browser("editor").post(TAKE, {"month": "2021-09", "seen": draft.revision}, follow=True)
    assert "The new edition is in force from September 2021. Earlier months keep theirs." in words(answer)
    assert [edition_of("operations", Month(2021, month)).key for month in (8, 9)] == ["2021", "new"]


@pytest.mark.parametrize(
    ("month", "why"),
    [
        ("", "Name the first month it is in force."),
        ("soon", "Write the month like 2021-09."),
        ("1985-01", "Name a month from 2000 on."),
        ("2021-01", "2021 edition has been in force since January 2021: take a later month."),
        ("2021-07", "was issued on 4 October 2021 as it was laid out then: take a month after it."),
    ],
)
def test_month_that_cannot_be_taken_is_refused_before_and_when_it_is_confirmed(month: str, why: str) -> None:
    quiet_month(issue_date=date(2021, 10, 4))
    draft_of()
    assert why in page(f"{TAKE}?month={month}")
    answer = send(TAKE, month=month, seen=1)
    assert (answer.status_code, why in words(answer)) == (200, True)
    assert StoredEdition.objects.get().in_force_from is None


def test_edition_that_changed_since_it_was_looked_at_does_not_take_force() -> None:
    without(draft_of(), "smda")
    answer = send(TAKE, month="2021-10", seen=1)
    assert "Meanwhile somebody changed this edition." in words(answer)
    assert StoredEdition.objects.get().in_force_from is None


def test_edition_in_force_is_withdrawn_until_a_report_was_issued_under_it(monkeypatch: pytest.MonkeyPatch) -> None:
    quiet_month(month=OCTOBER.first, issue_date=date(2021, 11, 8))
    in_force(draft_of())
    assert "Withdraw it to a draft" in page(NEW)
    assert "Meanwhile somebody changed this edition." in words(browser("editor").post(f"{NEW}withdraw/", follow=True))
    answer = browser("editor").post(f"{NEW}withdraw/", {"seen": 2}, follow=True)
    assert "The new edition is a draft again." in words(answer)
    one = in_force(StoredEdition.objects.get())
    monkeypatch.setattr(views, "today", lambda: date(2021, 11, 8))
    text = page(NEW)
    assert "October 2021 was issued on 8 November 2021 as it lays it out, so it stays as it is." in text
    assert "Withdraw it" not in text
    answer = browser("editor").post(f"{NEW}withdraw/", {"seen": one.revision}, follow=True)
    assert "it stays as it is" in words(answer)
    assert edition_of("operations", OCTOBER).key == "new"


def test_draft_is_deleted_by_who_saw_it_as_it_is() -> None:
    draft = without(draft_of(), "smda")
    answer = browser("editor").post(f"{NEW}delete/", {"seen": 1}, follow=True)
    assert "Meanwhile somebody changed this edition." in words(answer)
    answer = browser("editor").post(f"{NEW}delete/", {"seen": draft.revision}, follow=True)
    assert "The new edition was deleted." in words(answer)
    assert not StoredEdition.objects.exists()


def test_what_was_done_to_an_edition_is_told_on_its_page_each_act_once() -> None:
    draft_of()
    act("drop", section="smda")
    text = page(NEW)
    assert text.count("Drop a section, by editor") == 1
    assert text.count("Start an edition") == 1


def test_fault_is_said_on_the_page_of_the_edition_and_where_it_is_laid_out() -> None:
    draft = draft_of()
    draft.sections.filter(section="smda").update(taken_from="1999")
    draft = changed(draft, lambda tree, catalogue: [drop(tree, id) for id in ("parties", "market", "uep", "testing")])
    for address in (NEW, ARRANGE):
        text = page(address)
        assert "“smda” of edition 1999 is not in the catalogue any more: drop it." in text
        assert "Nothing stands in it: put a section under it, or drop it." in text
    assert "Section “smda”" in page(f"{TAKE}?month=2021-10")
    assert act("drop", seen=draft.revision, section="smda").status_code == 302


def test_reference_that_would_lead_nowhere_is_shown_before_an_edition_takes_force() -> None:
    write(quiet_month(), "security", "<p>See {{#smda}}.</p>")
    without(draft_of(), "smda")
    text = page(f"{TAKE}?month=2021-10")
    assert "References that would lead nowhere in the Operations Report, September 2021" in text
    assert "In “Security and Privacy update”: No one section, table or figure has the id “smda”." in text


def test_edition_whose_section_is_no_more_can_be_followed_by_another_without_a_comparison() -> None:
    broken = in_force(draft_of(key="broken"))
    with pgtrigger.ignore("reports.StoredSection:of_a_draft_alone"):
        broken.sections.filter(section="smda").update(taken_from="1999")
    draft_of()
    assert "There is nothing to compare it with: The broken edition cannot be printed" in page(f"{TAKE}?month=2021-11")
    assert "is in force from November 2021" in words(
        browser("editor").post(TAKE, {"month": "2021-11", "seen": 1}, follow=True)
    )


@pytest.mark.parametrize(
    # What changes is shown with the latest report made in the draft, which asks all that a report asks.
    ("address", "most"),
    [(INDEX, 30), (NEW, 30), (ARRANGE, 30), (f"{TAKE}?month=2021-12", 150)],
)
def test_queries_are_as_many_for_three_editions_as_for_one(address: str, most: int) -> None:
    def cost(number: int) -> int:
        with transaction.atomic():
            draft_of()
            quiet_month()
            for place in range(number):
                in_force(draft_of(key=f"other-{place}"), Month(2021, 9 + place))
            client = browser("editor")
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            transaction.set_rollback(True)
        return len(captured)

    assert cost(1) == cost(3) < most


def test_dropping_a_section_says_how_many_went_with_it() -> None:
    draft_of()
    editor = browser("editor")
    send(ARRANGE, editor, act="drop", seen=1, section="market-updates")
    said = words(editor.get(ARRANGE))
    assert "The section was dropped, with the 4 under it: the catalogue below has it still." in said
