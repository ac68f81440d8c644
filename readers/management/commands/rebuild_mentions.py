"""Read every published paper again for the records it names."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from readers.registers.mentions import index
from reports.engine.serialise import DocumentFormatError
from reports.models import Publication


class Command(BaseCommand):
    help = "Makes anew what is kept of which published sections name which records. It may be run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        unread: list[str] = []
        number = 0
        for publication in Publication.objects.only("pk", "title", "version").order_by("pk").iterator(chunk_size=50):
            try:
                number += index(publication)
            except DocumentFormatError as error:
                unread.append(f"{publication}: {error}")
        self.stdout.write(f"{number} mentions are kept.")
        if unread:
            raise CommandError("These could not be read, and keep what they had:\n" + "\n".join(unread))
