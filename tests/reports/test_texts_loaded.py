"""A text that is loaded from a file over one that was carried forward."""

from __future__ import annotations

import pytest

from importing.models import RunState
from reports.models import SectionText
from tests.access.cast import person
from tests.importing.files import load
from tests.importing.runs import saved, undone
from tests.reports.desk.desks import september, write
from tests.reports.narrative.desk import august

pytestmark = pytest.mark.django_db

HEADER = "report,month,section,body"


@pytest.mark.parametrize(("body", "is_still_marked"), [("<p>Written anew.</p>", False), ("<p>As it was.</p>", True)])
def test_text_loaded_anew_is_no_longer_last_months(body: str, is_still_marked: bool) -> None:
    report = september()
    write(report, "helpdesk", "<p>As it was.</p>", carried_from=report)
    outcome = load(section_texts=(HEADER, f"operations,2021-09,helpdesk,{body}"))
    assert outcome.problems == ()
    text = SectionText.objects.get()
    assert (text.body, text.carried_from is not None) == (body, is_still_marked)


def test_undoing_an_import_marks_the_text_again_as_the_month_it_came_from() -> None:
    report, editor = september(), person("editor")
    marked = write(report, "helpdesk", "<p>As it was.</p>", carried_from=report)
    own = write(report, "website", "<p>Written here.</p>")
    run = saved(
        editor,
        section_texts=(
            HEADER,
            "operations,2021-09,helpdesk,<p>Written anew.</p>",
            "operations,2021-09,website,<p>Written anew.</p>",
        ),
    )
    assert not SectionText.objects.filter(carried_from__isnull=False).exists()
    assert undone(run, editor).state == RunState.UNDONE
    for text, source in ((marked, report), (own, None)):
        before = text.body
        text.refresh_from_db()
        assert (text.body, text.carried_from) == (before, source)


def test_undoing_an_import_leaves_a_text_blank_whose_month_is_gone() -> None:
    report, editor = september(), person("editor")
    other = august(report)
    marked = write(report, "helpdesk", "<p>As it was.</p>", carried_from=other)
    run = saved(editor, section_texts=(HEADER, "operations,2021-09,helpdesk,<p>Written anew.</p>"))
    other.delete()
    assert undone(run, editor).state == RunState.UNDONE
    marked.refresh_from_db()
    assert (marked.body, marked.carried_from) == ("<p>As it was.</p>", None)


def test_undoing_puts_back_the_mark_that_stood_last_before_the_import() -> None:
    report, editor = september(), person("editor")
    text = write(report, "helpdesk", "<p>As it was.</p>", carried_from=report)
    SectionText.objects.filter(pk=text.pk).update(carried_from=None)
    undone(saved(editor, section_texts=(HEADER, "operations,2021-09,helpdesk,<p>Written anew.</p>")), editor)
    text.refresh_from_db()
    assert (text.body, text.carried_from) == ("<p>As it was.</p>", None)
