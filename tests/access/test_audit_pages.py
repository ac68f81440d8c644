"""The audit trail of all records: who may look through it, what can be asked of it, and taking it away."""

from __future__ import annotations

import csv
import time
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.audit import because, record_act
from access.audit.log import HEADINGS, PAGE, Asked, log
from access.models import Act, User
from measures.models import Measure
from parties.models import Membership, Party
from tests.access.cast import CAST, STAFF, browser, person
from tests.parties.cast import party, voting_group

pytestmark = pytest.mark.django_db

TRAIL, EXPORT = "admin:audit", "admin:audit-export"


def look(name: str = "administrator", **asked: Any) -> Any:
    return browser(name).get(reverse(TRAIL), asked)


def told(answer: Any) -> list[tuple[str, str, str]]:
    return [(entry.action, entry.kind, entry.subject) for entry, _ in answer.context["entries"]]


def taken_away(client: Client, **asked: Any) -> list[dict[str, str]]:
    answer: Any = client.post(reverse(EXPORT), asked)
    assert answer.status_code == 200
    return list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


# --- Whose it is --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize(("address", "method"), [(TRAIL, "get"), (EXPORT, "post")])
def test_trail_is_for_administrators_and_of_records_for_editors(name: str, address: str, method: str) -> None:
    answer = getattr(browser(name), method)(reverse(address))
    allowed = name in ("editor", "administrator")
    assert answer.status_code == (200 if allowed else 404 if name in STAFF else 302)


@pytest.mark.parametrize("name", STAFF)
def test_menu_leads_to_it_those_who_may_read_it(name: str) -> None:
    shown = browser(name).get(reverse("admin:index")).content.decode()
    assert (reverse(TRAIL) in shown) is (name in ("editor", "administrator"))


def test_editor_reads_nothing_of_people_roles_and_acts() -> None:
    editor = person("editor")
    record_act("exported", user=editor, detail={})
    Party.objects.create(code="north", name="North")
    of_people = {"Person", "Role", ""}
    assert not of_people & {kind for _, kind, _ in told(look("editor"))}
    assert of_people <= {kind for _, kind, _ in told(look("administrator"))}
    assert told(look("editor", model="access.user")) == []
    assert look("editor", model="access.user").context["form"].errors


# --- What can be asked of it --------------------------------------------------------------------------


@pytest.fixture
def some_life() -> Party:
    editor, contributor, _ = person("editor"), person("contributor"), person("administrator")
    with because("Begin", user=editor.pk):
        made = Party.objects.create(code="north", name="North")
    with because("Correct", user=contributor.pk):
        Party.objects.update(name="Northern")
    Party.objects.create(code="south", name="South").delete()
    record_act("exported", user=contributor, detail={"rows": 3})
    return made


def test_everything_is_shown_newest_first(some_life: Party) -> None:
    assert told(look())[:5] == [
        ("done", "", "exported"),
        ("deleted", "Party", "South"),
        ("added", "Party", "South"),
        ("changed", "Party", "Northern"),
        ("added", "Party", "North"),
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"action": "changed"}, [("changed", "Party", "Northern")]),
        ({"action": "deleted"}, [("deleted", "Party", "South")]),
        ({"action": "done"}, [("done", "", "exported")]),
        ({"kind": "exported"}, [("done", "", "exported")]),
        ({"model": "parties.party", "action": "added"}, [("added", "Party", "South"), ("added", "Party", "North")]),
        ({"model": "measures.measure"}, []),
    ],
)
def test_trail_is_asked_by_what_happened_and_to_what(
    some_life: Party, asked: dict[str, str], expected: list[tuple[str, str, str]]
) -> None:
    assert told(look(**asked)) == expected


def test_trail_is_asked_by_person(some_life: Party) -> None:
    by_contributor = told(look(person=person("contributor").pk))
    assert by_contributor == [("done", "", "exported"), ("changed", "Party", "Northern")]


def test_trail_is_asked_by_record(some_life: Party) -> None:
    asked = look(model="parties.party", record=some_life.pk)
    assert told(asked) == [("changed", "Party", "Northern"), ("added", "Party", "North")]
    assert reverse("admin:parties_party_history", args=(some_life.pk,)) in asked.content.decode()


def test_trail_is_asked_by_day_both_with_all_their_hours(some_life: Party) -> None:
    today = timezone.localdate()
    written = today.strftime("%d/%m/%Y")
    assert len(told(look(first=written, last=written, model="parties.party"))) == 4
    assert told(look(last=(today - timedelta(days=1)).strftime("%d/%m/%Y"))) == []
    assert told(look(first=(today + timedelta(days=1)).strftime("%d/%m/%Y"))) == []
    assert len(told(look(last="31/12/9999", model="parties.party"))) == 4


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"record": "1"}, "model"),
        ({"record": "none", "model": "parties.party"}, "record"),
        ({"record": str(2**70), "model": "parties.party"}, "record"),
        ({"first": "31/02/2021"}, "first"),
        ({"first": "30/09/2021", "last": "29/09/2021"}, "last"),
        ({"person": "99999"}, "person"),
        ({"model": "auth.group"}, "model"),
        ({"action": "burnt"}, "action"),
    ],
)
def test_question_that_cannot_be_asked_is_refused_where_it_was_typed(asked: dict[str, str], field: str) -> None:
    answer = look(**asked)
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert answer.context["entries"] == []


