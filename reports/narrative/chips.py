"""What an editor's chips can stand for in a month: its facts, the records it can name, and its cross-references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from access.policy import Reader, visible_to
from meetings.models import Meeting
from meetings.queries.meetings import PUBLIC
from modifications.models import StageFrom
from modifications.queries.state import open_modifications, raised_by, reference_in_force, title_in_force
from modifications.references import normalise_reference
from parties.models import Party
from parties.queries import parties_at
from reports.building import built_in_context, context_for
from reports.engine.blocks import Figure, Mention, Table
from reports.engine.context import MentionSource
from reports.engine.document import Document, walk_blocks, walk_sections
from reports.engine.numbering import part_label, section_label
from reports.engine.tokens import Token, TokenError, mentioned, read_token
from reports.engine.values import NONE
from reports.facts.registry import Facts, FactValue, all_values, valued
from reports.mentions import Mentions
from reports.models import Report
from reports.parts import open_edition

MONTHS = 24
"""A modification that was touched, and a meeting that was held, in so many months is offered unasked."""
MOST_FOUND = 20
LONGEST_SEARCH = 100

_BRACES = re.compile(r"\{\{([^{}]*)\}\}")

Entry = dict[str, Any]


def chips(reader: Reader, report: Report) -> dict[str, list[Entry]]:
    """All that an editor offers for the report, as at its date, to a person who may read it.

    Records are those that the person may see: the modifications that are open or were touched lately, the meetings held
    lately or planned, the Parties, and whatever the report's texts name already; `search` finds the others. Raises
    LookupError when no edition was in force in the report's month.
    """
    result, context = built_in_context(report)
    url = reverse("reports:detail", args=(report.kind, report.covers))
    named = _as_written(context.mentions, sorted(mentioned(" ".join(context.narrative.values()))))
    return {
        "facts": [_fact(url, one) for one in all_values(context.reads)],
        "mentions": _once([*_offered(reader, report), *named]),
        "references": list(_references(open_edition(result.document))),
    }


def chips_of(report: Report, body: str) -> dict[str, list[Entry]]:
    """What the tokens of one text stand for, so that its page shows their values at once; what can't be resolved is not
    in it. The report is built only for a text with references, which need its numbering.

    Raises LookupError when no edition was in force in the report's month.
    """
    used = set(_tokens(body))
    wanted = {kind: sorted({one.target for one in used if one.kind == kind}) for kind in ("fact", "reference")}
    if wanted["reference"]:
        result, context = built_in_context(report)
        references = [one for one in _references(open_edition(result.document)) if one["id"] in wanted["reference"]]
    else:
        context, references = context_for(report), []
    url = reverse("reports:detail", args=(report.kind, report.covers))
    targets = sorted(mentioned(body))
    return {
        "facts": [_fact(url, one) for one in _valued(Facts(context.reads), wanted["fact"])],
        "mentions": list(_as_written(Mentions([body], report.covers.last, report.issue_date), targets)),
        "references": references,
    }


def search(reader: Reader, report: Report, words: str) -> list[Entry]:
    """The first records that answer to what was typed: a reference however it is written, or words of a title or name.

    A record named exactly, but otherwise than chips name it ("SECP-97"), is also given under what was typed, last and
    marked as an alias: a text may name it so.
    """
    words = " ".join("".join(one if one.isprintable() else " " for one in words).split())[:LONGEST_SEARCH]
    if not words:
        return []
    day = report.covers.last
    found = [
        *map(_modification, _modifications_called(reader, day, words)[:MOST_FOUND]),
        *map(_meeting, _meetings(reader).filter(_meeting_called(words)).order_by("-held_on")[:MOST_FOUND]),
        *map(
            _party, _parties(reader).filter(_all(words, "name", "trading_name", "code")).order_by("name")[:MOST_FOUND]
        ),
    ][:MOST_FOUND]
    targets = (words, f"meeting:{words}", f"party:{words}")
    exact = Mentions((f"{{{{@{target}}}}}" for target in targets), day, report.issue_date)
    known = {entry["target"] for entry in found}
    aliases = [{**one, "alias": True} for one in _as_written(exact, targets) if one["target"] not in known]
    return [*found, *aliases]


# --- facts and references ---------------------------------------------------------------------------------------------


def _fact(report_url: str, fact: FactValue) -> Entry:
    words = fact.value.display if fact.value == NONE else fact.words
    return {
        "key": fact.key,
        "label": fact.label,
        "group": fact.group,
        "unit": fact.unit,
        "figure": fact.value.display,
        "words": words,
        "Words": words[:1].upper() + words[1:],
        "missing": fact.value.is_missing,
        "forms": ["", "words", "Words"] if words else [""],
        "url": f"{report_url}facts/{fact.key}/",
    }


def _tokens(body: str) -> Iterator[Token]:
    """Also those inside notes; what isn't a token is passed over."""
    for inside in _BRACES.findall(body):
        with suppress(TokenError):
            yield read_token(inside)


