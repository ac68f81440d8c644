"""A whole month closed by a contributor and an editor: from the empty month to no open error, with planted mistakes
caught on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from meetings.models import Election
from tests.browser.closing import book_steps, closed_steps, importing_steps, opening, typing_steps, writing_steps
from tests.browser.closing.people import Person
from tests.browser.place import Complaints, Site, serve_september
from tests.workers import Worker

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

Opener = Callable[..., Page]


@pytest.fixture
def site(transactional_db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """September, on 4 November 2021: the data cut of October is over, and its papers are not due yet."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr("reports.desk.views.today", lambda: date(2021, 11, 4))
    opening.enter_deadlines()
    with serve_september() as served:
        yield served


def test_month_is_closed_by_a_contributor_and_an_editor(
    site: Site, open_browser: Opener, start_worker: Callable[..., Worker], complaints: Complaints, tmp_path: Path
) -> None:
    start_worker(SEC_STORAGE_DIR=str(tmp_path))
    editor = Person("editor", open_browser(), site)
    opening.open_october(editor)
    opening.give_sections(editor)
    opening.each_gap_leads_to_its_form(editor)
    contributor = Person("contributor", open_browser(), site)
    opening.what_is_theirs_is_seen(contributor)

    importing_steps.records_are_refused_by_row(contributor)
    importing_steps.records_are_put_right_and_saved(contributor)
    importing_steps.paper_is_imported(editor)
    importing_steps.side_import_is_undone_and_done_again(contributor, election_is_closed)

    editor.go(typing_steps.GRID)
    typing_steps.numbers_are_typed(contributor)
    complaints.expect("status of 409")  # a stale number
    complaints.expect("status of 422")  # a token half typed
    typing_steps.stale_value_is_refused(contributor, editor)

    writing_steps.number_is_bound_as_it_is_typed(contributor)
    writing_steps.mistakes_are_written(contributor)
    writing_steps.change_highlight_is_written(contributor)
    writing_steps.last_months_words_are_accepted(contributor)

    book_steps.book_lists_what_was_planted(contributor)
    book_steps.each_finding_leads_to_its_form(contributor)
    book_steps.contributor_may_give_no_reason(contributor)
    book_steps.number_is_mended(contributor)
    book_steps.target_is_mended_and_its_history_kept(contributor)
    book_steps.text_is_mended(contributor)
    book_steps.last_months_words_are_mended(contributor)
    book_steps.reasons_are_given(editor)
    book_steps.annex_says_so(editor)

    closed_steps.draft_is_read(editor)
    closed_steps.pdf_is_made(editor)
    closed_steps.month_is_closed(contributor, editor)


def election_is_closed() -> bool:
    return Election.objects.get(committee__code="tabasc", year=2021).closed_on is not None
