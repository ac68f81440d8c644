"""A version has the files that it was published with, and an issue of a pack those that it was issued with, whoever
asks the database, and however; and what is written once is never emptied."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from reports.models import PackFile, PublishedFile
from tests.reports.month import quiet_month
from tests.reports.packs.made import issue_pack, meeting
from tests.reports.publishing.life import add_file, made

ADDED = """
    INSERT INTO reports_publishedfile
        (publication_id, part, title, kind, name, content_type, classification, audience, size, sha256, content)
    SELECT publication_id, part, title, kind, %s, content_type, classification, audience, size, sha256, content
    FROM reports_publishedfile WHERE id = %s
"""


@pytest.mark.django_db(transaction=True)
def test_file_is_added_to_a_version_by_nobody_once_it_is_published() -> None:
    """Within the publishing transaction, and in savepoints of it, files are written; afterwards none is, by raw SQL or
    through the ORM, in a transaction of its own or one that has written before."""
    with transaction.atomic():
        publication = made(quiet_month())
        with transaction.atomic():
            add_file(publication, "appendix-b", "page", "white", ())
    files = PublishedFile.objects.count()
    some = PublishedFile.objects.first()
    assert some
    said = "A published version has the files that it was published with: none is added to it"
    with pytest.raises(DatabaseError, match=said), connection.cursor() as cursor:
        cursor.execute(ADDED, ["more.pdf", some.pk])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        with pytest.raises(DatabaseError, match=said), transaction.atomic():
            cursor.execute(ADDED, ["more.pdf", some.pk])
    with pytest.raises(DatabaseError, match=said):
        add_file(publication, "appendix-c", "page", "white", ())
    assert PublishedFile.objects.count() == files


@pytest.mark.django_db(transaction=True)
def test_file_is_added_to_an_issue_of_a_pack_by_nobody_once_it_is_issued() -> None:
    with transaction.atomic():
        file = issue_pack(meeting(97), "white").files.get()
    said = "An issue of a pack has the files that it was issued with: none is added to it"
    file.pk, file.name, file.classification, file._state.adding = None, "more.pdf", "green", True
    with pytest.raises(DatabaseError, match=said):
        file.save()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        with pytest.raises(DatabaseError, match=said), transaction.atomic():
            file.save()
    assert PackFile.objects.count() == 1


@pytest.mark.django_db
def test_what_is_written_once_refuses_to_be_emptied() -> None:
    frozen = [
        model._meta.db_table
        for model in apps.get_models()
        if any(one.name == "frozen" for one in getattr(model._meta, "triggers", ()))
    ]
    assert {"reports_packfile", "reports_packissue", "reports_publishedrestatement"} <= set(frozen)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('access.may_truncate', 'off', true)")
        for table in frozen:
            with pytest.raises(DatabaseError, match="Cannot truncate"), transaction.atomic():
                cursor.execute(f"TRUNCATE {table} CASCADE")
