"""Saving a section's text: never over somebody else's, never what could not be printed, and never hostile HTML."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import close_old_connections, connection
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.engine.narrative import sanitise, validate
from reports.models import Report, SectionText
from reports.narrative.services import LONGEST, Faulty, Saved, Stale, accept_text, cleaned, digest, save_text
from reports.narrative.versions import changes
from tests.access.cast import person
from tests.reports.narrative.desk import SECTION, august, body, report

EMPTY = digest("")

pytestmark = pytest.mark.django_db


def write(of: Report, text: str, *, based_on: str, by: str = "editor", **more: Any) -> Saved | Stale | Faulty:
    return save_text(of, SECTION, text, based_on=based_on, by=person(by), **more)


def test_save_text_on_what_is_stored_replaces_it() -> None:
    of = report()
    first = write(of, "<p>One.</p>", based_on=EMPTY)
    assert first == Saved("<p>One.</p>", digest("<p>One.</p>"))
    second = write(of, "<p>Two.</p>", based_on=digest("<p>One.</p>"))
    assert isinstance(second, Saved)
    assert body(of) == "<p>Two.</p>"


def test_save_text_on_another_text_is_refused_with_theirs() -> None:
    of = report()
    write(of, "<p>Ann’s.</p>", based_on=EMPTY, by="editor")
    refused = write(of, "<p>Ben’s.</p>", based_on=EMPTY, by="administrator")
    assert isinstance(refused, Stale)
    assert (refused.body, refused.digest, refused.who) == ("<p>Ann’s.</p>", digest("<p>Ann’s.</p>"), "editor")
    assert refused.when == changes(of.pk, SECTION, person("editor"))[-1].at
    assert body(of) == "<p>Ann’s.</p>"


def test_save_text_notices_a_change_that_came_by_another_way() -> None:
    of = report()
    write(of, "<p>One.</p>", based_on=EMPTY)
    SectionText.objects.filter(report=of).update(body="<p>Loaded.</p>")
    refused = write(of, "<p>Two.</p>", based_on=digest("<p>One.</p>"))
    assert isinstance(refused, Stale)
    assert refused.body == "<p>Loaded.</p>"
    assert body(of) == "<p>Loaded.</p>"


def test_save_text_sent_twice_succeeds_twice_and_leaves_one_trace() -> None:
    of = report()
    write(of, "<p>One.</p>", based_on=EMPTY)
    traces = len(changes(of.pk, SECTION, person("editor")))
    assert isinstance(write(of, "<p>One.</p>", based_on=EMPTY), Saved)
    assert len(changes(of.pk, SECTION, person("editor"))) == traces


def test_save_text_that_cannot_be_printed_is_refused_with_its_faults() -> None:
    of = report()
    refused = write(of, "<p>See {{modifications.open and {{note: }}.</p>", based_on=EMPTY)
    assert isinstance(refused, Faulty)
    assert any("no partner" in fault for fault in refused.faults)
    assert not SectionText.objects.filter(report=of).exists()


def test_save_text_longer_than_a_section_can_be_is_refused() -> None:
    refused = write(report(), f"<p>{'a ' * LONGEST}</p>", based_on=EMPTY)
    assert isinstance(refused, Faulty)
    assert "longer than" in refused.faults[0]


def test_save_text_keeps_a_token_that_no_fact_answers_to() -> None:
    of = report()
    write(of, "<p>{{no.such_fact}} and {{@NOBODY}}.</p>", based_on=EMPTY)
    assert body(of) == "<p>{{no.such_fact}} and {{@NOBODY}}.</p>"


HOSTILE = [
    "<script>alert(1)</script>",
    "<p onclick=alert(1)>a</p>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">a</a>',
    '<a href="java\tscript:alert(1)">a</a>',
    '<a href="data:text/html,<script>alert(1)</script>">a</a>',
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    '<p style="background:url(javascript:alert(1))">a</p>',
    "<style>p{color:red}</style>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></p></noscript>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<p><ul><li><a href='//evil.example'>a</a></li></ul></p>",
    "<p>\x00a\x0bb\ud800c</p>",
    "<template><img src=x onerror=alert(1)></template>",
    "<xmp></xmp><img src=x onerror=alert(1)></xmp>",
    "<!--><img src=x onerror=alert(1)>-->",
    "{{modifications.open<script>alert(1)</script>}}",
]
HARMLESS = {f"<{sign}{tag}>" for tag in ("p", "h4", "ul", "li", "strong", "em", "a") for sign in ("", "/")}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_save_text_cleans_hostile_html(hostile: str) -> None:
    of = report()
    saved = write(of, hostile, based_on=EMPTY)
    stored = body(of) if isinstance(saved, Saved) else ""
    assert set(re.findall(r"<[^>]*>", stored)) <= HARMLESS
    assert sanitise(stored) == stored


@settings(max_examples=300, deadline=None)
@example("&#1")
@given(st.text(max_size=200) | st.text(alphabet="<>pulih4/=\"' a{}@#|:&;", max_size=120))
def test_cleaned_text_stays_as_it_is_and_can_be_stored(typed: str) -> None:
    once = cleaned(typed)
    assert cleaned(once) == once
    assert "\x00" not in once
    once.encode()
    validate(once)


AUGUST = "<p>In summer it was quiet.</p><p>Few people asked us anything.</p><p>So it was.</p>"
FIRST, SECOND, _ = AUGUST.replace("</p><p>", "</p>|<p>").split("|")
"""The last is too short to be known for August's by itself."""