def _valued(facts: Facts, keys: Iterable[str]) -> Iterator[FactValue]:
    for key in keys:
        with suppress(KeyError):
            yield valued(facts.fact(key), facts.value(key))


def _references(document: Document) -> Iterator[Entry]:
    for part in document.parts:
        if label := part_label(part.id):
            yield {"id": part.id, "text": label, "kind": "section", "title": part.title}
        for section in walk_sections(part.sections):
            if text := section_label(section):
                yield {"id": section.id, "text": text, "kind": "section", "title": section.title}
    for _, _, block in walk_blocks(document):
        match block:
            case Table():
                yield {"id": block.id, "text": block.number, "kind": "table", "title": block.caption}
            case Figure():
                yield {"id": block.id, "text": block.number, "kind": "figure", "title": block.caption}


# --- records ----------------------------------------------------------------------------------------------------------


def _offered(reader: Reader, report: Report) -> Iterator[Entry]:
    day, since = report.covers.last, report.covers.back(MONTHS - 1).first
    touched = Exists(StageFrom.objects.filter(modification=OuterRef("pk"), since__range=(since, day)))
    lately = Q(raised_on__gte=since) | Q(touched) | Q(pk__in=open_modifications(day).values("pk"))
    yield from map(_modification, _modifications(reader, day).filter(lately))
    yield from map(_meeting, _meetings(reader).filter(held_on__gte=since).order_by("held_on", "title"))
    current = parties_at(day, including_dcc=True).order_by().values("pk")
    yield from map(_party, _parties(reader).filter(pk__in=current).order_by("name"))


def _modifications(reader: Reader, day: date) -> QuerySet[Any]:
    """As at the day, by code; each with `reference` and `title`."""
    named: QuerySet[Any] = raised_by(day).annotate(reference=reference_in_force(day), title=title_in_force(day))
    return visible_to(reader, named).order_by("code")


def _modifications_called(reader: Reader, day: date, words: str) -> QuerySet[Any]:
    """Those of a reference that is written or begun so come first, then those whose title has the words."""
    begun = words.replace(" ", "").replace("-", "")
    try:
        code = normalise_reference(words)
    except ValueError:
        code = ""
    asked = {"exact": Q(code=code), "begun": Q(reference__istartswith=begun)}
    found: QuerySet[Any] = _modifications(reader, day).annotate(**asked)
    called = Q(exact=True) | Q(begun=True) | _all(words, "title")
    return found.filter(called).order_by("-exact", "-begun", "code")


def _meetings(reader: Reader) -> QuerySet[Meeting]:
    """A paper names no meeting of a confidential committee. A meeting is known by name before it is held."""
    return visible_to(reader, Meeting.objects.filter(PUBLIC)).select_related("committee")


def _meeting_called(words: str) -> Q:
    """Words of its title or committee, or its number: "panel 97", "TAG 82X"."""
    return _all(words.replace("-", " "), "title", "committee__name", "committee__abbreviation", "committee__code")


def _parties(reader: Reader) -> QuerySet[Party]:
    return visible_to(reader, Party.objects.all())


def _all(words: str, *fields: str) -> Q:
    """Every word stands in one of the fields."""
    condition = Q()
    for word in words.split():
        one = Q()
        for field in fields:
            one |= Q(**{f"{field}__icontains": word})
        condition &= one
    return condition


def _modification(found: Any) -> Entry:
    return _mention("modification", Mention(found.reference, found.reference, found.title, found.link))


def _meeting(found: Meeting) -> Entry:
    return _mention("meeting", Mention(f"meeting:{found.code}", found.title, "", found.link))


def _party(found: Party) -> Entry:
    return _mention("party", Mention(f"party:{found.code}", found.name))


def _mention(kind: str, mention: Mention) -> Entry:
    text = f"{mention.reference} ‘{mention.title}’" if mention.title else mention.reference
    return {"target": mention.target, "text": text, "ref": mention.reference, "kind": kind, "url": mention.href}


def _as_written(mentions: MentionSource, targets: Iterable[str]) -> Iterator[Entry]:
    """The records that these targets name, under the targets as they are written."""
    for target in targets:
        kind, colon, _ = target.partition(":")
        try:
            yield _mention(kind if colon else "modification", mentions.mention(target))
        except KeyError:
            continue


def _once(entries: list[Entry]) -> list[Entry]:
    return list({entry["target"]: entry for entry in entries}.values())
