"""What a record must name beside its evidence: the people of a site visit, or the agreement of an authority."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from governance.approval.models import Case, CheckAgreement, CheckAttendee, CheckRecord, CheckState
from governance.approval.selectors.checks import agreements, gates
from registry.base.models import limits
from registry.base.services import validation

Faults = dict[str, list[Any]]
#: What is entered for a site visit: one name on each line → taking part as.
PARTS = {"village_representatives": CheckAttendee.Part.VILLAGE, "experts": CheckAttendee.Part.EXPERT}
MOST_NAMES = 60
LONGEST_NAME = limits.longest(limits.column(CheckAttendee, "name")) or 0
#: As many names as may be entered, one on each line.
NAMES = models.TextField(max_length=MOST_NAMES * (LONGEST_NAME + 2), blank=True)
#: What is entered of an agreement.
AGREED = ("authority", "document_number")


def names(text: str) -> list[str]:
    """One name on each line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def faults(code: str, state: str, given: Mapping[str, str], *, has_file: bool) -> Faults:
    """What is missing of a site visit or an agreement; nothing for other checks."""
    if code == gates.SITE_VISIT:
        return _visit_faults(state, given, has_file=has_file)
    if agreements.is_place(code):
        return _agreement_faults(state, given, has_file=has_file)
    return {}


def _visit_faults(state: str, given: Mapping[str, str], *, has_file: bool) -> Faults:
    found: Faults = {}
    for field in PARTS:
        listed = names(given.get(field, ""))
        if not listed and state == CheckState.PASS:
            found[field] = [_("Name who took part (art. 48), one on each line.")]
        elif len(listed) > MOST_NAMES or any(len(one) > LONGEST_NAME for one in listed):
            words = {"n": MOST_NAMES, "longest": LONGEST_NAME}
            found[field] = [_("At most %(n)s names of %(longest)s characters.") % words]
    if not has_file and state == CheckState.PASS:
        found["file"] = [_("Attach the record of the visit with the signatures.")]
    return found


def _agreement_faults(state: str, given: Mapping[str, str], *, has_file: bool) -> Faults:
    found: Faults = {}
    if state != CheckState.PASS:
        found["state"] = [_("Only an agreement that was given is recorded; without one the check stays failed.")]
    found |= validation.columns(CheckAgreement, {name: given.get(name, "") for name in AGREED})
    if not has_file:
        found["file"] = [_("Attach the document of the agreement.")]
    return found


def write(case: Case, record: CheckRecord, given: Mapping[str, str]) -> dict[str, Any]:
    """Keep what was named with the record, and return it for the audit trail."""
    if record.code == gates.SITE_VISIT:
        CheckAttendee.objects.bulk_create(
            CheckAttendee(record=record, part=part, name=name)
            for field, part in PARTS.items()
            for name in names(given.get(field, ""))
        )
        return {field: names(given.get(field, "")) for field in PARTS}
    if agreements.is_place(record.code):
        made = CheckAgreement.objects.create(
            record=record,
            authority=given["authority"].strip(),
            document_number=given["document_number"].strip(),
            distance=agreements.measured(case, record.code),
        )
        return {"authority": made.authority, "document": made.document_number, "distance_m": made.distance}
    return {}