def carried(of: Report) -> Report:
    """August's text, brought along."""
    before = august(of, AUGUST)
    SectionText.objects.create(report=of, section=SECTION, body=AUGUST, carried_from=before)
    return before


def mark(of: Report) -> Report | None:
    return SectionText.objects.select_related("carried_from").get(report=of).carried_from


def test_carried_text_is_marked_until_it_is_accepted() -> None:
    of = report()
    before = carried(of)
    assert mark(of) == before
    accepted = accept_text(of, SECTION, based_on=digest(AUGUST), by=person("editor"))
    assert accepted == Saved(AUGUST, digest(AUGUST))
    assert mark(of) is None
    assert changes(of.pk, SECTION, person("editor"))[-1].why == "accepted as it stands"


def test_carried_text_stays_marked_until_its_last_passage_is_written_anew() -> None:
    of = report()
    before = carried(of)
    one = AUGUST.replace(FIRST, "<p>In autumn it was not quiet.</p>")
    kept = write(of, one, based_on=digest(AUGUST))
    assert isinstance(kept, Saved)
    assert kept.carried
    assert mark(of) == before
    written = write(of, one.replace("anything", "much"), based_on=digest(one))
    assert isinstance(written, Saved)
    assert not written.carried
    assert mark(of) is None


def test_passage_of_last_month_is_marked_however_it_came_here() -> None:
    of = report()
    before = august(of, AUGUST)
    write(of, "<p>Of September.</p>", based_on=EMPTY)
    assert mark(of) is None
    pasted = "<p>Of September.</p><p>Few  people <strong>asked</strong> us anything.</p>"
    write(of, pasted, based_on=digest("<p>Of September.</p>"))
    assert mark(of) == before


def test_passage_that_is_put_back_is_marked_again() -> None:
    of = report()
    before = carried(of)
    write(of, "<p>Of September.</p>", based_on=digest(AUGUST))
    assert mark(of) is None
    write(of, f"<p>Of September.</p>{SECOND}", based_on=digest("<p>Of September.</p>"))
    assert mark(of) == before


def test_passage_that_was_accepted_is_not_marked_again() -> None:
    of = report()
    carried(of)
    accept_text(of, SECTION, based_on=digest(AUGUST), by=person("editor"))
    longer = f"{AUGUST}<p>Of September.</p>"
    write(of, longer, based_on=digest(AUGUST))
    assert mark(of) is None
    write(of, SECOND, based_on=digest(longer))
    write(of, FIRST, based_on=digest(SECOND))
    assert mark(of) is None


def test_passage_that_was_loaded_with_a_text_is_not_marked_by_a_word_elsewhere() -> None:
    """The book asks about it."""
    of = report()
    august(of, AUGUST)
    loaded = f"{SECOND}<p>Of September.</p>"
    SectionText.objects.create(report=of, section=SECTION, body=loaded)
    write(of, f"{loaded}<p>And more.</p>", based_on=digest(loaded))
    assert mark(of) is None


def test_text_of_a_month_without_one_before_is_not_marked() -> None:
    of = report()
    write(of, SECOND, based_on=EMPTY)
    assert mark(of) is None


def test_mark_of_an_older_month_is_judged_by_that_months_text() -> None:
    of = report()
    before = carried(of)
    Report.objects.filter(pk=before.pk).update(month=date(2021, 6, 1))
    write(of, f"{SECOND}<p>Of September.</p>", based_on=digest(AUGUST))
    assert mark(of) == before


def test_text_that_changed_meanwhile_is_not_accepted() -> None:
    of = report()
    write(of, "<p>One.</p>", based_on=EMPTY)
    assert isinstance(accept_text(of, SECTION, based_on=EMPTY, by=person("editor")), Stale)


# --- at the same moment ---------------------------------------------------------------------------------------------


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Run each in a thread of its own, from the same moment on."""
    gate = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(place: int) -> None:
        close_old_connections()
        try:
            gate.wait()
            results[place] = acts[place]()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("begun", [False, True], ids=["first text", "later text"])
def test_of_saves_at_the_same_moment_one_stands_and_the_others_are_shown_it(begun: bool) -> None:
    of, people = report(), [person(name) for name in ("editor", "administrator", "contributor", "approver")]
    if begun:
        save_text(of, SECTION, "<p>Begun.</p>", based_on=EMPTY, by=people[0])
    ground = digest("<p>Begun.</p>") if begun else EMPTY

    def save(who: int) -> Callable[[], Any]:
        return lambda: save_text(of, SECTION, f"<p>Of {who}.</p>", based_on=ground, by=people[who])

    results = at_once([save(who) for who in range(len(people))])
    saved = [result for result in results if isinstance(result, Saved)]
    stale = [result for result in results if isinstance(result, Stale)]
    assert (len(saved), len(stale)) == (1, 3)
    assert body(of) == saved[0].body
    assert {result.body for result in stale} == {saved[0].body}


@pytest.mark.django_db
def test_text_nested_without_end_is_refused_in_words() -> None:
    of = report()
    result = save_text(of, SECTION, "<ul><li>" * 20_000, based_on=digest(""), by=person("editor"))
    assert isinstance(result, Faulty)
    assert "two deep" in result.faults[0]
