"""Where a text uses an abbreviation or spells one out, and in which words it is to be spelt out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.engine.glossary import EMPTY, Entry, Glossary

GLOSSARY = Glossary(
    (
        Entry("SSC", "Security Sub-Committee"),
        Entry("DMC", "Device Model Combination"),
        Entry("SMKI", "Smart Metering Key Infrastructure"),
        Entry("SMKI PMA", "Smart Metering Key Infrastructure Policy Management Authority"),
        Entry("POC", "Point of Contact", plural="Points of Contact"),
        Entry("IA", "Impact Assessment"),
        Entry("UEP", "User Entry Process"),
        Entry("TS", "Testing Services"),
        Entry("ETAD", "Enduring Testing Approach Document"),
    )
)


def spelt(text: str) -> list[str]:
    return [use.spelt_out for use in GLOSSARY.uses(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The SSC met.", "Security Sub-Committee (SSC)"),
        ("Three DMCs were added.", "Device Model Combinations (DMCs)"),
        ("the DMCs’ owners", "Device Model Combinations’ (DMCs’)"),
        ("the SSC’s view", "Security Sub-Committee’s (SSC’s)"),
        ("the SSC's view", "Security Sub-Committee's (SSC's)"),
        ("the TS’s view", "Testing Services’ (TS’s)"),
        ("both POCs", "Points of Contact (POCs)"),
        ("two UEPs", "User Entry Processes (UEPs)"),
        ("several SMKI PMAs", "Smart Metering Key Infrastructure Policy Management Authorities (SMKI PMAs)"),
        ("The SMKI PMA met.", "Smart Metering Key Infrastructure Policy Management Authority (SMKI PMA)"),
        ("an SSC paper", "a Security Sub-Committee (SSC)"),
        ("An SSC paper", "A Security Sub-Committee (SSC)"),
        ("a UEP", "User Entry Process (UEP)"),
        ("an ETAD", "Enduring Testing Approach Document (ETAD)"),
        ("an IA", "Impact Assessment (IA)"),
        ("a DMC", "Device Model Combination (DMC)"),
        ("SSC, then.", "Security Sub-Committee (SSC)"),
        ("the SSC.", "Security Sub-Committee (SSC)"),
    ],
)
def test_use_is_spelt_out_with_its_ending_and_article(text: str, words: str) -> None:
    assert spelt(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "SSC_70_0110_02",
        "SSC 70 looked at it",
        "SSC\N{NO-BREAK SPACE}70 looked at it",
        "SSC2",
        "SSC-related work",
        "the pre-SSC days",
        "SSC/TAG",
        "https://ssc.example/SSC.pdf",
        "someone@SSC.example",
        "SSCX",
        "ssc",
        "‘Changes to the SSC’s powers’ was raised",
        "“Changes to the SSC” was raised",
        "the Security Sub-Committee (SSC) met",
        "the Security Sub-Committees (SSCs) met",
        "the Security Sub-Committee’s (SSC’s) view",
        "the SSC (Security Sub-Committee) met",
        "the SSC Issue Group (SIG) met",
        "the User Security Sub-Committee (User SSC) met",
        "the Smart Metering Key Infrastructure (SMKI PMA) met",
    ],
)
def test_what_is_part_of_something_else_or_spelt_out_is_no_use(text: str) -> None:
    assert spelt(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("AN SSC PAPER", ["A Security Sub-Committee (SSC)"]),
        ("A SSC paper", ["Security Sub-Committee (SSC)"]),
        ("AN IA", ["Impact Assessment (IA)"]),
        ("A IA", ["An Impact Assessment (IA)"]),
    ],
)
def test_article_in_capitals_keeps_them(text: str, words: list[str]) -> None:
    assert spelt(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("‘Users’ access to SMKI’ was raised by the SSC", ["SSC"]),
        ("‘Parties’ and Users’ access to SMKI’ was raised by the SSC", ["SSC"]),
        ("‘SMKI for Users’ was raised by the SSC, and ‘DMCs’ by none", ["SSC"]),
        ("‘DMCs of Users’, raised by the SSC, is for Users’ good", ["SSC"]),
        ("‘DMCs of tomorrow’ was raised by the SSC, Users’ friend", ["SSC"]),
        ("the SSC’s ‘view of DMCs’ and its UEP’s end", ["SSC", "UEP"]),
        ("'Users' access to SMKI' was raised by the SSC", ["SSC"]),
        ("the SSC's 'view of DMCs' and a UEP's end", ["SSC", "UEP"]),
        ("‘a mark that nothing closes, the SSC", ["SSC"]),
    ],
)
def test_quotation_ends_where_no_owner_does(text: str, words: list[str]) -> None:
    assert [use.entry.short for use in GLOSSARY.uses(text)] == words


@pytest.mark.parametrize(
    "text",
    [
        "IA Consulting advised",
        "IA\N{NO-BREAK SPACE}Consulting advised",
        "SSC Energy Limited acceded",
        "SSC Energy & Power (UK) Ltd acceded",
        "the Northern SSC\N{NO-BREAK SPACE}Power plc acceded",
        "SSC LLP acceded",
    ],
)
def test_name_of_a_company_or_of_the_records_is_kept_apart(text: str) -> None:
    known = replace(GLOSSARY, names=("", "SSC", "IA Consulting"))
    assert list(known.uses(text)) == []
    assert known.used_in([text]) == []
    assert [use.entry.short for use in known.uses(f"{text}. The SSC wrote an IA.")] == ["SSC", "IA"]


@pytest.mark.parametrize("text", ["The SSC wrote to Example Limited", "The SSC. Limited funds", "SSC, Limited"])
def test_company_elsewhere_in_the_sentence_keeps_nothing_apart(text: str) -> None:
    assert spelt(text) == ["Security Sub-Committee (SSC)"]


@pytest.mark.parametrize(
    ("text", "joints", "shorts"),
    [
        ("The SMKI PMA met", (8,), ["SMKI"]),
        ("The SMKI PMA met", (9,), ["SMKI"]),
        ("The SMKI PMA met", (4, 12), ["SMKI PMA"]),
        ("two SSCs met", (7,), []),
        ("the SSC’s DMC", (7,), ["SSC", "DMC"]),
        ("the SSC and a DMC", (5,), ["DMC"]),
    ],
)
def test_shorter_abbreviation_is_taken_where_the_text_is_put_together(
    text: str, joints: tuple[int, ...], shorts: list[str]
) -> None:
    assert [use.entry.short for use in GLOSSARY.uses(text, joints)] == shorts


def test_use_in_brackets_is_marked_so_that_brackets_never_stand_in_brackets() -> None:
    (use,) = GLOSSARY.uses("a body (the SSC) met")
    assert use.bracketed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Security Sub-Committee (SSC) met", [("SSC", "Security Sub-Committee")]),
        ("the security sub-committee (SSC) met", [("SSC", "Security Sub-Committee")]),
        ("the Safety Sub-Committee (SSC) met", [("SSC", "Safety Sub-Committee")]),
        ("the Quite Remote Zone (QRZ) of the SSC (Security Sub-Committee)", ["QRZ", "SSC"]),
        ("gas meters (SSC)", []),
    ],
)
def test_expansions_of_the_text_are_read_known_or_not(text: str, found: list[object]) -> None:
    told = [(one.short, one.words) for one in GLOSSARY.expansions(text)]
    assert told == found or [short for short, _ in told] == found


@pytest.mark.parametrize(
    ("words", "others", "same"),
    [
        ("SMKI Policy Management Authority", "Smart Metering Key Infrastructure Policy Management Authority", True),
        ("security sub-committee", "Security Sub Committee", True),
        ("Authority of the SMKI", "Smart Metering Key Infrastructure Authority", True),
        ("Safety Sub-Committee", "Security Sub-Committee", False),
    ],
)
def test_wordings_are_compared_without_capitals_or_order_and_with_known_abbreviations(
    words: str, others: str, same: bool
) -> None:
    assert GLOSSARY.same(words, others) is same


def test_abbreviations_used_are_listed_by_the_alphabet_wherever_they_stand() -> None:
    found = GLOSSARY.used_in(["MP121 ‘UEPs’", "Security Sub-Committee (SSC)", "SMKI PMA", "SSC_70", "an aDMC"])
    assert [entry.short for entry in found] == ["SMKI PMA", "SSC", "UEP"]


def test_empty_glossary_knows_nothing() -> None:
    assert list(EMPTY.uses("The SSC met.")) == []
    assert EMPTY.used_in(["SSC"]) == []
    assert EMPTY.without("the SSC") == "the SSC"
    assert EMPTY.same("a b", "A B")
