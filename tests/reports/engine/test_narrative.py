from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.engine.blocks import (
    BulletItem,
    Bullets,
    CrossRef,
    FactRef,
    Link,
    Mention,
    Note,
    Paragraph,
    Subheading,
    Text,
)
from reports.engine.narrative import NOT_WRITTEN, parse, sanitise, validate
from reports.engine.tokens import TokenError, read_token
from reports.engine.values import MISSING
from tests.reports.engine.samples import FACTS, MENTIONS, context

OPEN = FactRef("modifications.open", FACTS["modifications.open"])


@pytest.fixture
def sources():
    return context()


def read(source, sources):
    return parse(source, sources, section="highlights", block="highlights-text")


def inline(source, sources):
    [paragraph] = read(f"<p>{source}</p>", sources)
    return paragraph.content


def codes(sources):
    return [(problem.code, problem.severity) for problem in sources.problems.found]


def test_tags_become_prose(sources):
    source = """
        <h4>Votes</h4>
        <p>Two <strong>were <em>approved</em></strong>,
           see <a href="/list">the list</a>.</p>
        <ul><li>one<ul><li>two<ul><li>three</li></ul></li></ul></li><li><p>four</p></li></ul>
    """
    assert read(source, sources) == (
        Subheading((Text("Votes"),)),
        Paragraph(
            (
                Text("Two "),
                Text("were ", bold=True),
                Text("approved", bold=True, italic=True),
                Text(", see "),
                Link("the list", "/list"),
                Text("."),
            )
        ),
        Bullets(
            (
                BulletItem((Text("one"),), (BulletItem((Text("two"),), (BulletItem((Text("three"),)),)),)),
                BulletItem((Text("four"),)),
            )
        ),
    )
    assert sources.problems.found == []


def test_text_outside_paragraphs_makes_one(sources):
    assert read("before <p>within</p> after", sources) == tuple(
        Paragraph((Text(words),)) for words in ("before", "within", "after")
    )


def test_list_straight_inside_a_list_belongs_to_the_item_before(sources):
    assert read("<ul><li>one</li><ul><li>two</li></ul></ul>", sources) == (
        Bullets((BulletItem((Text("one"),), (BulletItem((Text("two"),)),)),)),
    )


def test_fact_prints_as_everywhere_else(sources):
    assert inline("There are {{modifications.open}} open.", sources) == (Text("There are "), OPEN, Text(" open."))


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("modifications.open|words", "fifty-nine"),
        ("modifications.open|Words", "Fifty-nine"),
        ("website.visits|words", "forty-two thousand"),
        ("meetings.minutes|words", "ninety-three per cent"),
        ("modifications.age|words", "three hundred and thirty-nine Working Days"),
    ],
)
def test_fact_in_words_keeps_its_value(token, words, sources):
    [fact] = inline(f"{{{{{token}}}}}", sources)
    assert fact.value.display == words
    assert fact.value.raw == FACTS[fact.key].raw
    assert sources.problems.found == []


@pytest.mark.parametrize("form", ["", "|words"])
def test_missing_fact_prints_missing_and_is_an_error(form, sources):
    assert inline(f"{{{{helpdesk.telephone{form}}}}}", sources) == (FactRef("helpdesk.telephone", MISSING),)
    [problem] = sources.problems.found
    assert (problem.code, problem.severity) == ("fact.missing", "error")
    assert (problem.section, problem.block) == ("highlights", "highlights-text")


def test_mention_names_the_record_or_its_reference_only(sources):
    assert inline("{{@MP121}} {{@MP121|ref}} {{@meeting:SECP-97}}", sources) == (
        MENTIONS["MP121"],
        Text(" "),
        Mention("MP121", "MP121", "", "/modifications/MP121"),
        Text(" "),
        MENTIONS["meeting:SECP-97"],
    )


def test_cross_reference_waits_for_numbering(sources):
    assert inline("{{#voting-groups}}", sources) == (CrossRef("voting-groups"),)


def test_note_holds_tokens_and_markup(sources):
    source = "Approved.{{note: By <em>all</em>, see {{@MP121|ref}} and {{modifications.open}}. }}"
    assert inline(source, sources) == (
        Text("Approved."),
        Note((
            Text("By "), Text("all", italic=True), Text(", see "),
            Mention("MP121", "MP121", "", "/modifications/MP121"),
            Text(" and "), OPEN, Text("."),
        )),
    )  # fmt: skip


def test_quotation_prints_its_text_in_the_style_around_it(sources):
    assert inline("Within {{quoted: five | the Code's}} <em>or {{quoted: 6 | as told}}</em> days", sources) == (
        Text("Within five "),
        Text("or 6", italic=True),
        Text(" days"),
    )
    assert sources.problems.found == []


def test_quotation_may_stand_in_a_link_and_in_a_note(sources):
    source = '<a href="/x">the {{quoted: five | told so}} steps</a>{{note: all {{quoted: 5 | told so}}}}'
    assert inline(source, sources) == (Link("the five steps", "/x"), Note((Text("all 5"),)))
    assert sources.problems.found == []


