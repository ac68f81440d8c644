"""What a text quotes, with its reasons and what stands about its numbers."""

from __future__ import annotations

from reports.engine.narrative import validate
from reports.engine.quoted import quotations


def test_quotations_of_a_text_are_listed_with_their_reasons() -> None:
    source = "<p>{{quoted: five | the Code&#39;s limit}} {{quoted: six}} {{x.y}}{{note: {{quoted: 7 | as told}}}}</p>"
    assert [(one.words, one.reason) for one in quotations(source)] == [("five", "the Code's limit"), ("7", "as told")]


def test_number_that_is_quoted_is_read_in_its_sentence() -> None:
    source = (
        "<p>A word. Of {{parties.total}} there were {{quoted: 1,059 | by hand}} open at Marks &amp; Co. The end.</p>"
    )
    ((number,),) = (one.numbers for one in quotations(source))
    assert (number.number.value, number.before.split(), number.after.strip()) == (
        1059,
        ["Of", "there", "were"],
        "open at Marks & Co",
    )


def test_quotation_of_words_has_no_number() -> None:
    assert [one.numbers for one in quotations("<p>{{quoted: the Recommendation | as they call it}}</p>")] == [()]


def test_numbers_in_another_quotation_or_none_are_not_its_own() -> None:
    source = "<p>There were 4 of {{quoted: 5 | as they say}} or {{quoted: 6 to 7 | as they say}}.</p>"
    assert [[str(one.number.text) for one in found.numbers] for found in quotations(source)] == [["5"], ["6", "7"]]


def test_reason_that_says_too_little_is_refused_where_a_text_is_stored() -> None:
    (fault,) = validate("<p>{{quoted: 5 | told so}}</p>")
    assert "“{{quoted: 5 | told so}}” can't be read: say why it is quoted in 10 characters or more" in fault
    assert validate("<p>{{quoted: 5 | as they were told}}</p>") == []
