"""Versions of a text: gathered into sittings, compared word by word, and brought back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from access.audit import because
from reports.models import Report, SectionText
from reports.narrative.compare import Line, compare
from reports.narrative.services import digest, save_text
from reports.narrative.versions import Change, changes, sittings, version
from tests.access.cast import browser, person
from tests.reports.narrative.desk import SECTION, address, august, body, own, report

MORNING = datetime(2021, 10, 4, 9, 0, tzinfo=UTC)


def change(minute: int, by: int = 1, body: str = "", why: str = "") -> Change:
    return Change(minute, MORNING + timedelta(minutes=minute), by, f"person {by}", why, body or f"<p>At {minute}.</p>")


def ends(found: list[Change]) -> list[int]:
    return [sitting.last.id for sitting in sittings(found)]


def test_saves_that_follow_each_other_are_one_sitting() -> None:
    [sitting] = sittings([change(0), change(8), change(18)])
    assert (sitting.began, sitting.last.id) == (MORNING, 18)


def test_a_pause_another_person_and_a_reason_each_begin_a_sitting() -> None:
    assert ends([change(0), change(11)]) == [11, 0]
    assert ends([change(0), change(1, by=2), change(2)]) == [2, 1, 0]
    assert ends([change(0), change(1, why="restored from 1 October"), change(2)]) == [2, 1, 0]


def test_a_write_that_left_the_text_as_it_was_is_no_version() -> None:
    assert ends([change(0, body="<p>A</p>"), change(20, body="<p>A</p>")]) == [0]
    assert ends([change(0, body="<p>A</p>"), change(20, body="<p>A</p>", why="accepted as it stands")]) == [20, 0]


@pytest.mark.django_db
def test_changes_are_read_from_the_trail_with_who_and_what() -> None:
    of = report()
    save_text(of, SECTION, "<p>One.</p>", based_on=digest(""), by=person("editor"))
    found = changes(of.pk, SECTION, person("editor"))
    assert [one.body for one in found] == ["", "<p>One.</p>"]
    assert found[-1].who == "editor"
    assert version(of.pk, SECTION, found[-1].id, person("editor")) == found[-1]
    assert version(of.pk, "market", found[-1].id, person("editor")) is None


@pytest.mark.django_db
def test_text_that_was_brought_along_is_carried_and_nobodys() -> None:
    of, of_whom = report(), "editor"
    before = august(of, "<p>August’s words of the month.</p>")
    with because("opened September 2021", user=person(of_whom).pk):
        SectionText.objects.create(
            report=of, section=SECTION, body="<p>August’s words of the month.</p>", carried_from=before
        )
    [carried] = changes(of.pk, SECTION, person(of_whom))
    assert (carried.carried, carried.who, carried.by) == ("August 2021", "", None)
    changed = "<p>August’s words of the month.</p><p>And mine.</p>"
    save_text(of, SECTION, changed, based_on=digest(carried.body), by=person(of_whom))
    written = changes(of.pk, SECTION, person(of_whom))[-1]
    assert (written.carried, written.who) == ("", of_whom), "who keeps a passage of it writes all the same"

    client = browser(of_whom)
    page = client.get(address("versions", of), {"old": carried.id, "new": written.id}).content.decode()
    assert "<td>Carried from August 2021</td>" in page
    assert ", carried from August 2021" in page
    assert f"<td>{of_whom}</td>" in page


@pytest.mark.django_db
def test_versions_page_lists_compares_and_restores() -> None:
    of, client = report(), browser("editor")
    save_text(of, SECTION, "<p>There were 5.</p>", based_on=digest(""), by=person("editor"))
    first = changes(of.pk, SECTION, person("editor"))[-1].id
    save_text(of, SECTION, "<p>There were 6.</p>", based_on=digest("<p>There were 5.</p>"), by=person("administrator"))
    second = changes(of.pk, SECTION, person("editor"))[-1].id

    page = client.get(address("versions", of), {"old": first, "new": second}).content.decode()
    assert '<del class="number"><span class="govuk-visually-hidden">taken out: </span>5.</del>' in page
    assert '<ins class="number"><span class="govuk-visually-hidden">put in: </span>6.</ins>' in page

    answer = client.post(
        address("restore", of, version_id=first), {"based_on": digest("<p>There were 6.</p>")}, follow=True
    )
    assert body(of) == "<p>There were 5.</p>"
    assert changes(of.pk, SECTION, person("editor"))[-1].why.startswith("restored from ")
    assert "is the text again" in answer.content.decode()


@pytest.mark.django_db
def test_restoring_over_a_text_that_changed_meanwhile_is_refused() -> None:
    of, client = report(), browser("editor")
    save_text(of, SECTION, "<p>One.</p>", based_on=digest(""), by=person("editor"))
    first = changes(of.pk, SECTION, person("editor"))[-1].id
    save_text(of, SECTION, "<p>Two.</p>", based_on=digest("<p>One.</p>"), by=person("administrator"))
    page = client.post(address("restore", of, version_id=first), {"based_on": digest("<p>One.</p>")}, follow=True)
    assert "nothing of theirs was overwritten" in page.content.decode()
    assert body(of) == "<p>Two.</p>"


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", ["x", "-1", "99999999999999999999", "0", "٣"])
def test_versions_page_passes_over_a_version_that_is_none(wanted: str) -> None:
    of = report()
    assert browser("editor").get(address("versions", of), {"old": wanted, "new": wanted}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("saves", [1, 3])
def test_versions_page_asks_as_much_of_the_database_for_one_as_for_many(
    saves: int, django_assert_num_queries: object
) -> None:
    of, client = report(), browser("editor")
    stood = ""
    for number in range(saves):
        who = person("editor" if number % 2 else "administrator")
        save_text(of, SECTION, f"<p>{number}</p>", based_on=digest(stood), by=who)
        stood = f"<p>{number}</p>"
    # One of them asks which editions are in force.
    with django_assert_num_queries(8):  # type: ignore[operator]
        client.get(address("versions", of))


# --- comparing --------------------------------------------------------------------------------------------------------


def shown(lines: list[Line]) -> list[list[tuple[str, str]]]:
    return [[(piece.kind, piece.text) for piece in line.pieces] for line in lines]


def test_compare_marks_the_words_that_differ() -> None:
    found = compare("<p>There were 5 of them.</p>", "<p>There were six more of them.</p>")
    assert shown(found.old) == [[("same", "There were "), ("gone", "5"), ("same", " of them.")]]
    assert shown(found.new) == [[("same", "There were "), ("new", "six more"), ("same", " of them.")]]
    assert (found.removed, found.added) == (1, 2)


def test_compare_takes_a_token_for_a_word_and_sees_a_change_of_style() -> None:
    found = compare("<p>{{a.b}} open</p>", "<p>{{a.b|words}} <strong>open</strong></p>")
    assert shown(found.old) == [[("gone", "{{a.b}} open")]]
    assert [piece.text for piece in found.new[0].pieces] == ["{{a.b|words}} ", "open"]
    assert found.new[0].pieces[-1].bold


def test_compare_keeps_blocks_apart() -> None:
    found = compare("<p>A</p>", "<h4>A</h4><ul><li>B<ul><li>C</li></ul></li></ul>")
    assert [(line.block, line.depth) for line in found.new] == [("h4", 0), ("li", 1), ("li", 2)]


TEXT = st.lists(st.sampled_from(["a", "b", "5", "{{x.y}}", "<strong>c</strong>"]), max_size=8).map(" ".join)
BODY = st.lists(TEXT.map(lambda text: f"<p>{text}</p>"), max_size=4).map("".join)


@given(BODY, BODY)
def test_compare_shows_all_of_both_texts(old: str, new: str) -> None:
    found = compare(old, new)
    for side, other in ((found.old, compare(old, old).old), (found.new, compare(new, new).old)):
        assert [words(line) for line in side] == [words(line) for line in other]
    assert (found.removed == found.added == 0) or old != new


def words(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces)


# --- carried forward --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_month_before_is_shown_with_its_own_figures() -> None:
    of = report()
    august(of, "<p>{{parties.total}} Parties; see {{#voting-groups}}.{{note: A note.}}</p><ul><li>A bullet</li></ul>")
    page = browser("editor").get(address("before", of)).content.decode()
    assert "The text of August 2021" in page
    assert '<span data-fact="parties.total">0</span> Parties; see Figure\N{NO-BREAK SPACE}1.' in page
    assert "A note." in page
    assert "<li>A bullet</li>" in page


@pytest.mark.django_db
def test_month_before_asks_as_much_of_the_database_for_one_paragraph_as_for_many() -> None:
    of, client = report(), browser("editor")
    before = august(of, "<p>{{parties.total}}</p>")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address("before", of))
        return len(queries)

    one = asked()
    SectionText.objects.filter(report=before).update(body="<p>{{parties.total}}</p>" * 3)
    assert asked() == one


@pytest.mark.django_db
def test_month_before_without_a_text_says_so() -> None:
    assert (
        "There is no report of the month before" in browser("editor").get(address("before", report())).content.decode()
    )


@pytest.mark.django_db
def test_contributor_writes_what_they_own_and_reads_the_rest() -> None:
    of = report()
    owner = own(of, "contributor")
    client = browser("contributor")
    assert "Save</button>" in client.get(address("text", of)).content.decode()
    client.post(address("text", of), {"body": "<p>Mine.</p>", "based_on": digest("")})
    assert body(of) == "<p>Mine.</p>"
    assert changes(of.pk, SECTION, person("editor"))[-1].by == owner.pk
    other = address("text", of).replace(SECTION, "market")
    assert "You can read this text" in client.get(other).content.decode()
    assert client.post(other, {"body": "<p>Not mine.</p>", "based_on": digest("")}).status_code == 403


@pytest.mark.django_db
def test_versions_of_a_report_that_was_red_are_kept_from_who_could_not_read_it_then() -> None:
    of = report()
    own(of, "contributor")
    Report.objects.filter(pk=of.pk).update(classification="red")
    save_text(of, SECTION, "<p>A secret passage.</p>", based_on=digest(""), by=person("editor"))
    secret = changes(of.pk, SECTION, person("editor"))[-1].id
    Report.objects.filter(pk=of.pk).update(classification="white")
    save_text(of, SECTION, "<p>An open passage.</p>", based_on=digest("<p>A secret passage.</p>"), by=person("editor"))
    client = browser("contributor")
    page = client.get(address("versions", of), {"old": secret, "new": secret}).content.decode()
    assert "secret" not in page
    assert "An open passage." in [one.body for one in changes(of.pk, SECTION, person("contributor"))][-1]
    assert client.post(address("restore", of, version_id=secret), {"based_on": ""}).status_code == 404
    assert version(of.pk, SECTION, secret, person("editor")) is not None
