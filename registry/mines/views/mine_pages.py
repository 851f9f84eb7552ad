"""The page of one mine, a tab at a time."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from registry.audit.selectors import audit, history
from registry.base.rules import gauss_kruger, geodesy
from registry.mines.forms.mines import STAGE_LABELS
from registry.mines.models import Mine
from registry.mines.policies import mines as policies
from registry.mines.selectors import mine_timeline, mines, panels
from registry.mines.services import boundaries
from registry.mines.services import mines as services
from registry.mines.tables.mines import STAGE_TONES, holder_of, region_of
from registry.mines.views.mines import back_to_list
from registry.regions.selectors import regions
from registry.regions.views import maps
from registry.scope.models import User
from registry.scope.policies.base import Verdict
from registry.web.views.signed import Signed


@dataclass(frozen=True)
class Verb:
    """A button of the page: where it leads, or why it is denied."""

    label: Any
    url: str
    icon: str
    verdict: Verdict
    css: str = ""

    @property
    def reason(self) -> Any:
        """Why the verb is denied; empty when it is not."""
        return getattr(self.verdict, "reason", "")


def page(request: Signed, pk: int, tab: str, extra: dict[str, Any], *, mine: Mine | None = None) -> HttpResponse:
    """Show one tab of the mine's page."""
    user = request.user
    mine = mine or mines.get_detailed(pk, user)
    shown = {
        "mine": mine,
        "region_name": region_of(mine),
        "holder_name": holder_of(mine),
        "stage_tone": STAGE_TONES[mine.stage],
        "tabs": _tabs(mine, tab),
        "back": back_to_list(request),
        "tracker": not mine.is_simulated and "Global Energy Monitor" in mine.source,
        **extra,
    }
    return render(request, f"registry/mines/mine_{tab}.html", shown)


def _tabs(mine: Mine, current: str) -> list[dict[str, Any]]:
    tabs = (
        ("profile", _("Profile"), "file-text"),
        ("boundary", _("Boundary"), "map"),
        ("rights", _("Rights and holders"), "scroll-text"),
        ("facilities", _("Facilities"), "mountain"),
        ("documents", pgettext("mine page", "Documents"), "paperclip"),
        ("timeline", pgettext("mine page", "Timeline"), "history"),
        ("audit", _("Audit"), "shield-check"),
    )
    return [
        {"label": label, "url": _address(key, mine), "icon": icon, "current": key == current}
        for key, label, icon in tabs
    ]


def _address(tab: str, mine: Mine) -> str:
    return mine.get_absolute_url() if tab == "profile" else reverse(f"registry:mine_{tab}", args=[mine.pk])


@login_required
@require_safe
def mine_detail(request: Signed, pk: int) -> HttpResponse:
    """What the register says of the mine, and what the rooms above add."""
    user = request.user
    mine = mines.get_detailed(pk, user)
    extra = {
        "fact_groups": _fact_groups(mine),
        "panels": panels.panels(mine, user),
        "verbs": _verbs(mine, user),
        "stage_verbs": _stage_verbs(mine, user),
        "lineage": regions.full_name(mine.region),
    }
    return page(request, pk, "profile", extra, mine=mine)


def _verbs(mine: Mine, user: User) -> list[Verb]:
    check = policies.policy.check
    edit, holder = reverse("registry:mine_edit", args=[mine.pk]), reverse("registry:mine_transfer", args=[mine.pk])
    return [
        Verb(_("Edit"), edit, "pencil", check(user, "revise", mine)),
        Verb(_("Transfer to another holder"), holder, "arrow-right-left", check(user, "transfer_holder", mine)),
    ]


def _stage_verbs(mine: Mine, user: User) -> list[Verb]:
    verdict = policies.policy.check(user, "set_stage", mine)
    allowed = services.STAGES.verbs(mine.stage)
    return [
        Verb(label, reverse("registry:mine_stage", args=[mine.pk, verb]), "milestone", verdict)
        for verb, label in STAGE_LABELS.items()
        if verb in allowed
    ]


