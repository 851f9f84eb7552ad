"""The unified social credit code of Chinese organisations (GB 32100-2015) and the organisation code in it (GB 11714).

    position   1        registration authority    1 to 9, A, N or Y
               2        kind of organisation      depends on the authority
               3 - 8    region of registration    six digits, GB/T 2260
               9 - 17   organisation code         eight characters and a check character, GB 11714-1997
               18       check character           GB 32100-2015

    C18 = (31 - sum(v_i * 3^(i-1) mod 31, i = 1..17) mod 31) mod 31        v from 0-9 A-Z without I, O, S, V, Z
    C9  = (11 - sum(v_i * w_i, i = 1..8) mod 11) mod 11, 10 written X      w = 3 7 9 10 5 8 4 2, v from 0-9 A-Z

Codes are written in capitals; `normalise` accepts small letters, full-width characters and separating blanks.
"""

import unicodedata
from dataclasses import dataclass

from registry.base.rules.problems import Problem, RuleError

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WEIGHTS = tuple(pow(3, position, 31) for position in range(17))
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
LENGTH = 18

#: Kinds of organisation each registration authority may register (position 1: positions 2).
AUTHORITIES: dict[str, str] = {
    "1": "1239",  # institutional establishment: body, public institution, mass organisation, other
    "2": "19",  # foreign affairs
    "3": "123459",  # justice: law firm, notary, legal service, forensic institute, arbitration, other
    "4": "19",  # culture
    "5": "12349",  # civil affairs: association, non-enterprise unit, foundation, self-governing body, other
    "6": "129",  # tourism
    "7": "129",  # religion
    "8": "19",  # trade unions
    "9": "123",  # market regulation: enterprise, sole trader, farmers' cooperative
    "A": "19",  # armed forces
    "N": "1239",  # agriculture: township, village and group collectives, other
    "Y": "1",  # other
}


@dataclass(frozen=True)
class CreditCode:
    """The parts of a valid code."""

    code: str
    authority: str
    kind: str
    region: str
    organisation: str
    check_character: str


class CreditCodeError(RuleError):
    """A text that is not a unified social credit code; carries the first problem found."""


def normalise(text: str) -> str:
    """Return the text in capitals, half-width, without blanks and hyphens."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(character for character in folded if not character.isspace() and character != "-")


def check_character(body: str) -> str:
    """Return the GB 32100 check character of the first 17 characters."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(body, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def organisation_check_character(body: str) -> str:
    """Return the GB 11714 check character of the first eight characters of an organisation code."""
    pairs = zip(body, ORGANISATION_WEIGHTS, strict=True)
    rest = (11 - sum(ORGANISATION_ALPHABET.index(character) * weight for character, weight in pairs) % 11) % 11
    return "X" if rest == 10 else str(rest)


def problems(code: str) -> list[Problem]:
    """Return everything wrong with a code, or an empty list.

    The region must look like a GB/T 2260 code; whether it exists (or did when the organisation was registered) is not
    judged here, because codes outlive the units they were issued in.
    """
    if len(code) != LENGTH:
        return [Problem("credit_code.wrong_length", {"length": len(code), "expected": LENGTH})]
    for position, character in enumerate(code, start=1):
        if character not in ALPHABET:
            return [Problem("credit_code.wrong_character", {"character": character, "position": position})]
    found: list[Problem] = []
    if code[0] not in AUTHORITIES:
        found.append(Problem("credit_code.unknown_authority", {"character": code[0]}))
    elif code[1] not in AUTHORITIES[code[0]]:
        found.append(Problem("credit_code.unknown_kind", {"character": code[1], "authority": code[0]}))
    if not code[2:8].isdigit() or code[2] == "0":
        found.append(Problem("credit_code.wrong_region", {"region": code[2:8]}))
    if code[16] != organisation_check_character(code[8:16]):
        found.append(Problem("credit_code.wrong_organisation_check", {"found": code[16]}))
    if code[17] != check_character(code[:17]):
        found.append(Problem("credit_code.wrong_check", {"found": code[17]}))
    return found


def check(code: str) -> list[Problem]:
    """Return everything wrong with a code as typed, after `normalise`."""
    return problems(normalise(code))


def parse(text: str) -> CreditCode:
    """Return the parts of a code; raise `CreditCodeError` with the first problem of one that is not valid."""
    code = normalise(text)
    found = problems(code)
    if found:
        raise CreditCodeError(found[0].code, **found[0].params)
    return CreditCode(code, code[0], code[1], code[2:8], code[8:17], code[17])


def complete(body: str) -> str:
    """Return the whole code for its first 17 characters; raise `CreditCodeError` when they cannot be extended."""
    head = normalise(body)
    if len(head) != LENGTH - 1:
        raise CreditCodeError("credit_code.wrong_length", length=len(head), expected=LENGTH - 1)
    for position, character in enumerate(head, start=1):
        if character not in ALPHABET:
            raise CreditCodeError("credit_code.wrong_character", character=character, position=position)
    return head + check_character(head)
