"""A sample month is published as people would do it, on a developer's machine alone."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from access.models import User
from measures.models import Observation
from reports.models import Override, Publication, SignOff

pytestmark = pytest.mark.django_db


def said(*arguments: Any) -> str:
    out = StringIO()
    call_command("publish_sample", *arguments, stdout=out)
    return out.getvalue().strip()


def test_the_sample_month_is_reviewed_approved_and_published_once(sample_month: None) -> None:
    call_command("ensure_sample_users", stdout=StringIO())
    assert said() == "Published: Operations Report — September 2021, version 1"
    publication = Publication.objects.get()
    assert publication.published_by == User.objects.get(username="approver@example.org")
    assert SignOff.objects.get().by == publication.published_by
    assert not Override.objects.exists()
    assert {"page", "pdf", "data", "tables", "table"} == set(publication.files.values_list("kind", flat=True))
    assert said() == "It is published already."


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
