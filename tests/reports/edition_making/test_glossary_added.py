"""The glossary of a paper can be added to any report's edition, and lists what the month's paper uses."""

from __future__ import annotations

import pytest
from django.utils.html import strip_tags

from reports.definitions.registry import definitions
from reports.edition_making.catalogue import SHARED, catalogue_of
from reports.models import Abbreviation
from tests.access.cast import browser
from tests.reports.edition_making.laid import add, changed, draft_of
from tests.reports.month import day, quiet_month

pytestmark = pytest.mark.django_db


def test_glossary_is_offered_to_every_report() -> None:
    for one in definitions().values():
        assert (SHARED, "glossary") in catalogue_of(one.editions), one.kind


def test_glossary_is_offered_until_it_stands_in_the_edition_and_lists_what_its_paper_uses() -> None:
    quiet_month()
    Abbreviation.objects.create(short="UEP", stands_for="User Entry Process", since=day(1))
    draft = draft_of()
    page = "/editions/operations/new/"
    arrange = f"{page}arrange/"
    assert 'value="shared/glossary"' in browser("editor").get(arrange).content.decode()
    changed(draft, lambda tree, catalogue: add(tree, (SHARED, "glossary"), "end:", catalogue))
    assert 'value="shared/glossary"' not in browser("editor").get(arrange).content.decode()
    preview = browser("editor").get(f"{page}preview/2021-09/").content.decode()
    text = " ".join(strip_tags(preview.replace("<", " <")).split())
    assert "Abbreviations used in this paper" in text
    assert "UEP User Entry Process" in text
