"""Numbers that are marked as quoted: that their reason says something, and that none is a figure of the month."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from reports.checks.context import BookContext
from reports.checks.registry import Finding, check
from reports.engine.quoted import QuotedNumber
from reports.engine.tokens import SHORTEST_REASON
from reports.engine.unbound import suggest
from reports.facts.registry import Fact

NEAR = 4
"""Words after a number, or before one that ends its clause, among which what it counts is named."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ASIDE = re.compile(r"\([^()]*\)|\bin the month\b")
_ENDINGS = re.compile(r"(?:ations?|ions?|ings?|als?|ies|ed|es|s|y|e)$")
_SHORTEST_STEM = 4
_SAYS_NOTHING = frozenset(("a", "all", "an", "and", "by", "for", "in", "new", "number", "of", "on", "that", "the"))
_TOTAL = frozenset(("total", "with", "have", "has", "upon"))
_CLAUSE_BREAKS = re.compile(r"[,:()–—]")


@check(
    "text.quoted_reason",
    "error",
    "Every quoted number says why it is quoted",
    f"The reason beside a quoted number has {SHORTEST_REASON} characters or more: whoever reads the list of quoted "
    "numbers has only these words. The editor and the import ask for it; texts stored earlier may lack it.",
    classes=(7, 10),
)
def quoted_reason(ctx: BookContext) -> Iterator[Finding]:
    for one in ctx.quoted:
        if one.quotation.token.says_too_little:
            message = f"“{one.words}” is quoted for a reason that says too little: “{one.reason}”."
            yield Finding(
                message, one.subject, one.reason, one.section, ctx.block_of(one.section), ctx.mend_text(one.section)
            )


@check(
    "text.quoted_fact",
    "warning",
    "No quoted number is a figure of the month",
    "A quoted number whose sentence speaks of what a figure counts, and which is what that figure is, follows the "
    "records only if it is chosen as that figure.",
    classes=(1, 7),
)
def quoted_fact(ctx: BookContext) -> Iterator[Finding]:
    for one in ctx.quoted:
        fact = next((fact for number in one.quotation.numbers if (fact := _meant(ctx, number))), None)
        if fact is not None:
            message = f"“{one.words}” is quoted (“{one.reason}”), but is what “{fact.label}” is: choose it as that."
            state = f"{fact.key}:{one.reason}"
            yield Finding(
                message, one.subject, state, one.section, ctx.block_of(one.section), ctx.mend_text(one.section)
            )


def _meant(ctx: BookContext, quoted: QuotedNumber) -> Fact | None:
    """The fact of that very value whose name the words about the number hold, the one with the longest such name."""
    if not suggestible(quoted):
        return None
    near, sentence = words_about(quoted)
    named = {key: fact for key, fact in ctx.facts.items() if near and _is_named(fact, near, sentence)}
    found = suggest(quoted.number, {key: fact.read(ctx.reads) for key, fact in named.items()})
    return max((named[key] for key in found), key=lambda fact: len(_stems(fact.label)), default=None)


def suggestible(quoted: QuotedNumber) -> bool:
    return quoted.number.value is not None and quoted.number.unit in ("", "%", "WD")


def words_about(quoted: QuotedNumber) -> tuple[set[str], set[str]]:
    """The stems of the words that say what is counted, and of the sentence's.

    What is counted stands after the number, or where it ends its clause, before it.
    """
    after = _CLAUSE_BREAKS.split(quoted.after)[0]
    beside = _WORD.findall(after)[:NEAR] or _WORD.findall(_CLAUSE_BREAKS.split(quoted.before)[-1])[-2 * NEAR :]
    return _stems(" ".join(beside)), _stems(f"{quoted.before} {quoted.after}")


def _is_named(fact: Fact, near: set[str], sentence: set[str]) -> bool:
    """Whether every word of its label, or of its key, stands in the sentence, and one beside the number."""
    return any(name <= sentence and not name.isdisjoint(near) for name in _names(fact.label, fact.key))


@lru_cache(maxsize=4096)
def _names(label: str, key: str) -> tuple[frozenset[str], ...]:
    """The stems of a fact's label, and of its key. Facts are the same from run to run."""
    stems = (_stems(_ASIDE.sub(" ", label)), _stems(re.sub(r"[._]", " ", key)) - _stems(" ".join(_TOTAL)))
    return tuple(frozenset(found) for found in stems if found)


def _stems(words: str) -> set[str]:
    return set(_without_endings(word.casefold() for word in _WORD.findall(words)))


def _without_endings(words: Iterable[str]) -> Iterator[str]:
    """ "Parties" and "party", "accession" and "accessions" as one; what says nothing is left out."""
    for word in words:
        if word not in _SAYS_NOTHING:
            stem = _ENDINGS.sub("", word)
            yield stem if len(stem) >= _SHORTEST_STEM else word
