"""What a record must name beside its evidence: the people of a site visit, or the agreement of an authority."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from governance.models import Case, CheckAgreement, CheckAttendee, CheckRecord, CheckState
from governance.selectors import agreements, gates

Faults = dict[str, list[Any]]
#: What is entered for a site visit: one name on each line → taking part as.
PARTS = {"village_representatives": CheckAttendee.Part.VILLAGE, "experts": CheckAttendee.Part.EXPERT}
MOST_NAMES = 60


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
        elif len(listed) > MOST_NAMES or any(len(one) > 100 for one in listed):
            found[field] = [_("At most %(n)s names of 100 characters.") % {"n": MOST_NAMES}]
    if not has_file and state == CheckState.PASS:
        found["file"] = [_("Attach the record of the visit with the signatures.")]
    return found


def _agreement_faults(state: str, given: Mapping[str, str], *, has_file: bool) -> Faults:
    found: Faults = {}
    if state != CheckState.PASS:
        found["state"] = [_("Only an agreement that was given is recorded; without one the check stays failed.")]
    for field, most in (("authority", 200), ("document_number", 100)):
        text = given.get(field, "").strip()
        if not text:
            found[field] = [_("This field is required.")]
        elif len(text) > most:
            found[field] = [_("At most %(n)s characters.") % {"n": most}]
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
