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
