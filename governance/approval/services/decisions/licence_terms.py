"""The licence that an approval grants: asked for with the draft of the decision, issued by the signature.

The right and the licence are two objects (Mineral Resources Law arts 22, 33): only a registered right of the applicant
bears a licence, within what the approved mining plan allows.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import Case, Decision, LicenceTerms, MiningScheme, Procedure
from governance.approval.selectors.cases import links
from governance.approval.selectors.dossiers import schemes
from registry.base.models import limits
from registry.base.rules.errors import Incomplete
from registry.mines.models import MiningLicence, MiningRight
from registry.mines.services import licences
from registry.scope.models import User

FIELDS = ("right", "number", "valid_to", "capacity")


@dataclass(frozen=True)
class Wish:
    """What the office enters about the licence; `right` is a key, the applicant's only right when none is named."""

    number: str = ""
    valid_to: dt.date | None = None
    capacity: Decimal | None = None
    right: int | None = None


def applies_to(case: Case) -> bool:
    """Whether the approval of the case issues a licence."""
    return links.kind_of(case) == Procedure.Kind.LICENCE


def rights(case: Case) -> list[MiningRight]:
    """The registered rights over the mine that the applicant holds."""
    rows = case.mine.rights.filter(status=MiningRight.Status.REGISTERED, holder=case.applicant_id)
    return list(rows.order_by("-registered_on", "-pk"))


def refusals(case: Case) -> list[str]:
    """Why no licence can be issued to the applicant, whatever is entered."""
    found = []
    if case.mine.holder_id != case.applicant_id:
        found.append(_("The mine has passed to another holder: the licence cannot be issued to the applicant."))
    held = rights(case)
    if not held:
        found.append(
            _("The applicant holds no registered right over the mine: the right comes before the licence (art. 22).")
        )
    suspended = MiningLicence.objects.filter(right__in=held, status=MiningLicence.Status.SUSPENDED)
    found += [
        _("Licence %(number)s is suspended: restore or revoke it first.") % {"number": row.number} for row in suspended
    ]
    return found


def scheme_of(case: Case) -> MiningScheme | None:
    """The approved scheme whose capacity and method the licence takes over."""
    return schemes.approved(case.mine)


def faults(case: Case, wish: Wish) -> dict[str, list[str]]:
    """Every fault of what was entered, by field; the names are `licence_…`."""
    right, found = _right(case, wish), dict[str, list[str]]()
    if right is None:
        found["licence_right"] = [_("Choose the mining right under which the licence is issued.")]
    number = wish.number.strip()
    if not number:
        found["licence_number"] = [_("This field is required.")]
    elif wrong := limits.against(limits.column(LicenceTerms, "number"), number, is_needed=True):
        found["licence_number"] = wrong
    elif MiningLicence.objects.filter(number=number).exists():
        found["licence_number"] = [_("A licence with this number is in the register already.")]
    if wish.valid_to is None:
        found["licence_valid_to"] = [_("This field is required.")]
    elif wish.valid_to <= timezone.localdate():
        found["licence_valid_to"] = [_("The licence must end after today.")]
    elif right is not None and right.expires_on and wish.valid_to > right.expires_on:
        message = _("A licence cannot outlast the right, which expires on %(day)s.") % {"day": right.expires_on}
        found["licence_valid_to"] = [message]
    scheme = scheme_of(case)
    if wish.capacity is None:
        found["licence_capacity"] = [_("This field is required.")]
    elif not wish.capacity.is_finite() or not 0 < wish.capacity < 1000:
        found["licence_capacity"] = [_("Enter a number above 0.")]
    elif wrong := limits.against(limits.column(LicenceTerms, "capacity"), wish.capacity, is_needed=True):
        found["licence_capacity"] = wrong
    elif scheme is not None and scheme.capacity is not None and wish.capacity > scheme.capacity:
        most = {"most": f"{scheme.capacity.normalize():f}"}
        found["licence_capacity"] = [_("The approved mining plan allows at most %(most)s Mt a year.") % most]
    return found


def _right(case: Case, wish: Wish) -> MiningRight | None:
    held = rights(case)
    if wish.right is None:
        return held[0] if len(held) == 1 else None
    return next((row for row in held if row.pk == wish.right), None)


def write(decision: Decision, wish: Wish) -> LicenceTerms:
    """Keep the terms with the draft of the decision; the caller has asked `faults`."""
    case, right = decision.case, _right(decision.case, wish)
    assert right is not None
    assert wish.valid_to is not None
    assert wish.capacity is not None
    scheme = scheme_of(case)
    return LicenceTerms.objects.create(
        decision=decision,
        right=right,
        number=wish.number.strip(),
        valid_to=wish.valid_to,
        capacity=wish.capacity,
        method=(scheme.method if scheme else "") or case.mine.method,
    )


def check_again(decision: Decision) -> None:
    """Raise `Incomplete` when what was proposed can no longer be issued: the register or the plan changed since."""
    terms = of(decision)
    if terms is None:
        raise Incomplete({"licence": [_("The proposal names no licence: return it to the office.")]})
    wish = Wish(terms.number, terms.valid_to, terms.capacity, terms.right_id)
    if found := faults(decision.case, wish):
        texts = [text for part in found.values() for text in part]
        raise Incomplete({"licence": texts}, _("The proposed licence can no longer be issued: return the proposal."))


def of(decision: Decision) -> LicenceTerms | None:
    """The terms kept with a decision."""
    return LicenceTerms.objects.filter(decision=decision).select_related("right__holder").first()


def issue(decision: Decision, *, by: User) -> MiningLicence:
    """Write the licence to the register in the transaction of the signature; the valid one before it ends."""
    terms = of(decision)
    assert terms is not None
    licence = licences.issue_by_decision(
        terms.right_id,
        by=by,
        decision=decision.document_number,
        method=terms.method,
        number=terms.number,
        valid_to=terms.valid_to,
        capacity=terms.capacity,
    )
    terms.licence = licence
    terms.save(update_fields=["licence"])
    return licence


def details(terms: LicenceTerms) -> dict[str, Any]:
    """What the sentences about the licence name."""
    return {
        "number": terms.number,
        "capacity": f"{terms.capacity.normalize():f}",
        "valid_to": terms.valid_to.isoformat(),
        "right": terms.right.number,
        "holder": terms.right.holder.name_zh,
    }