@pytest.mark.parametrize("after", ["", "nonsense", "2021-13-45~1~1", "9999-12-31T00:00:00+00:00~99~1"])
def test_place_that_is_none_leads_to_the_newest(some_life: Party, after: str) -> None:
    assert told(look(after=after))


# --- Words --------------------------------------------------------------------------------------------


@pytest.fixture
def some_words(some_life: Party) -> None:
    record_act("download", user=person("approver"), detail={"file": "SECP_97_1510_17.pdf"})
    record_act("sign-in refused", user=None, detail={"name": "contributor", "why": "no match", "address": "::1"})
    record_act("signed in", user=person("editor"), detail={"address": "::1"})


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("nORTHern", [("changed", "Party", "Northern")]),
        ("sout", [("deleted", "Party", "South"), ("added", "Party", "South")]),
        ("North north", [("changed", "Party", "Northern"), ("added", "Party", "North")]),
        ("North South", []),
        ("SECP_97", [("done", "", "download")]),
        ("SECPx97", []),
        ("refused match", [("done", "", "sign-in refused")]),
        ("address", []),
        ("%", []),
        ("_", [("done", "", "download")]),
        ("\\", []),
    ],
)
def test_trail_is_asked_by_words_all_of_which_stand_in_the_entry(
    some_words: None, words: str, expected: list[tuple[str, str, str]]
) -> None:
    assert told(look(words=words)) == expected


def test_trail_is_asked_by_words_of_why_a_record_was_written(some_life: Party) -> None:
    """Each word in the reason or in the record; what was written for no reason stays away."""
    with because("entered from the letter of 9 September"):
        party("Fern")
    for words in ("letter", "LETTER fern", "September letter"):
        found = told(look(words=words))
        assert ("added", "Party", "Fern") in found, words
        assert {(action, about.split()[0].rstrip(":")) for action, _, about in found} == {("added", "Fern")}, words
    assert told(look(words="letter northern")) == []


def test_acts_and_changes_are_asked_together_by_words_person_and_day(some_words: None) -> None:
    today = timezone.localdate().strftime("%d/%m/%Y")
    found = told(look(words="contributor", first=today, last=today))
    assert [subject for _, _, subject in found] == ["sign-in refused", "Contributor: Every area", "contributor"]
    assert told(look(words="n", person=person("approver").pk)) == [("done", "", "download")]


def test_role_is_found_by_whose_it_is_and_by_its_name() -> None:
    holder, _ = person("contributor"), person("editor")
    holder.role_grants.all().delete()
    for words in ("contributor", "Contrib", "CONTRIBUTOR contributor"):
        found = told(look(words=words, model="access.rolegrant"))
        assert [action for action, _, _ in found] == ["deleted", "added"], words


def test_failed_sign_ins_are_asked_for_together_and_roles_at_a_click(some_words: None) -> None:
    record_act("sign-in locked", user=None, detail={"name": "contributor"})
    record_act("second factor refused", user=None, detail={"name": "editor"})
    page = look()
    assert [name for name, _ in page.context["often"]] == ["Roles given and taken", "Failed sign-ins"]
    roles, failed = (browser("administrator").get(f"{reverse(TRAIL)}?{asked}") for _, asked in page.context["often"])
    assert {kind for _, kind, _ in told(roles)} == {"Role"}
    subjects = [subject for _, _, subject in told(failed)]
    assert subjects == ["second factor refused", "sign-in locked", "sign-in refused"]
    assert look("editor").context["often"] == ()


def test_words_find_nothing_of_records_for_whoever_may_not_read_them_all(some_life: Party) -> None:
    """That a word stands in a record that is withheld would tell of it."""
    assert log(Asked(words="North"), reader=person("editor"))
    assert log(Asked(words="North"), reader=person("contributor")) == []


def test_file_is_of_what_was_asked_in_words(some_words: None) -> None:
    lines = taken_away(browser("administrator"), words="SECP_97")
    assert [(line["What"], line["Record"], line["After"]) for line in lines] == [
        ("done", "audit exported", "words: SECP_97"),
        ("done", "download", "file: SECP_97_1510_17.pdf"),
    ]
    assert Act.objects.latest("pk").detail == {"words": "SECP_97"}


# --- Its cost -----------------------------------------------------------------------------------------


def test_page_takes_as_many_queries_for_three_rows_as_for_one() -> None:
    client = browser("administrator")
    taken: list[int] = []
    for _ in range(3):
        party(group=voting_group())
        Party.objects.update(trading_name=f"Trader {len(taken)}")
        Membership.objects.update(applied_on="2019-12-01")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(TRAIL)).status_code == 200
        taken.append(len(captured))
    assert taken[1] == taken[2]


