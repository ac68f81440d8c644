import pytest

from reports.engine.tokens import Token, TokenError, read_token


@pytest.mark.parametrize(
    ("body", "token"),
    [
        ("modifications.open", Token("fact", "modifications.open")),
        (" modifications.open | words ", Token("fact", "modifications.open", "words")),
        ("modifications.open|Words", Token("fact", "modifications.open", "Words")),
        ("@MP121", Token("mention", "MP121")),
        ("@SECMP0062 part 2|ref", Token("mention", "SECMP0062 part 2", "ref")),
        ("@meeting:SECP-97", Token("mention", "meeting:SECP-97")),
        ("@party:EXAMPLE", Token("mention", "party:EXAMPLE")),
        ("#voting-groups", Token("reference", "voting-groups")),
    ],
)
def test_token_reads(body, token):
    assert read_token(body) == token


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("", "empty"),
        ("@", "empty"),
        ("#", "empty"),
        ("modifications..open", "can't name a fact"),
        ("open proposals", "can't name a fact"),
        ("modifications.open|", "nothing follows"),
        ("modifications.open|roman", "has no form “roman”"),
        ("@MP121|words", "has no form “words”"),
        ("@panel:SECP-97", "can't name a mention"),
        ("#voting groups", "can't name a reference"),
        ("#voting-groups|ref", "has no form “ref”"),
    ],
)
def test_malformed_token_says_what_is_wrong(body, why):
    with pytest.raises(TokenError, match=why) as caught:
        read_token(body)
    assert caught.value.code == "token.malformed"


@pytest.mark.parametrize(
    ("body", "text", "reason"),
    [
        ("quoted: five | the Code's own limit", "five", "the Code's own limit"),
        (" quoted :5 Working Days|M8.1", "5 Working Days", "M8.1"),
        ("quoted: 3-5 | said of it: three | to five", "3-5", "said of it: three | to five"),
    ],
)
def test_quotation_reads_with_its_reason(body, text, reason):
    assert read_token(body) == Token("quoted", text, reason=reason)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("quoted:", "nothing is quoted"),
        ("quoted: | why", "nothing is quoted"),
        ("quoted: five", "why the number is quoted"),
        ("quoted: five |", "why the number is quoted"),
        ("quoted: five | …", "why the number is quoted"),
        ("quoted: {{x}} | why", "another token"),
    ],
)
def test_quotation_without_text_or_reason_is_refused(body, why):
    with pytest.raises(TokenError, match=why):
        read_token(body)
