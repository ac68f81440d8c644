"""What the review refuses, in words for the page."""

from __future__ import annotations


class Refused(Exception):
    """Nothing was done. `code` names the reason, and `field` what of the form it is about, "" for all of it."""

    def __init__(self, code: str, message: str, field: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
