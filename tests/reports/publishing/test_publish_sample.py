"""Sample months are published as people would do it, on a developer's machine alone."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from access.models import User
from measures.models import Observation
from reports.models import Override, Publication, PublishedRestatement, SignOff

pytestmark = pytest.mark.django_db


def said(*arguments: Any) -> str:
    out = StringIO()
    call_command("publish_sample", *arguments, stdout=out)
    return out.getvalue().strip()


def test_two_sample_months_are_reviewed_approved_and_published_once(sample_month: None) -> None:
    call_command("ensure_sample_users", stdout=StringIO())
    papers = ("Operations Report — August 2021, version 1", "Operations Report — September 2021, version 1")
    assert said() == "\n".join(f"Published: {paper}" for paper in papers)
    august, september = Publication.objects.order_by("published_at")
    for publication in (august, september):
        assert publication.published_by == User.objects.get(username="approver@example.org")
        assert {"page", "pdf", "data", "tables", "table"} == set(publication.files.values_list("kind", flat=True))
    assert SignOff.objects.count() == 2
    assert not Override.objects.exists()
    figures = [
        [publication.facts[key]["value"] for key in ("modifications.open", "measure.codeworks-users", "parties.total")]
        for publication in (august, september)
    ]
    assert figures == [["56", "515", "331"], ["59", "527", "332"]]
    restated = PublishedRestatement.objects.values_list("publication", "fact", "month")
    lists = "measure.product-list-versions"
    assert set(restated) == {(september.pk, fact, date(2021, 8, 1)) for fact in (lists, f"{lists}.dpl")}
    assert said() == "The paper of September 2021 is published already."


def test_what_is_not_ready_is_not_published(sample_month: None, settings: Any) -> None:
    with pytest.raises(CommandError, match="no operations report of October 2021"):
        said("operations", "2021-10")
    with pytest.raises(CommandError, match="ensure_sample_users"):
        said()
    call_command("ensure_sample_users", stdout=StringIO())
    Observation.objects.all().delete()
    with pytest.raises(CommandError, match="error"):
        said()
    del settings.VAR_DIR
    with pytest.raises(CommandError, match="developer's machine"):
        said()
    assert not Publication.objects.exists()
