"""What a document may load while it becomes a PDF: what it holds itself and our own static files, nothing else."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports.engine.problems import ProblemLog


class AllowListFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Refuses every address but `data:` and files under `root`, and reports what it refused."""

    def __init__(self, root: Path, problems: ProblemLog) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
        self._root = root.resolve()
        self._problems = problems

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Raises PermissionError for an address that is not on the list; WeasyPrint then goes on without it."""
        if not self._allowed(url):
            self._problems.error("pdf.blocked-address", f"The PDF may not load {_shortened(url)}.")
            raise PermissionError(f"not on the allow-list: {_shortened(url)}")
        return super().fetch(url, headers)

    def _allowed(self, url: str) -> bool:
        scheme, host, path, *_ = urlsplit(url)
        if scheme == "data":
            return True
        return scheme == "file" and not host and Path(unquote(path)).resolve().is_relative_to(self._root)


def _shortened(url: str) -> str:
    return url if len(url) <= 200 else f"{url[:200]}…"
