"""Bring search up to date at once, without a worker."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from readers.search.models import SearchEntry
from readers.search.tasks import index_all
from reports.models import TextState, UploadedText


class Command(BaseCommand):
    help = "Makes what search finds from what was published and issued, and from the records, as far as it is wanting."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anew", action="store_true", help="forget what search has, and make all of it")

    def handle(self, *args: Any, anew: bool, **options: Any) -> None:
        if anew:
            with transaction.atomic():
                SearchEntry.objects.all().delete()
                UploadedText.objects.filter(state=TextState.FAILED).delete()
        done = index_all()
        self.stdout.write(
            f"Made anew: {done['publications']} publications, {done['issues']} issues of packs, "
            f"{done['records']} records. Search has {SearchEntry.objects.count()} entries."
        )
