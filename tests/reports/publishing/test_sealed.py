"""A version has the files that it was published with, whoever asks the database, and however."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from reports.models import PublishedFile
from tests.reports.month import quiet_month
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
