"""The tables of what readers open, each kept beside what fills it."""

from readers.registers.models import PublishedMention

__all__ = ["PublishedMention"]
