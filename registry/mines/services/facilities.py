"""Register the facilities of a mine, revise them, take them out of use."""

import json
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from registry.audit.services import ages, audit
from registry.base.models import limits
from registry.base.rules import geodesy, points, problem_words
from registry.base.rules.errors import OutOfScope, WrongState
from registry.base.services import validation
from registry.mines.models import Facility, Mine
from registry.mines.selectors import mines
from registry.mines.services import boundaries
from registry.scope.models.actors import Actor

EDITABLE = ("kind", "code", "name_zh", "name_en", "geometry", "height", "angle", "volume")


@transaction.atomic
def register(mine_id: Any, *, by: Actor, **fields: Any) -> Facility:
    """Enter a facility of a mine."""
    mine = mines.access_mine(mine_id, by=by, action="manage_facilities", lock=True)
    facility = Facility(mine=mine, **validation.editable(fields, EDITABLE))
    _require_sound(facility)
    facility.save(force_insert=True)
    audit.record("facility.registered", facility, by=by, after=fields, region_code=mine.region_code)
    return facility


@transaction.atomic
def revise(facility_id: Any, *, by: Actor, version: int | None = None, **fields: Any) -> Facility:
    """Change what is known of a facility in use."""
    facility, mine = _access(facility_id, by, version)
    before, after = validation.assign(facility, validation.editable(fields, EDITABLE))
    if not after:
        return facility
    _require_sound(facility)
    facility.save(update_fields=[*after, "updated_at"])
    audit.record(
        "facility.revised",
        facility,
        by=by,
        before=before,
        after={name: getattr(facility, name) for name in after},
        region_code=mine.region_code,
    )
    return facility


@transaction.atomic
def end(facility_id: Any, *, by: Actor, version: int | None = None) -> Facility:
    """Take a facility out of use; what refers to it keeps referring to it."""
    facility, mine = _access(facility_id, by, version)
    facility.is_in_use = False
    facility.save(update_fields=["is_in_use", "updated_at"])
    audit.record(
        "facility.ended",
        facility,
        by=by,
        before={"is_in_use": True},
        after={"is_in_use": False},
        region_code=mine.region_code,
    )
    return facility


def _access(facility_id: Any, by: Actor, version: int | None) -> tuple[Facility, Mine]:
    """The facility in use, locked after its mine, when `by` may manage the facilities of the mine."""
    found = Facility.objects.filter(pk=facility_id).values_list("mine_id", flat=True).first()
    if found is None:
        raise OutOfScope
    mine = mines.access_mine(found, by=by, action="manage_facilities", lock=True)
    facility = Facility.objects.select_for_update(no_key=True, of=("self",)).get(pk=facility_id)
    ages.require(facility, version, by=by)
    if not facility.is_in_use:
        raise WrongState(_("This facility is out of use."), current="ended")
    return facility, mine


def _require_sound(facility: Facility) -> None:
    more: dict[str, list[str]] = {}
    for name in ("height", "volume"):
        value = getattr(facility, name)
        if value is not None and value <= 0:
            more[name] = [_("Enter a number above 0.")]
    if facility.geometry and (
        wrong := limits.against(boundaries.PLACE, json.dumps(facility.geometry), is_needed=False)
    ):
        more["geometry"] = wrong
    elif facility.geometry:
        try:
            shape = facility.geometry
            facility.geometry = points.parse(shape) if points.is_point(shape) else geodesy.parse(shape).geojson()
        except geodesy.BoundaryError as error:
            more["geometry"] = [problem_words.text_of(error.problem)]
    validation.require_sound(facility, more, exclude=["geometry"])
