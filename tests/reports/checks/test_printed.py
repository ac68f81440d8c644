"""What a finding shows of a text: what a reader has before them, never what stands between braces."""

from __future__ import annotations

import pytest

from tests.reports.checks.planting import Ground, found_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]


def excerpt_of(body: str) -> str:
    ground = Ground()
    ground.text("website", body)
    (found,) = found_by("text.unbound", ground)
    return found.finding.message.partition("figure: ")[2]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>Of {{parties.total}} Parties 24 read it.</p>", "“Of 332 Parties 24 read it.”."),
        ("<p>{{parties.acceded|Words}} Party and 24 more.</p>", "“One Party and 24 more.”."),
        ("<p>{{@MP149|ref}} and 24 more: see {{#stages}}.</p>", "“MP149 and 24 more: see Figure 3.”."),
        ("<p>Version {{quoted: 3.0 | the name of an uplift}} and 24 more.</p>", "“Version 3.0 and 24 more.”."),
        ("<p>24{{note: Or so, of {{parties.total}}.}} came.</p>", "“24 (Or so, of 332.) came.”."),
        ("<p>{{@MP999}} and 24 more.</p>", "“{{@MP999}} and 24 more.”."),
        ("<p>{{@MP149}} and {{@MP149}} and 24 more &amp; less.</p>", None),
    ],
)
def test_excerpt_shows_what_is_printed(body: str, shown: str | None) -> None:
    found = excerpt_of(body)
    assert found == shown or (shown is None and "{{" not in found and "and 24 more & less" in found)


def test_excerpt_stays_short_when_titles_are_long() -> None:
    assert len(excerpt_of("<p>" + "{{@MP149}} and " * 5 + "24 more.</p>")) < 160


def test_number_inside_a_note_is_shown_in_its_brackets() -> None:
    assert excerpt_of("<p>Many{{note: Or 24 of them.}} came.</p>") == "“Many (Or 24 of them.) came.”."


def messages(check: str, words: str) -> list[str]:
    ground = Ground()
    ground.text("website", f"<p>{words}</p>")
    return [one.finding.message for one in found_by(check, ground)]


@pytest.mark.parametrize(
    ("words", "checks"),
    [
        ("Pages about MP999 are read most.", {"names.unknown_reference"}),
        ("Pages about MP121 are read most.", {"names.typed_reference"}),
        ("Pages about {{@MP121|ref}} are read most.", set()),
    ],
)
def test_reference_that_is_typed_is_told_of_once(words: str, checks: set[str]) -> None:
    both = ("names.unknown_reference", "names.typed_reference")
    assert {check for check in both if messages(check, words)} == checks
