"""The page of codes tells someone who has only the docs every name that a month's files may use."""

from __future__ import annotations

import pytest

from reports.building import build_report
from reports.definitions.change_status.edition_2020 import EDITION_2020
from reports.definitions.sub_committee.edition_2018 import EDITION_2018
from reports.engine.blocks import Figure, Table
from reports.engine.document import walk_blocks, walk_sections
from reports.engine.edition import texts_asked
from reports.facts.records import FACTS
from reports.models import Report, SectionText
from reports.reference_page import page

pytestmark = pytest.mark.django_db


def test_page_has_every_fact_and_the_committees_that_decide() -> None:
    text = page()
    assert [key for key in FACTS if f"| `{key}` |" not in text] == []
    for code in ("csc", "change-board", "panel", "cacop", "ccsg", "website-top-pages", "helpdesk-emails"):
        assert f"`{code}`" in text


@pytest.mark.usefixtures("sample_month")
def test_page_has_every_id_and_text_of_the_sample_report() -> None:
    document = build_report(Report.objects.select_related("meeting__committee").get()).document
    ids = {section.id for part in document.parts for section in walk_sections(part.sections)}
    ids |= {block.id for _, _, block in walk_blocks(document) if isinstance(block, (Table, Figure)) and block.number}
    text = page()
    assert {name for name in ids if f"| `{name}` |" not in text} == set()
    assert {
        name for name in SectionText.objects.values_list("section", flat=True) if f"| `{name}` |" not in text
    } == set()


def test_page_has_every_id_text_and_committee_of_the_sub_committee_report() -> None:
    _, _, of_it = page().partition("## Sub-Committee Report\n")
    names = ("opsg", "smki-pma", "dcc-reports", "dcc-figures", "letter-parties", "letters-named")
    assert {name for name in names if f"| `{name}` |" not in of_it} == set()
    asked = texts_asked(EDITION_2018.every_section)
    assert {id for id, _ in asked if f"| `{id}` |" not in of_it} == set()


def test_page_has_every_id_text_and_committee_of_the_change_status_report() -> None:
    text = page()
    _, _, of_it = text.partition("## Change Status Report\n")
    names = ("working-group", "dcc-update", "summary", "timescales", "dcc-underway", "change-board", "new-proposals")
    assert {name for name in names if f"| `{name}` |" not in of_it} == set()
    asked = texts_asked(EDITION_2020.every_section)
    assert {id for id, _ in asked if f"| `{id}` |" not in of_it} == set()
