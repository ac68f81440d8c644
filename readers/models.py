"""The tables of what readers open, each kept beside what fills it."""

from readers.api.models import PublishedFigure
from readers.following.models import Following
from readers.registers.models import PublishedMention
from readers.search.models import SearchEntry

__all__ = ["Following", "PublishedFigure", "PublishedMention", "SearchEntry"]
