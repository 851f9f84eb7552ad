"""Unified social credit codes: published ones, and every single slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.people.rules import credit_code
from registry.people.rules.credit_code import ALPHABET, CreditCodeError

#: Codes that other open-source validators publish as valid; the first is their usual example.
PUBLISHED = (
    "91350100M000100Y43",
    "91310110666007217T",
    "91310115591693856A",
    "91440101MA5CJQ4N59",
    "913502000728319549",
    "9135021359498494XQ",
    "91440300708461136T",
    "123502001549897397",
    "51610700305332460K",
    "11610923MB2900168E",
)
BODIES = st.builds(
    lambda head, region, rest: head + region + rest + credit_code.organisation_check_character(rest),
    st.sampled_from(["91", "92", "11", "12", "51", "N2"]),
    st.integers(110000, 659012).map(str),
    st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8),
)


def codes(found):
    return [problem.code for problem in found]


@pytest.mark.parametrize("code", PUBLISHED)
def test_published_codes_are_valid(code):
    assert credit_code.check(code) == []
    assert credit_code.complete(code[:17]) == code
    parts = credit_code.parse(code)
    assert parts.authority + parts.kind + parts.region + parts.organisation + parts.check_character == code


def test_parts_of_a_code():
    parts = credit_code.parse("91350100M000100Y43")
    assert (parts.authority, parts.kind, parts.region, parts.organisation) == ("9", "1", "350100", "M000100Y4")


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("91350211M00013FA1N", "credit_code.wrong_check"),
        ("91350100M000100Y4A", "credit_code.wrong_check"),
        ("91350100M000100Y53", "credit_code.wrong_organisation_check"),
        ("91350100M000100Y4", "credit_code.wrong_length"),
        ("", "credit_code.wrong_length"),
        ("91350100I000100Y43", "credit_code.wrong_character"),
        ("91350100é000100Y43", "credit_code.wrong_character"),
        ("B1350100M000100Y43", "credit_code.unknown_authority"),
        ("94350100M000100Y43", "credit_code.unknown_kind"),
        ("91A50100M000100Y43", "credit_code.wrong_region"),
    ],
)
def test_what_is_wrong_is_named(code, problem):
    assert problem in codes(credit_code.check(code))
    with pytest.raises(CreditCodeError):
        credit_code.parse(code)


def test_typing_habits_are_forgiven():
    assert credit_code.check(" 91350100 m000100y-43 ") == []
    assert credit_code.check("９１３５０１００Ｍ０００１００Ｙ４３") == []
    assert credit_code.parse("91350100m000100y43").code == "91350100M000100Y43"


@pytest.mark.parametrize("body", ["", "9135010", "91350100I000100Y4"])
def test_a_body_that_cannot_be_completed(body):
    with pytest.raises(CreditCodeError):
        credit_code.complete(body)


@given(body=BODIES)
def test_completed_codes_are_valid(body):
    assert credit_code.check(credit_code.complete(body)) == []


@given(body=BODIES, position=st.integers(0, 17), wrong=st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(body, position, wrong):
    code = credit_code.complete(body)
    if code[position] != wrong:
        assert credit_code.check(code[:position] + wrong + code[position + 1 :])


@given(body=BODIES, position=st.integers(0, 16))
def test_two_neighbours_exchanged_are_always_noticed(body, position):
    code = credit_code.complete(body)
    if code[position] != code[position + 1]:
        assert credit_code.check(code[:position] + code[position + 1] + code[position] + code[position + 2 :])


@given(text=st.text())
def test_any_text_gets_an_answer(text):
    credit_code.check(text)