@pytest.mark.parametrize("asked", [{"words": "probe"}, {"kind": "probe"}, {"words": "contributor"}])
def test_page_of_acts_takes_as_many_queries_for_three_as_for_one(asked: dict[str, str]) -> None:
    client = browser("administrator")
    taken: list[int] = []
    for rows in (1, 3):
        for number in range(rows - len(taken)):
            record_act("probe", user=person("contributor"), detail={"name": f"contributor {number}"})
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(reverse(TRAIL), asked)
        acts = [entry for entry, _ in answer.context["entries"] if entry.action == "done"]
        assert len(acts) == rows
        taken.append(len(captured))
    assert taken[0] == taken[1]


def test_every_page_is_read_once_to_the_end() -> None:
    made = Measure.objects.create(code="calls", name="Calls", group="helpdesk")
    for number in range(PAGE * 2):
        Measure.objects.update(definition=f"Definition {number}")
    client, address, seen = browser("administrator"), reverse(TRAIL) + "?model=measures.measure", 0
    while address:
        context = client.get(address).context
        seen += len(context["entries"])
        address = f"{reverse(TRAIL)}?model=measures.measure&after={context['older']}".replace("+", "%2B")
        if not context["older"]:
            break
    assert seen == PAGE * 2 + 1
    assert made.pk


def test_trail_of_twenty_years_is_read_in_a_blink() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO measures_measureevent (pgh_label, pgh_created_at, id, illustrative, code, name, "group",
                   unit, decimals, ranked, definition, pgh_obj_id)
               SELECT 'update', now() - n * interval '45 minutes', n % 50, false, 'm', 'M', 'helpdesk',
                   'count', 0, false, 'Definition ' || n, n % 50
               FROM generate_series(1, 230000) AS n"""
        )
        cursor.execute("ANALYZE measures_measureevent")
    reader = person("administrator")
    began = time.perf_counter()
    page = log(Asked(), reader=reader)
    for _ in range(5):
        page = log(Asked(), reader=reader, after=page[-1].pick)
        page = log(Asked(model=Measure, record=7), reader=reader, after=page[-1].pick)
    assert len(page) == PAGE
    assert log(Asked(person=person("panel")), reader=reader) == []  # whoever did nothing is sought in all of it
    assert (time.perf_counter() - began) / 12 < 0.4
    began = time.perf_counter()
    assert log(Asked(words="nowhere"), reader=reader) == []  # and so is a word that stands nowhere
    assert len(log(Asked(words="definition 777"), reader=reader)) == PAGE
    assert time.perf_counter() - began < 3


# --- Taking it away -----------------------------------------------------------------------------------


def test_file_has_a_line_for_each_field_that_changed(some_life: Party) -> None:
    lines = taken_away(browser("administrator"), model="parties.party", record=some_life.pk, action="changed")
    assert [{name: line[name] for name in HEADINGS[1:10]} for line in lines] == [
        {
            "Who": "contributor",
            "What": "changed",
            "Kind of record": "Party",
            "Number": str(some_life.pk),
            "Record": "Northern",
            "Field": "Name",
            "Before": "North",
            "After": "Northern",
            "Why": "Correct",
        }
    ]


def test_file_holds_more_than_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("access.audit.log.BATCH", 7)
    for number in range(20):
        Party.objects.create(code=f"p{number}", name=f"P{number}")
    lines = taken_away(browser("administrator"), model="parties.party")
    assert {line["Record"] for line in lines} == {f"P{number}" for number in range(20)}


@pytest.mark.parametrize(("most", "cut"), [(5, True), (6, False)])
def test_file_ends_at_its_bound_and_says_so(monkeypatch: pytest.MonkeyPatch, most: int, cut: bool) -> None:
    monkeypatch.setattr("access.audit.log.BATCH", 2)
    monkeypatch.setattr("access.audit.log.MOST", most)
    for number in range(6):
        Party.objects.create(code=f"p{number}", name=f"P{number}")
    *_, last = lines = taken_away(browser("administrator"), model="parties.party")
    assert ("The file ends here, after 5 entries" in last["When"]) is cut
    assert len({line["Record"] for line in lines if line["Record"]}) == most


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", " =", "  @"])
def test_no_cell_of_the_file_begins_as_a_formula(begins: str) -> None:
    Party.objects.create(code="north", name=f"{begins}cmd|' /C calc'!A0")
    lines = taken_away(browser("administrator"), model="parties.party")
    assert {line["Record"] for line in lines} == {f"'{begins}cmd|' /C calc'!A0"}
    assert not any(cell.startswith(begins) for line in lines for cell in line.values())


def test_taking_it_away_is_in_the_trail_itself() -> None:
    taken_away(browser("administrator"), action="deleted", nonsense="x")
    act = Act.objects.get()
    assert (act.kind, act.by, act.detail) == ("audit exported", User.objects.get(), {"action": "deleted"})


def test_question_that_cannot_be_asked_takes_nothing_away() -> None:
    answer = browser("administrator").post(reverse(EXPORT), {"first": "31/02/2021"})
    assert answer.status_code == 302
    assert "first=31%2F02%2F2021" in answer.headers["Location"]
    assert not Act.objects.exists()


def test_file_is_taken_by_posting_alone() -> None:
    assert browser("administrator").get(reverse(EXPORT)).status_code == 405
