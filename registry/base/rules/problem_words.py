"""The sentences for what the pure rules find wrong, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.base.rules.problems import ParamValue, Problem

TEXTS: dict[str, Any] = {
    "boundary.not_json": _("This is not GeoJSON: the text cannot be read as JSON."),
    "boundary.not_geojson": _("This is not GeoJSON: a Polygon, MultiPolygon, Feature or FeatureCollection is needed."),
    "boundary.wrong_type": _("A boundary is a Polygon or MultiPolygon, not a %(type)s."),
    "boundary.empty": _("The boundary holds no outline."),
    "boundary.unknown_crs": _(
        "The coordinate system %(name)s is not longitude and latitude. Give CGCS2000 or WGS 84 degrees, or "
        "enter corner points."
    ),
    "boundary.not_positions": _("Outline %(ring)s is not a list of points."),
    "boundary.not_a_position": _("Outline %(ring)s, point %(position)s: a point is longitude and latitude."),
    "boundary.not_a_number": _("Outline %(ring)s, point %(position)s: this is not a number."),
    "boundary.not_a_corner": _("Outline %(ring)s, point %(position)s: a corner is X (northing) and Y (easting)."),
    "boundary.wrong_line": _("Line %(line)s: give X and Y, with the number of the corner before them if you like."),
    "boundary.swapped": _(
        "Outline %(ring)s, point %(position)s: longitude and latitude seem to be exchanged (%(longitude)s, "
        "%(latitude)s). Give longitude first."
    ),
    "boundary.projected": _(
        "Outline %(ring)s, point %(position)s: these look like metres, not degrees (%(longitude)s, "
        "%(latitude)s). Enter them as corner points."
    ),
    "boundary.out_of_range": _(
        "Outline %(ring)s, point %(position)s: no such longitude or latitude (%(longitude)s, %(latitude)s)."
    ),
    "boundary.outside_china": _(
        "Outline %(ring)s, point %(position)s lies outside China (%(longitude)s, %(latitude)s)."
    ),
    "boundary.too_few_positions": _(
        "Outline %(ring)s has %(count)s points; a closed outline needs at least four, the last equal to the first."
    ),
    "boundary.not_closed": _("Outline %(ring)s is not closed: its last point must equal its first."),
    "boundary.duplicate_position": _("Outline %(ring)s, point %(position)s repeats the point before it."),
    "boundary.self_intersecting": _(
        "The outline crosses or touches itself near %(longitude)s, %(latitude)s. Check the order of the points."
    ),
    "boundary.zero_area": _("The outline encloses no area."),
    "boundary.hole_outside": _("A hole lies outside the outline it belongs to."),
    "boundary.holes_overlap": _("Two holes lie in one another, or cut the area apart."),
    "boundary.parts_overlap": _("Two areas of the boundary overlap."),
    "boundary.impossible_shape": _("The outline makes no shape on the ground. Check its points."),
    "boundary.too_large": _("The boundary encloses %(area)s km²; at most %(allowed)s km² is possible for a mine."),
    "boundary.too_many_positions": _("The boundary has too many points; at most %(allowed)s are accepted."),
    "boundary.too_many_rings": _("The boundary has %(count)s outlines; at most %(allowed)s are accepted."),
    "boundary.unknown_zone": _("There is no zone %(zone)s in China: 13 to 23 are the 6° zones, 25 to 45 the 3° zones."),
    "boundary.unknown_meridian": _("%(meridian)s is not the central meridian of a zone (75°, 78°, … 135°)."),
    "boundary.zone_conflict": _("Zone %(zone)s and the central meridian %(meridian)s° do not belong together."),
    "boundary.zone_needed": _("Y carries no zone number. Choose the zone or the central meridian."),
    "boundary.mixed_zones": _("Outline %(ring)s, point %(position)s carries another zone number than the rest."),
    "boundary.corner_swapped": _(
        "Outline %(ring)s, point %(position)s: X and Y seem to be exchanged (%(x)s, %(y)s). X is the northing."
    ),
    "boundary.impossible_corner": _("X %(x)s, Y %(y)s is no place in China in a Gauss-Krüger zone."),
    "calendar.day_outside_years": _("%(day)s lies outside the announced years."),
    "calendar.rest_and_makeup": _("%(day)s is listed both as a day off and as a make-up working day."),
    "calendar.makeup_on_weekday": _("%(day)s is a weekday; only a Saturday or Sunday can be a make-up working day."),
    "calendar.not_yet_announced": _("The working days of %(year)s are not yet announced."),
    "clock.base_days_too_few": _("A period has at least one day, not %(days)s."),
    "clock.extension_negative": _("An extension cannot be %(days)s days."),
    "clock.extension_too_short": _("An extension adds at least one day, not %(days)s."),
    "clock.extension_too_long": _("Extensions come to %(days)s days; the procedure allows %(allowed)s."),
    "clock.days_without_extension": _("Event %(position)s carries days although it is no extension."),
    "clock.naive_time": _("Event %(position)s has no time zone."),
    "clock.out_of_order": _("Event %(position)s lies before the event that precedes it."),
    "clock.wrong_state": _("The clock cannot %(event)s now: it is %(state)s."),
    "credit_code.wrong_length": _("A unified social credit code has %(expected)s characters here, not %(length)s."),
    "credit_code.wrong_character": _(
        "Character %(position)s is “%(character)s”; digits and capital letters without I, O, S, V, Z are allowed."
    ),
    "credit_code.unknown_authority": _("The first character “%(character)s” is no registration authority."),
    "credit_code.unknown_kind": _(
        "The second character “%(character)s” is no kind of organisation registered by authority “%(authority)s”."
    ),
    "credit_code.wrong_region": _("Characters 3 to 8 (%(region)s) are no administrative division code."),
    "credit_code.wrong_organisation_check": _(
        "The organisation code in positions 9 to 17 does not agree with its check character “%(found)s”. "
        "Check for mistyped characters."
    ),
    "credit_code.wrong_check": _(
        "The check character “%(found)s” does not agree with the rest of the code. Check for mistyped characters."
    ),
    "layer.file_empty": _("The file is empty."),
    "layer.not_json": _("This is not GeoJSON: the text cannot be read as JSON."),
    "layer.not_a_collection": _("The file is not a GeoJSON FeatureCollection."),
    "layer.unknown_crs": _(
        "The coordinate system %(name)s is not longitude and latitude. Give CGCS2000 or WGS 84 degrees."
    ),
    "layer.no_features": _("The file holds no feature."),
    "layer.too_many_features": _("The file has %(count)s features; at most %(allowed)s are accepted. Split it."),
    "layer.not_a_feature": _("This is not a GeoJSON Feature."),
    "layer.no_geometry": _("The feature has no geometry."),
    "layer.empty_geometry": _("The geometry holds no position."),
    "layer.wrong_type": _("A layer of this kind consists of %(allowed)s, not of %(type)s."),
    "layer.too_many_positions": _("The feature has too many points; at most %(allowed)s are accepted."),
    "layer.line_too_short": _("Line %(part)s has fewer than two different points."),
    "layer.half_width_not_a_number": _("“%(value)s” is not a number of metres."),
    "layer.half_width_impossible": _("“%(value)s” is not possible: between 0 and %(largest)s m is."),
    "region.not_a_code": _("“%(code)s” is no administrative division code: six digits are needed."),
}

#: Codes that a sentence names in words: parameter, code, word.
WORDS: dict[str, dict[str, Any]] = {
    "event": {
        "start": pgettext_lazy("the clock cannot ...", "start"),
        "pause": pgettext_lazy("the clock cannot ...", "pause"),
        "resume": pgettext_lazy("the clock cannot ...", "resume"),
        "extend": pgettext_lazy("the clock cannot ...", "be extended"),
        "stop": pgettext_lazy("the clock cannot ...", "stop"),
    },
    "state": {
        "not_started": pgettext_lazy("the clock is ...", "not started"),
        "running": pgettext_lazy("the clock is ...", "running"),
        "paused": pgettext_lazy("the clock is ...", "paused"),
        "stopped": pgettext_lazy("the clock is ...", "stopped"),
    },
}


def text_of(problem: Problem) -> str:
    """Return the sentence that tells a reader what is wrong."""
    params: Mapping[str, Any] = {name: _word(name, value) for name, value in problem.params.items()}
    return str(TEXTS[problem.code]) % params


def _word(name: str, value: ParamValue) -> str:
    """Return a parameter as it stands in a sentence: codes in words, numbers without a needless tail."""
    if isinstance(value, float):
        return f"{value:.12g}"
    return str(WORDS.get(name, {}).get(str(value), value))
