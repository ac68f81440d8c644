"""The text that staff write."""

from __future__ import annotations

from reports.models import SectionText
from tests.reports.checks.planting import Ground, plant


@plant("text.missing", "not yet written")
def not_written(ground: Ground) -> None:
    SectionText.objects.get(section="website").delete()


@plant("text.highlights", "No service area has written a highlight")
def no_highlight(ground: Ground) -> None:
    SectionText.objects.filter(section__startswith="highlights-").delete()


@plant("text.highlight_form", "more than one paragraph")
def two_paragraphs(ground: Ground) -> None:
    ground.text("highlights-change", "<p>The number remains high.</p><p>So does the pace.</p>")


@plant("text.tokens", "has no partner")
def brace_left_open(ground: Ground) -> None:
    ground.text("website", "<p>The website had {{measure.website-page-views page views.</p>")


@plant("text.figures_known", "there is no fact “modifications.opened”")
def no_such_figure(ground: Ground) -> None:
    ground.text("website", "<p>There are {{modifications.opened}} open proposals.</p>")


@plant("text.records_known", "there is no record “MP999”")
def no_such_record(ground: Ground) -> None:
    ground.text("website", "<p>Most asked after is {{@MP999}}.</p>")


@plant("text.cleaned", "the tag <table>")
def pasted_table(ground: Ground) -> None:
    ground.text("website", "<table><tr><td>Most pages were read in the morning.</td></tr></table>")


@plant("text.unprinted", "There is text for “extranet”")
def for_no_section(ground: Ground) -> None:
    ground.text("extranet", "<p>The extranet was quiet.</p>")


@plant("text.sections", "The section has nothing in it")
def empty_section(ground: Ground) -> None:
    from dataclasses import replace

    from reports.engine.problems import Problem

    # No edition has a section without text or blocks, so the build's Problem is planted itself.
    problem = Problem("section.empty", "warning", "The section has nothing in it.", "smda")
    ground.results.append(lambda result: replace(result, problems=(*result.problems, problem)))


@plant("text.unfinished", "“TBC” is left in the text")
def placeholder(ground: Ground) -> None:
    ground.text("website", "<p>The most viewed page was TBC.</p>")


@plant("text.unbound", "“24,000” is bound to no figure")
def typed_number(ground: Ground) -> None:
    ground.text("website", "<p>The website had over 24,000 page views.</p>")
