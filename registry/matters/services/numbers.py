"""Draw case numbers, document numbers and verification codes."""

import secrets

from registry.matters.models import NumberSeries
from registry.scope.models import Organisation

#: The one-character names of the provinces, by the first two digits of GB/T 2260.
PROVINCES = {
    "11": "京", "12": "津", "13": "冀", "14": "晋", "15": "蒙", "21": "辽", "22": "吉", "23": "黑", "31": "沪",
    "32": "苏", "33": "浙", "34": "皖", "35": "闽", "36": "赣", "37": "鲁", "41": "豫", "42": "鄂", "43": "湘",
    "44": "粤", "45": "桂", "46": "琼", "50": "渝", "51": "川", "52": "黔", "53": "滇", "54": "藏", "61": "陕",
    "62": "甘", "63": "青", "64": "宁", "65": "新", "71": "台", "81": "港", "82": "澳",
}  # fmt: skip
#: Crockford's base 32: no I, L, O, U, so a code can be read aloud and typed.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_GROUPS, CODE_GROUP = 4, 5
CODE_LENGTH = CODE_GROUPS * CODE_GROUP + CODE_GROUPS - 1


def next_number(kind: str, year: int, scope: str = "") -> int:
    """Draw the next number of a series; it belongs to the caller's transaction and is given back if that fails."""
    NumberSeries.objects.bulk_create([NumberSeries(kind=kind, scope=scope, year=year)], ignore_conflicts=True)
    series = NumberSeries.objects.select_for_update().get(kind=kind, scope=scope, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def next_case_number(year: int) -> str:
    """Draw the next case number of the year, such as `LS-2026-0001` (联审)."""
    return f"LS-{year}-{next_number(NumberSeries.Kind.CASE, year):04d}"


def next_receipt_number(year: int) -> str:
    """Draw the next number of a receipt of the year, such as `SL-2026-0001` (受理)."""
    return f"SL-{year}-{next_number(NumberSeries.Kind.RECEIPT, year):04d}"


def next_document_number(office: Organisation, year: int) -> str:
    """Draw the next document number of an office, such as `蒙矿协审〔2026〕1号` (GB/T 9704-2012, 7.2.5)."""
    short = office_short_name(office)
    return f"{short}〔{year}〕{next_number(NumberSeries.Kind.DOCUMENT, year, short)}号"


def next_minutes_number(office: Organisation, year: int) -> str:
    """Draw the next number of an office's minutes, such as `蒙矿协纪〔2026〕1号` (纪要)."""
    short = office_short_name(office).removesuffix("矿协审") + "矿协纪"
    return f"{short}〔{year}〕{next_number(NumberSeries.Kind.MINUTES, year, short)}号"


def office_short_name(office: Organisation) -> str:
    """The short name that an office signs documents with: its territory and 矿协审 (joint review of mining areas)."""
    region = office.region
    if region is None:
        return "国矿协审"
    province = PROVINCES.get(region.code[:2], "")
    place = "" if region.prefix == region.code[:2] else region.name_zh
    return f"{province}{place}矿协审"[:50]


def verification_code() -> str:
    """A code of 100 random bits in four groups of five, such as `7K2QX-M0RVT-49ZDH-B8C3N`."""
    characters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_GROUPS * CODE_GROUP))
    return "-".join(characters[start : start + CODE_GROUP] for start in range(0, len(characters), CODE_GROUP))


def normalise_code(typed: str) -> str:
    """A code as people type it (lower case, blanks, O for 0, I or L for 1) in the form that is stored."""
    letters = typed[:80].upper().translate(str.maketrans("OIL", "011"))
    kept = "".join(letter for letter in letters if letter in ALPHABET)
    return "-".join(kept[start : start + CODE_GROUP] for start in range(0, len(kept), CODE_GROUP))
