"""What the text names in plain words."""

from __future__ import annotations

from dataclasses import replace

from meetings.models import Decision
from modifications.models import TitleFrom
from reports.engine.blocks import Mention
from reports.engine.inlines import map_inlines
from tests.reports.checks.planting import Ground, plant


@plant("names.unknown_reference", "No modification MP999 had been raised by 30 September 2021")
def typed_and_unknown(ground: Ground) -> None:
    ground.text("website", "<p>Pages about MP999 are read most.</p>")


@plant("names.typed_reference", "MP121 is typed in the text")
def typed_though_right(ground: Ground) -> None:
    ground.text("website", "<p>Pages about MP121 are read most.</p>")


@plant("names.titles", "MP149 is called “Delegated powers of the Panel” in the text")
def title_spelt_otherwise(ground: Ground) -> None:
    ground.text("website", "<p>Pages about {{@MP149|ref}} ‘Delegated powers of the Panel’ are read most.</p>")


@plant("names.bare_titles", "MP121 seems to be called “Something Else Entirely” in the text")
def title_without_marks(ground: Ground) -> None:
    ground.text("website", "<p>MP121 Something Else Entirely was approved.</p>")


@plant("names.two_titles", "MP121 is “")
def two_titles(ground: Ground) -> None:
    def otherwise(inline: object) -> object:
        found = isinstance(inline, Mention) and inline.reference == "MP121"
        return replace(inline, title="Another title altogether") if found else inline

    ground.text("website", "<p>Pages about {{@MP121}} are read most.</p>")
    ground.block("website-text", lambda block: map_inlines(block, otherwise))


@plant("names.untitled", "MP121 has no title")
def no_title(ground: Ground) -> None:
    TitleFrom.objects.filter(modification=Decision.objects.get(modification__code="121").modification).delete()
