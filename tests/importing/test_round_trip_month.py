"""A whole month, exported in every kind of file and loaded again."""

from __future__ import annotations

import pytest

from importing.exporting import export
from importing.package import Format
from importing.registry import templates
from importing.template import Template
from reports.models import SectionText
from tests.importing.runs import load_again

FORMATS = pytest.mark.parametrize("format", Format, ids=lambda format: format.value)
EVERY = pytest.mark.parametrize("template", templates().values(), ids=lambda template: template.name)


@pytest.mark.django_db
@FORMATS
@EVERY
def test_every_kind_of_record_of_the_month_loads_again_unchanged(
    sample_month: None, template: Template, format: Format
) -> None:
    rows = template.model._default_manager.all()
    problems, counts = load_again(template.name, format, export(template, rows, format))
    assert problems == []
    assert counts == f"0 added, 0 changed, {rows.count():,} unchanged"


@pytest.mark.django_db
@FORMATS
def test_text_of_several_paragraphs_loads_again_unchanged(sample_month: None, format: Format) -> None:
    body = "<p>Two\u00a0words,  two spaces.</p>\n<ul>\n<li>-5 degrees</li>\n</ul>\n<p>{{modifications.open}}</p>"
    texts = SectionText.objects.filter(section="smda")
    template = templates()["section_texts"]
    assert texts.update(body=template.column("body").parse(body)) == 1
    content = export(template, texts, format)
    problems, counts = load_again("section_texts", format, content)
    assert (problems, counts) == ([], "0 added, 0 changed, 1 unchanged")
