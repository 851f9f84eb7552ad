"""Set the boundary of a mine from GeoJSON or from the corner points of its right."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext as _

from registry.audit.services import ages, audit
from registry.base.models import limits
from registry.base.rules import gauss_kruger, geodesy, problem_words
from registry.base.rules.errors import Incomplete, Stale
from registry.base.services import validation
from registry.mines.models import Mine
from registry.mines.selectors import mines
from registry.scope.models.actors import Actor

#: A boundary whose area differs from the registered one by more than this share is worth a second look.
AREA_TOLERANCE = Decimal("0.05")
#: No boundary takes more characters.
GEOJSON, CORNERS = models.TextField(max_length=2_000_000), models.TextField(max_length=500_000)
#: Nor the place of a facility.
PLACE = models.TextField(max_length=500_000)
#: Zones of 6° and of 3° that touch China.
ZONE = models.PositiveSmallIntegerField(validators=[MinValueValidator(13), MaxValueValidator(45)])
#: A boundary farther from the mine's point than this belongs to another mine.
FAR_KM = 20.0


@dataclass(frozen=True)
class Comparison:
    """The geodesic area of a boundary beside the registered area, in km²."""

    boundary_area: Decimal
    registered_area: Decimal | None
    share: Decimal | None

    @property
    def differs(self) -> bool:
        """Whether the two are farther apart than measuring explains."""
        return self.share is not None and abs(self.share) > AREA_TOLERANCE


@transaction.atomic
def set_boundary(
    mine_id: Any,
    *,
    by: Actor,
    version: int,
    geojson: str = "",
    corners: str = "",
    zone: int | None = None,
    central_meridian: int | None = None,
    source: str = "",
) -> Comparison:
    """Replace the boundary; exactly one of `geojson` and `corners` is given. Returns how the areas compare."""
    mine = mines.access_mine(mine_id, by=by, action="set_boundary", lock=True)
    if mine.version != version:
        raise Stale(
            ages.told(mine, by, _("Someone else changed this mine after you opened it.")),
            now={"version": mine.version},
            mine={_("area of the boundary"): _("(your boundary)")},
            theirs={_("area of the boundary"): f"{mine.boundary_area or '—'} km²"},
        )
    impossible = _impossible(geojson, corners, zone, source)
    if impossible.keys() - {"source"}:
        raise Incomplete(impossible)
    boundary = read(geojson, corners, zone=zone, central_meridian=central_meridian)
    faults = impossible | _faults(mine, boundary, "geojson" if geojson.strip() else "corners")
    if faults:
        raise Incomplete(faults)
    before = {"boundary_area": mine.boundary_area, "boundary_source": mine.boundary_source, "boundary": mine.boundary}
    mine.boundary = boundary.geojson()
    mine.boundary_area = Decimal(str(round(boundary.area_km2, 4)))
    mine.boundary_source = source.strip()
    mine.version += 1
    mine.save(update_fields=["boundary", "boundary_area", "boundary_source", "version", "updated_at"])
    after = {name: getattr(mine, name) for name in before}
    audit.record("mine.boundary_set", mine, by=by, before=before, after=after)
    return compare(mine)


def _impossible(geojson: str, corners: str, zone: int | None, source: str) -> dict[str, list[str]]:
    """Everything that can be said before the shape is read."""
    given: dict[str, tuple[limits.Column, Any]] = {
        "geojson": (GEOJSON, geojson), "corners": (CORNERS, corners), "zone": (ZONE, zone),
    }  # fmt: skip
    faults = {name: limits.against(of, value, is_needed=False) for name, (of, value) in given.items()}
    faults |= validation.columns(Mine, {"source": source}, needed=("source",), source="boundary_source")
    return {name: texts for name, texts in faults.items() if texts}


def read(
    geojson: str, corners: str, *, zone: int | None = None, central_meridian: int | None = None
) -> geodesy.Boundary:
    """Make a boundary of what was typed; `Incomplete` says at the field what to mend."""
    if bool(geojson.strip()) == bool(corners.strip()):
        raise Incomplete({"geojson": [_("Give either GeoJSON or corner points.")]})
    field = "geojson" if geojson.strip() else "corners"
    try:
        if field == "geojson":
            return geodesy.parse_text(geojson)
        return gauss_kruger.from_corner_points(
            gauss_kruger.parse_corner_text(corners), zone=zone, central_meridian=central_meridian
        )
    except geodesy.BoundaryError as error:
        raise Incomplete({field: [problem_words.text_of(error.problem)]}) from error


def compare(mine: Mine) -> Comparison:
    """How the boundary's area compares with the registered one."""
    measured = mine.boundary_area or Decimal(0)
    share = (measured - mine.area) / mine.area if mine.area else None
    return Comparison(measured, mine.area, share)


def distance_km(boundary: geodesy.Boundary, longitude: float, latitude: float) -> float:
    """How far a point lies outside a boundary."""
    if boundary.covers(longitude, latitude):
        return 0.0
    return geodesy.distance_m(boundary.label_point, (longitude, latitude)) / 1000


def _faults(mine: Mine, boundary: geodesy.Boundary, field: str) -> dict[str, list[str]]:
    faults: dict[str, list[str]] = {}
    away = distance_km(boundary, mine.longitude, mine.latitude)
    if away > FAR_KM:
        faults[field] = [
            _("The boundary lies %(distance)d km away from the mine; check zone and axes.") % {"distance": round(away)}
        ]
    return faults