def _fact_groups(mine: Mine) -> list[dict[str, Any]]:
    mining = [
        {"label": _("Mineral"), "value": mine.get_mineral_display()},
        {"label": _("Mining method"), "value": mine.get_method_display()},
        {
            "label": _("Capacity"),
            "value": services.shown(mine.capacity),
            "unit": _("Mt a year") if mine.capacity else "",
        },
        {"label": _("Depth"), "value": services.shown(mine.depth), "unit": "m" if mine.depth else ""},
        {"label": _("Registered area"), "value": services.shown(mine.area), "unit": "km²" if mine.area else ""},
        {"label": _("Opening year"), "value": mine.opened_in},
    ]
    hazards = [
        {"label": _("Gas rating"), "value": mine.get_gas_rating_display()},
        {"label": _("Hydrogeological type"), "value": mine.get_water_class_display()},
        {"label": _("Spontaneous combustion"), "value": mine.get_fire_class_display()},
        {
            "label": _("Rock-burst mine"),
            "value": {True: _("Yes"), False: _("No"), None: _("Not stated")}[mine.is_rock_burst],
        },
    ]
    place = [
        {"label": _("Region"), "value": regions.full_name(mine.region), "note": mine.region_code},
        {"label": _("Coordinates"), "value": f"{mine.latitude:.5f}°, {mine.longitude:.5f}°", "note": "CGCS2000"},
        {"label": _("Place"), "value": mine.location_note},
        {"label": _("Holder"), "value": holder_of(mine)},
    ]
    return [
        {"id": "mining", "title": _("Mining"), "icon": "pickaxe", "facts": mining},
        {"id": "hazards", "title": _("Hazard classes"), "icon": "triangle-alert", "facts": hazards},
        {"id": "place", "title": _("Place and holder"), "icon": "map-pin", "facts": place},
    ]


@login_required
@require_safe
def mine_boundary(request: Signed, pk: int) -> HttpResponse:
    """The boundary on a map, its corner points and its areas."""
    user = request.user
    mine = mines.get_detailed(pk, user)
    facilities = mines.facilities(mine).filter(is_in_use=True, geometry__isnull=False)
    config = maps.ground("china_province_light") | {
        "boundary": mine.boundary,
        "centre": [mine.longitude, mine.latitude],
        "facilities": {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "geometry": one.geometry,
                    "properties": {"kind": one.get_kind_display(), "name": one.name, "risk": ""},
                }
                for one in facilities
            ],
        },
        "labels": maps.labels(),
    }
    extra = {
        "config": config,
        "comparison": boundaries.compare(mine) if mine.boundary else None,
        "corners": _corner_parts(mine),
        "edit": Verb(
            _("Set the boundary"),
            reverse("registry:mine_boundary_edit", args=[pk]),
            "pencil-ruler",
            policies.policy.check(user, "set_boundary", mine),
        ),
    }
    return page(request, pk, "boundary", extra, mine=mine)


def _corner_parts(mine: Mine) -> list[dict[str, Any]]:
    """The corner points of each area in its 3° zone, beside longitude and latitude."""
    if not mine.boundary:
        return []
    boundary = geodesy.parse(mine.boundary)
    zone, parts = gauss_kruger.corner_points(boundary)
    places = [list(polygon.exterior.coords)[:-1] for polygon in boundary.geometry.geoms]
    return [
        {
            "zone": zone,
            "meridian": 3 * zone,
            "rows": [
                {"number": number, "x": f"{x:.2f}", "y": f"{y:.2f}", "lon": f"{lon:.6f}", "lat": f"{lat:.6f}"}
                for number, ((x, y), (lon, lat)) in enumerate(zip(part, spots, strict=True), start=1)
            ],
        }
        for part, spots in zip(parts, places, strict=True)
    ]


@login_required
@require_safe
def mine_rights(request: Signed, pk: int) -> HttpResponse:
    """Mining rights, licences and holders."""
    user = request.user
    mine = mines.get_detailed(pk, user)
    extra = {
        "rights": mines.rights(mine),
        "holders": mines.holders(mine),
        "manage_rights": policies.policy.check(user, "manage_rights", mine),
        "manage_licences": policies.policy.check(user, "manage_licences", mine),
        "transfer": policies.policy.check(user, "transfer_holder", mine),
    }
    return page(request, pk, "rights", extra, mine=mine)


@login_required
@require_safe
def mine_facilities(request: Signed, pk: int) -> HttpResponse:
    """The facilities that monitoring, hazards and plans refer to."""
    user = request.user
    mine = mines.get_detailed(pk, user)
    extra = {
        "facilities": mines.facilities(mine),
        "manage": policies.policy.check(user, "manage_facilities", mine),
    }
    return page(request, pk, "facilities", extra, mine=mine)


@login_required
@require_safe
def mine_timeline_tab(request: Signed, pk: int) -> HttpResponse:
    """What happened to the mine: acts, dates of rights and licences, and what the rooms above know."""
    user = request.user
    mine = mines.get_detailed(pk, user)
    return page(request, pk, "timeline", {"entries": mine_timeline.entries(mine, user)}, mine=mine)


@login_required
@require_safe
def mine_audit(request: Signed, pk: int) -> HttpResponse:
    """Every act on the mine with its place in the hash chain, and the row's history."""
    user = request.user
    mine = mines.get_detailed(pk, user)
    extra = {"panel": audit.panel(mine, limit=50), "versions": history.versions(mine)}
    return page(request, pk, "audit", extra, mine=mine)