@given(st.text(alphabet="five 5&|'\"’<>;:é", max_size=20), st.text(alphabet="why M8.1|'\"&’", max_size=20))
def test_cleaning_keeps_a_quotation_whole(text, reason):
    source = sanitise(f"<p>{{{{quoted: {escape(text)} | {escape(reason)}}}}}</p>")
    assert source == sanitise(source)
    typed = f"quoted: {text} | {reason}"
    try:
        token = read_token(typed)
    except TokenError:
        assert validate(source)
    else:
        assert bool(validate(source)) == token.says_too_little
        assert read_token(unescape(source)[5:-6]) == token


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{{quoted: five}}", "token.malformed"),
        ("{{quoted: | why}}", "token.malformed"),
        ("{{quoted: five | why", "token.unbalanced"),
        ("{{no.such.fact}}", "fact.unknown"),
        ("{{@MP999}}", "mention.unknown"),
        ("{{panel.date|words}}", "fact.form"),
        ("{{two words}}", "token.malformed"),
        ("{{}}", "token.malformed"),
        ("{{note:}}", "token.malformed"),
        ("{{modifications.open|roman}}", "token.malformed"),
        ("{{modifications.open", "token.unbalanced"),
        ("modifications.open}}", "token.unbalanced"),
        ("{{note: begun", "token.unbalanced"),
    ],
)
def test_token_that_cannot_be_honoured_prints_as_typed_beside_an_error(source, code, sources):
    assert inline(f"Now {source}", sources) == (Text(f"Now {source}"),)
    [problem] = sources.problems.found
    assert (problem.code, problem.severity, problem.section) == (code, "error", "highlights")


def test_note_inside_a_note_is_refused_and_printed(sources):
    [note] = inline("{{note: outer {{note: inner}} end}}", sources)
    assert note == Note((Text("outer {{note: inner}} end"),))
    assert codes(sources) == [("token.nested", "error")]


def test_token_across_tags_is_refused(sources):
    assert inline("{{modifications<strong>.open</strong>}}", sources) == (
        Text("{{modifications"), Text(".open", bold=True), Text("}}"),
    )  # fmt: skip
    assert codes(sources) == [("token.unbalanced", "error")] * 2


def test_token_inside_a_link_is_refused_and_printed(sources):
    assert inline('<a href="/x">{{modifications.open}} open</a>', sources) == (Text("{{modifications.open}} open"),)
    assert codes(sources) == [("token.malformed", "error")]


def test_bullets_nested_too_deep_are_kept_at_the_last_level_beside_an_error(sources):
    deep = "<ul><li>a<ul><li>b<ul><li>c<ul><li>d</li></ul></li></ul></li></ul></li></ul>"
    [bullets] = read(deep, sources)
    third = bullets.items[0].children[0].children
    assert [item.content[0].text for item in third] == ["c", "d"]
    assert codes(sources) == [("list.nested", "error")]


def test_dropped_tag_is_named_and_its_text_kept(sources):
    assert read("<table><tr><td>59 open</td></tr></table>", sources) == (Paragraph((Text("59 open"),)),)
    assert codes(sources) == [("narrative.dropped", "warning")] * 3
    assert "<table>" in sources.problems.found[0].message


@pytest.mark.parametrize("source", ["", "  \n", "<p></p>", "<p>&nbsp;</p><ul><li> </li></ul>"])
def test_empty_text_says_so_and_warns(source, sources):
    assert read(source, sources) == (NOT_WRITTEN,)
    assert codes(sources) == [("narrative.empty", "warning")]


def test_each_fact_is_asked_of_the_source_and_nowhere_else(sources):
    read("<p>{{modifications.open}} and {{modifications.open|words}} {{no.such}}</p>", sources)
    assert sources.facts.asked == ["modifications.open", "modifications.open", "no.such"]


def test_validate_needs_no_facts_and_finds_no_fault_in_good_text():
    assert validate("<p>{{any.fact|words}} {{@MP1|ref}} {{#x}}{{note: see {{@MP2}}}}</p>") == []


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("<p>{{open</p>", "“{{” has no partner"),
        ("<p>open}}</p>", "“}}” has no partner"),
        ("<p>{{note: x</p><p>y}}</p>", "not closed"),
        ("<p>{{note: a {{note: b}} c}}</p>", "inside a note"),
        ("<p>{{open|roman}}</p>", "has no form"),
        ("<p>{{quoted: five}}</p>", "why the number is quoted"),
        ("<p>{{quoted: {{open}} | why}}</p>", "another token"),
        ("<p>{{quoted: <em>five</em> | why}}</p>", "another token or formatting"),
        ("<ul><li>a<ul><li>b<ul><li>c<ul><li>d</li></ul></li></ul></li></ul></li></ul>", "nested too deep"),
    ],
)
def test_validate_says_what_is_wrong(source, told):
    assert told in validate(source)[0]


@given(st.text(alphabet="{}|@#:. ax<>/pulinote", max_size=40))
def test_no_text_breaks_the_reader(source):
    sources = context()
    assert read(source, sources)
    if validate(source):
        assert any(problem.severity == "error" for problem in sources.problems.found)
