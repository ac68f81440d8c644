"""Addresses of the registers: each has a page, its files and its data dictionary; some have pages of one record."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from readers.registers import pages
from readers.registers.base import Register
from readers.registers.index import index
from readers.registers.registry import RECORD_PAGES, REGISTERS

app_name = "registers"


def urls_of(register: Register) -> list[URLPattern]:
    """Its page under its slug, files beneath it, and its columns where no record has its address."""
    slug, known = register.slug, {"register": register}
    return [
        path(f"{slug}/", require_safe(pages.register_page), known, name=slug),
        path(f"{slug}/export.<str:ending>", require_safe(pages.register_export), known, name=f"{slug}-export"),
        path(f"about/{slug}/", require_safe(pages.register_columns), known, name=f"{slug}-columns"),
    ]


urlpatterns = [
    path("", index, name="index"),
    *(pattern for register in REGISTERS for pattern in urls_of(register)),
    *RECORD_PAGES,
]
