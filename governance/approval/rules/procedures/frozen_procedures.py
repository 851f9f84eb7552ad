"""The procedure that a case was opened under, as a typed value.

A case keeps the copy as plain JSON, which the law of the day cannot change any more; everybody reads it as this. What a
copy leaves out has one default, which stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

#: The days to deliver a decision (Administrative Licensing Law art. 44), and to ask for reconsideration
#: (Administrative Reconsideration Law art. 20), where a copy names none.
DELIVERY_DAYS, RECONSIDERATION_DAYS = 10, 60
#: Of these none at all is no period.
_USUAL = frozenset({"delivery_days", "reconsideration_days"})


def _known(kind: type, row: Mapping[str, Any]) -> dict[str, Any]:
    """What the row says of the fields that the kind has; lists become tuples, and a null is left to the default."""
    given = {one.name: row.get(one.name) for one in fields(kind)}
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in given.items() if value is not None
    }


@dataclass(frozen=True)
class FrozenSeat:
    """A department that speaks: its function, power, legal ground, sections, period, and what its silence means."""

    function: str
    power: str
    ground_zh: str = ""
    ground_en: str = ""
    certainty: str = ""
    sections: tuple[str, ...] = ()
    days: int = 0
    day_type: str = "working"
    silence: str = "blocks"
    deemed_basis_zh: str = ""
    deemed_basis_en: str = ""
    position: int = 0


@dataclass(frozen=True)
class FrozenDocument:
    """A document that the dossier needs, or may have; one that names no section belongs to all of them."""

    code: str
    name_zh: str
    name_en: str = ""
    is_required: bool = True
    source: str = ""
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class FrozenCheck:
    """A check before the decision: who may lift it ("" is nobody), and what adjusts it (metres, days, methods)."""

    code: str
    lifted_by: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class FrozenProcedure:
    """One version of a procedure as it counts for one mine; days are of `day_type` unless the name says otherwise.

    `delivery_days` and `notice_days` are working days, `reconsideration_days` calendar days. `extension_by` is "head"
    or "government", `veto_settler` "" or "committee". `vote` holds quorum, majority, ballot and tie rule.
    """

    code: str
    version: int
    name_zh: str
    certainty: str
    intake_days: int
    decision_days: int
    kind: str = ""
    name_en: str = ""
    legal_basis_zh: str = ""
    legal_basis_en: str = ""
    day_type: str = "working"
    extension_days: int = 0
    extension_by: str = "government"
    corrections_allowed: int = 1
    delivery_days: int = DELIVERY_DAYS
    notice_days: int = 0
    reconsideration_days: int = RECONSIDERATION_DAYS
    veto_settler: str = ""
    vote: Mapping[str, str] = field(default_factory=dict)
    remedies_zh: str = ""
    remedies_en: str = ""
    sections: tuple[str, ...] = ()
    seats: tuple[FrozenSeat, ...] = ()
    documents: tuple[FrozenDocument, ...] = ()
    checks: tuple[FrozenCheck, ...] = ()

    @classmethod
    def parse(cls, copy: Mapping[str, Any]) -> Self:
        """Read the copy that a case keeps; raises `TypeError` when it lacks what every procedure says."""
        whole = {name: value for name, value in _known(cls, copy).items() if name not in _USUAL or value}
        rows = {"seats": FrozenSeat, "documents": FrozenDocument, "checks": FrozenCheck}
        parsed = {name: tuple(kind(**_known(kind, row)) for row in copy.get(name) or ()) for name, kind in rows.items()}
        return cls(**{**whole, **parsed})

    def name(self, tongue: str) -> str:
        """The name in Chinese ("zh") or English ("en"), falling back on the Chinese one."""
        return self.name_zh if tongue == "zh" else self.name_en or self.name_zh

    def legal_basis(self, tongue: str) -> str:
        """The legal basis in Chinese ("zh") or English ("en")."""
        return self.legal_basis_zh if tongue == "zh" else self.legal_basis_en

    def remedies(self, tongue: str) -> str:
        """What can be done against a decision, in Chinese ("zh") or English ("en"); "" when the copy does not say."""
        return self.remedies_zh if tongue == "zh" else self.remedies_en
