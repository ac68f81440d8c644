"""What was published is checked against itself; whatever was changed beneath it comes to light."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from typing import Any

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reports.models import Publication, PublishedFile
from reports.publishing import verifying
from tests.reports.month import quiet_month
from tests.reports.publishing.life import published

pytestmark = pytest.mark.django_db


def verified() -> tuple[str, str]:
    """What the command says, and what is wrong."""
    out, error = StringIO(), StringIO()
    try:
        call_command("verify_publications", verbosity=2, stdout=out, stderr=error)
    except CommandError as ended:
        return out.getvalue(), f"{error.getvalue()} {ended}"
    return out.getvalue(), ""


def beneath(sql: str, *values: Any) -> None:
    """As somebody with the keys to the database may: past what keeps the rows."""
    frozen = ("reports.Publication:frozen", "reports.PublishedFile:frozen")
    with pgtrigger.ignore(*frozen), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_what_was_published_is_made_again_byte_for_byte() -> None:
    publication = published(quiet_month())
    said, wrong = verified()
    assert wrong == ""
    assert said.count("made again, the same bytes") == publication.files.count() > 4
    assert "All is as it was published: 1 publications" in said


@pytest.mark.parametrize("kind", ["page", "pdf", "data", "tables", "table"])
def test_changed_byte_comes_to_light(kind: str) -> None:
    file = published(quiet_month()).files.filter(kind=kind).first()
    assert file is not None
    beneath("UPDATE reports_publishedfile SET content = content || 'x' WHERE id = %s", file.pk)
    assert f"{file.name}: its bytes are not those that were published" in verified()[1]


def test_changed_byte_with_its_hash_mended_comes_to_light() -> None:
    file = published(quiet_month()).files.get(kind="pdf")
    beneath(
        "UPDATE reports_publishedfile SET content = content || 'x', size = size + 1, "
        "sha256 = encode(sha256(content || 'x'), 'hex') WHERE id = %s",
        file.pk,
    )
    assert f"{file.name}: its hash is not the one that was recorded" in verified()[1]


def test_changed_payload_comes_to_light() -> None:
    publication = published(quiet_month())
    beneath("UPDATE reports_publication SET payload = replace(payload, 'September', 'October')")
    assert "the payload is not what was published" in verified()[1]
    assert publication.version == 1


def test_lowered_classification_comes_to_light() -> None:
    publication = published(quiet_month())
    beneath("UPDATE reports_publishedfile SET classification = 'green' WHERE publication_id = %s", publication.pk)
    assert "it is kept as green, and the payload is white" in verified()[1]


def test_missing_file_comes_to_light() -> None:
    file = published(quiet_month()).files.get(kind="pdf")
    beneath("DELETE FROM reports_publishedfile WHERE id = %s", file.pk)
    assert f"{file.name}: it is missing" in verified()[1]


def test_file_for_other_committees_than_were_approved_comes_to_light() -> None:
    file = published(quiet_month()).files.get(kind="pdf")
    beneath("UPDATE reports_publishedfile SET audience = '{ssc}' WHERE id = %s", file.pk)
    assert f"{file.name}: it is kept for other committees" in verified()[1]


def test_file_added_later_comes_to_light() -> None:
    file = published(quiet_month()).files.get(kind="pdf")
    PublishedFile.objects.create(**{**_values(file), "name": "more.pdf"})
    beneath("UPDATE reports_publication SET made_with = '{}'")
    assert "more.pdf: it was not among what was published" in verified()[1]


def _values(file: PublishedFile) -> dict[str, Any]:
    return {field.attname: getattr(file, field.attname) for field in file._meta.concrete_fields if field.name != "id"}


def test_what_another_release_made_is_compared_by_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    publication = published(quiet_month())
    kept = json.dumps({**publication.made_with, "program": "0" * 64})
    beneath("UPDATE reports_publication SET made_with = %s::jsonb", kept)
    said, wrong = verified()
    assert (wrong, said.count("made again, the same bytes")) == ("", publication.files.count())
    make = verifying._made_again

    def otherwise(*args: Any) -> Any:
        changed = {"page": b"<!-- other -->", "pdf": b"\n% other\n", "tables": b"other"}
        return tuple(replace(one, content=one.content + changed.get(one.kind, b"")) for one in make(*args))

    monkeypatch.setattr(verifying, "_made_again", otherwise)
    said, wrong = verified()
    assert wrong == ""
    assert "another release made it: the same words, in other markup" in said
    assert "another release made it: the same pages and bookmarks, in other bytes" in said


def test_nothing_published_is_nothing_wrong() -> None:
    assert not Publication.objects.exists()
    assert "0 publications" in verified()[0]
