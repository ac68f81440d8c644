"""What differs between the site, a file and paper. Everything else they share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reports.engine.blocks import Figure
from reports.engine.markup import normal_href


@dataclass(frozen=True, slots=True)
class Medium:
    """Where a report is being printed.

    `figure_src` gives the address of a figure's image, `phone_src` that of one drawn for narrow screens. `paper` puts
    notes at the foot of their page and leaves out what a reader cannot press. `site` stands before links that begin
    with "/": empty on the site itself, its address in a file that travels, and None where there is no site to point
    to, so that such links are printed as plain text. `targets` are the ids that this printing holds: a
    cross-reference to anything else is printed as plain text.
    """

    figure_src: Callable[[Figure], str]
    targets: frozenset[str]
    phone_src: Callable[[Figure], str] | None = None
    paper: bool = False
    site: str | None = ""

    def resolve(self, href: str) -> str:
        """The address to link to, or empty where the link leads nowhere from here or there may be none to it."""
        return resolved(href, self.site)


def resolved(href: str, site: str | None) -> str:
    """The address to link to from where `site` stands before those of our own; empty where there is none."""
    address = normal_href(href)
    if address.startswith("/"):
        return "" if site is None else site + address
    return address
