"""Drafts of editions: started, changed by one at a time, and kept from change once in force."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from access.audit import history_of
from access.events import event_model_of
from reports.definitions.registry import definitions
from reports.edition_making.arranging import UP, drop, entitle, put, step
from reports.edition_making.rows import tree_like, tree_of
from reports.edition_making.services import STALE, change, discard, laid_out, rename, start
from reports.editions import resolved
from reports.models import StoredEdition, StoredSection
from tests.access.cast import person
from tests.reports.edition_making.laid import OCTOBER, changed, draft_of, ids, in_force, without

pytestmark = pytest.mark.django_db

CODED = [(kind, edition.key) for kind, one in definitions().items() for edition in one.editions]


def tree(draft: StoredEdition) -> Any:
    return tree_of(draft.sections.order_by("rank"))


@pytest.mark.parametrize(("kind", "key"), CODED)
def test_draft_of_every_edition_in_code_makes_the_same_report(kind: str, key: str) -> None:
    draft = start(kind, key, key="copy", name="A copy")
    edition = next(one for one in definitions()[kind].editions if one.key == key)
    made = resolved(draft, draft.sections.order_by("rank"), edition.in_force_from)
    assert (made.sections, made.parts, made.called_after) == (edition.sections, edition.parts, edition.called_after)
    assert (draft.based_on, draft.started_from, draft.in_force_from) == (key, key, None)


def test_draft_started_from_a_draft_has_its_changes_and_not_its_state() -> None:
    first = without(draft_of(), "smda")
    in_force(first)
    second = draft_of(source="new", key="newer")
    assert (second.based_on, second.started_from, second.in_force_from) == ("2021", "new", None)
    assert tree(second) == tree(first)
    assert "smda" not in {row.section for row in second.sections.all()}


def test_short_name_is_an_editions_own_and_a_source_must_be_there() -> None:
    draft_of()
    for key in ("2021", "new"):
        with pytest.raises(ValidationError) as refused:
            draft_of(key=key)
        assert list(refused.value.message_dict) == ["key"]
    with pytest.raises(LookupError):
        start("operations", "1999", key="other", name="Other")
    with pytest.raises(LookupError):
        laid_out("nothing", "2021")
    assert start("change-status", "2020", key="new", name="New").kind == "change-status"


def test_each_kind_of_change_is_kept() -> None:
    draft = draft_of("change-status", "2020")
    draft = changed(draft, lambda tree, catalogue: step(tree, "refine", UP))
    draft = changed(
        draft, lambda tree, catalogue: entitle(tree, "define", "New in {month}", page_break=True, catalogue=catalogue)
    )
    draft = changed(draft, lambda tree, catalogue: put(tree, "authority", "under:define", catalogue))
    draft = changed(draft, lambda tree, catalogue: drop(tree, "summary"))
    assert ids(tree(draft))[:5] == [
        "purpose",
        "recommendation",
        ["refine", "working-group", "refinement-consultations", "impact-assessments", "assessment-statistics"],
        ["define", "new-proposals", "csc", "authority"],
        ["opine", "report-consultations", "change-board", "modification-statistics"],
    ]
    row = draft.sections.get(section="define")
    assert (row.title, row.page_break, draft.revision) == ("New in {month}", True, 5)


def test_change_writes_only_the_rows_it_changes() -> None:
    draft = draft_of()
    events = event_model_of(StoredSection).objects
    before = events.count()
    changed(draft, lambda tree, catalogue: step(tree, "recommendation", UP))
    assert events.count() - before == 2
    assert {event.section for event in events.order_by("-pgh_id")[:2]} == {"purpose", "recommendation"}
    changed(draft, lambda tree, catalogue: entitle(tree, "smda", "SMDA", page_break=False, catalogue=catalogue))
    assert events.count() - before == 3


def test_change_tells_the_trail_why() -> None:
    draft = changed(draft_of(), lambda tree, catalogue: drop(tree, "smda"))
    assert "Change an edition" in {entry.why for entry in history_of(draft, reader=person("administrator"))}


def test_change_made_on_another_revision_is_refused_and_changes_nothing() -> None:
    draft = draft_of()
    changed(draft, lambda tree, catalogue: drop(tree, "smda"))
    for act in (
        lambda: change(draft, "Change", lambda tree, catalogue: drop(tree, "ccsg"), seen=1),
        lambda: rename(draft, "Other", seen=1),
        lambda: discard(draft, seen=1),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == STALE
    draft.refresh_from_db()
    assert (draft.name, draft.revision) == ("The new edition", 2)
    assert draft.sections.filter(section="ccsg").exists()


def test_refused_change_leaves_the_draft_as_it_was() -> None:
    draft = draft_of()
    with pytest.raises(ValidationError):
        changed(draft, lambda tree, catalogue: (drop(tree, "smda"), step(tree, "purpose", UP)))
    draft.refresh_from_db()
    assert draft.revision == 1
    assert tree(draft) == tree_like(definitions()["operations"].editions[-1])


def test_draft_is_renamed_and_deleted_with_its_sections() -> None:
    draft = rename(draft_of(), "Another name", seen=1)
    assert (draft.name, draft.revision) == ("Another name", 2)
    discard(draft, seen=2)
    assert not StoredEdition.objects.exists()
    assert not StoredSection.objects.exists()
    with pytest.raises(ValidationError, match="deleted"):
        discard(draft, seen=2)


def test_edition_in_force_is_not_changed_or_deleted() -> None:
    draft = in_force(draft_of())
    for act in (
        lambda: changed(draft, lambda tree, catalogue: drop(tree, "smda")),
        lambda: rename(draft, "Other", seen=draft.revision),
        lambda: discard(draft, seen=draft.revision),
    ):
        with pytest.raises(ValidationError, match="start a new edition from it"):
            act()


@pytest.mark.parametrize(
    "write",
    [
        lambda one: StoredEdition.objects.filter(pk=one.pk).update(name="Other"),
        lambda one: StoredEdition.objects.filter(pk=one.pk).update(in_force_from="2022-01-01"),
        lambda one: StoredEdition.objects.filter(pk=one.pk).delete(),
        lambda one: one.sections.filter(section="smda").update(title="Other"),
        lambda one: one.sections.filter(section="smda").delete(),
        lambda one: one.sections.create(section="more", taken_from="2021", rank=99),
        lambda one: StoredSection.objects.filter(edition__key="other").update(edition=one, rank=98),
    ],
)
def test_database_itself_keeps_an_edition_in_force_from_change(write: Any) -> None:
    one = in_force(draft_of())
    other = draft_of(key="other")
    other.sections.exclude(section="purpose").delete()
    other.sections.update(section="more")
    with pytest.raises(DatabaseError, match=r"Cannot (update|delete)|do not change"), transaction.atomic():
        write(one)


@pytest.mark.parametrize(
    "write",
    [
        lambda one: one.sections.create(section="smda", taken_from="2019", rank=99),
        lambda one: StoredEdition.objects.filter(pk=one.pk).update(in_force_from="2021-10-02"),
        lambda one: StoredEdition.objects.filter(pk=one.pk).update(in_force_from="2021-10-01"),
        lambda one: StoredEdition.objects.create(kind="operations", key="new", name="Again", based_on="2021"),
    ],
    ids=["a section twice", "from the middle of a month", "by nobody", "a short name twice"],
)
def test_database_refuses_what_no_edition_can_be(write: Any) -> None:
    one = draft_of()
    with pytest.raises(IntegrityError), transaction.atomic():
        write(one)


def test_change_costs_as_many_queries_in_a_long_edition_as_in_a_short_one() -> None:
    long, short = draft_of(), without(draft_of(key="short"), "monthly")
    found = []
    for draft in (long, short):
        with CaptureQueriesContext(connection) as captured:
            changed(draft, lambda tree, catalogue: step(tree, "recommendation", UP))
        found.append(len(captured))
    assert found[0] == found[1]
    assert definitions()["operations"].editions[-1].in_force_from < OCTOBER
