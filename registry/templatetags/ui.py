"""Tags and filters of the interface: icons, small drawings without inline styles, glossary terms."""

from collections.abc import Iterable, Sequence
from math import pi
from typing import Any

from django import template
from django.template.context import Context, RequestContext
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from registry.web.rules import icons
from registry.web.tables import cells, rows
from registry.web.tables.base import UiTable
from registry.workspace.selectors import glossary

register = template.Library()

#: What a tone looks like when no icon is named; the word beside it always says the same.
TONE_ICONS = {
    "ok": "check",
    "info": "list-checks",
    "warn": "undo-2",
    "bad": "x",
    "wait": "hourglass",
    "muted": "circle-dashed",
}
LEVEL_SHAPES = {
    "red": '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/>',
    "orange": '<path d="M8 .8 15.2 8 8 15.2.8 8z"/>',
    "yellow": '<path d="M8 1.2 15.4 14.6H.6z"/>',
    "blue": '<circle cx="8" cy="8" r="7"/>',
}
_MARK = '<path class="mg-lv-mark" d="M7.2 {y1}h1.6v{h}H7.2zM7.2 {y2}h1.6V{y3}H7.2z"/>'
_LEVEL_MARK = {
    True: _MARK.format(y1=6, h=4.2, y2=11.4, y3=13),
    False: _MARK.format(y1=4, h=5, y2=10.4, y3=12),
}


@register.simple_tag
def icon(name: str, size: int = 18, **attributes: object) -> SafeString:
    """Return a decorative icon, hidden from assistive technology."""
    named = tuple((key.replace("_", "-"), str(value)) for key, value in attributes.items())
    given = (("aria-hidden", "true"), ("focusable", "false"), *named)
    try:
        return icons.drawn(name, size, given)
    except icons.UnknownIcon:  # a wrong name in data must not break the page; names in templates are tested
        return icons.drawn("circle", size, given)


@register.filter
def tone_icon(tone: str) -> str:
    """Name the icon that goes with a tone."""
    return TONE_ICONS.get(tone, TONE_ICONS["muted"])


@register.simple_tag
def level_icon(level: str, size: int = 16) -> SafeString:
    """Draw the shape of a warning level: octagon, diamond, triangle or circle."""
    if level not in LEVEL_SHAPES:
        return mark_safe("")
    return format_html(
        '<svg class="mg-lv mg-lv-{}" width="{}" height="{}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        "{}{}</svg>",
        level,
        size,
        size,
        mark_safe(LEVEL_SHAPES[level]),
        mark_safe(_LEVEL_MARK[level == "yellow"]),
    )


@register.simple_tag
def bar(share: float, tone: str = "") -> SafeString:
    """Draw a share between 0 and 1 as a bar; the number itself stands beside it."""
    width = round(max(0.0, min(1.0, float(share or 0))) * 100, 1)
    return format_html(
        '<svg class="mg-bar {}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="mg-bar-bg" width="100" height="6" rx="3"/>'
        '<rect class="mg-bar-fg" width="{}" height="6" rx="3"/></svg>',
        tone,
        width,
    )


@register.simple_tag
def sparkline(values: Sequence[float], width: int = 120, height: int = 32, tone: str = "") -> SafeString:
    """Draw a short series as a line with its last point marked."""
    if len(values) < 2:
        return mark_safe("")
    low, high = min(values), max(values)
    span = (high - low) or 1
    step = (width - 6) / (len(values) - 1)
    points = [
        (round(2 + i * step, 1), round(height - 4 - (v - low) / span * (height - 8), 1)) for i, v in enumerate(values)
    ]
    path = "M" + " L".join(f"{x} {y}" for x, y in points)
    (first_x, _), (last_x, last_y) = points[0], points[-1]
    return format_html(
        '<svg class="mg-spark {}" viewBox="0 0 {w} {h}" width="{w}" height="{h}" aria-hidden="true" focusable="false">'
        '<path class="mg-spark-area" d="{p} L{} {h} L{} {h} Z"/><path class="mg-spark-line" d="{p}"/>'
        '<circle class="mg-spark-dot" cx="{}" cy="{}" r="2.6"/></svg>',
        tone,
        last_x,
        first_x,
        last_x,
        last_y,
        w=width,
        h=height,
        p=path,
    )


@register.simple_tag
def ring(value: float, total: float, size: int = 132) -> SafeString:
    """Draw the share value/total as a ring; the clock component writes the words into it."""
    radius = 54
    length = 2 * pi * radius
    share = max(0.0, min(1.0, float(value or 0) / float(total))) if total else 0.0
    return format_html(
        '<svg class="mg-ring" viewBox="0 0 120 120" width="{s}" height="{s}" aria-hidden="true" focusable="false">'
        '<circle class="mg-ring-bg" cx="60" cy="60" r="{r}"/>'
        '<circle class="mg-ring-fg" cx="60" cy="60" r="{r}" stroke-dasharray="{} {}" transform="rotate(-90 60 60)"/>'
        "</svg>",
        round(length * share, 1),
        round(length, 1),
        s=size,
        r=radius,
    )


@register.simple_tag
def day_ticks(total: int, today: int | None = None) -> list[int]:
    """Return the days worth naming on a lane scale: 1, round steps, today and the last day."""
    step = 5 if total <= 30 else 10
    near = {today - 1, today + 1} if today else set()
    marks = [day for day in {1, *range(step, total + 1, step), total} if day not in near and (day <= total)]
    if total % step and total - total % step in marks and total % step < 2:
        marks.remove(total - total % step)
    return sorted({*marks, *([today] if today and 1 <= today <= total else [])})


@register.simple_tag(takes_context=True)
def term(context: RequestContext, name: str, label: str = "") -> SafeString | str:
    """Show a word of the glossary with its definition on hover, focus and press."""
    entry = glossary.definition(name, get_language() or "en")
    if entry is None:
        return label or name
    holder: Any = context.get("request") or context.template
    holder.mg_terms = getattr(holder, "mg_terms", 0) + 1
    shown = {"label": label or entry.term, "term": entry.term, "definition": entry.text}
    written = render_to_string("components/term.html", {**shown, "key": f"term-{holder.mg_terms}"})
    return mark_safe(written.strip())


@register.filter
def signed(value: float, places: int = 3) -> str:
    """Write a number with its sign, with a true minus."""
    return f"{float(value):+.{places}f}".replace("-", "−")


@register.filter
def percent(value: float, places: int = 0) -> str:
    """Write a share between 0 and 1 as a percentage without the sign."""
    return f"{float(value) * 100:.{places}f}"


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """Look a key up in a mapping from a template."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def initials(name: str) -> str:
    """Return what the avatar shows: the family name of a Chinese name, two letters of another."""
    words = str(name or "").split()
    if not words:
        return "·"
    if not words[0][0].isascii():
        return words[0][0]
    return "".join(word[0] for word in words[:2]).upper()


@register.simple_tag
def attributes(pairs: dict[str, object] | Iterable[tuple[str, object]] | None) -> SafeString:
    """Write a dictionary as escaped HTML attributes."""
    entries = dict(pairs or {}).items()
    return format_html_join("", ' {}="{}"', ((k, v) for k, v in entries if v not in (None, False)))


@register.filter
def level_name(level: str) -> str:
    """Word a warning level; anything else is normal."""
    names = {"red": _("Red"), "orange": _("Orange"), "yellow": _("Yellow"), "blue": _("Blue")}
    return names.get(level, _("Normal"))


@register.filter
def message_tone(tag: str) -> str:
    """Turn the level of a Django message into a tone."""
    return {"success": "ok", "warning": "warn", "error": "bad"}.get(tag, "info")


@register.filter
def focus_id(field: Any) -> str:
    """Return the id an error link points to: the control, or the first of a group."""
    if field.use_fieldset and field.subwidgets:
        return str(field.subwidgets[0].id_for_label)
    return str(field.id_for_label or field.auto_id)


@register.simple_tag(takes_context=True)
def table_rows(context: Context, table: UiTable) -> SafeString:
    """The rows of a list's table."""
    return rows.drawn(table, context)


@register.simple_tag
def cell_link(url: str, name: str, sub: str = "") -> SafeString:
    """The first cell of a row: a name as a link, and a second line."""
    return cells.link(url, name, sub)


@register.simple_tag
def demo_mark() -> SafeString:
    """The mark that stands beside everything simulated, in its usual words."""
    return cells.demo_mark(True)


@register.simple_tag
def status(tone: str, label: Any, icon: str = "") -> SafeString:
    """A status tag whose word is plain text; `<c-status>` is for markup."""
    return cells.status(label, tone, icon)


@register.simple_tag
def seen(row: Any) -> str:
    """The hidden field by which a form carries the version of the row that its page shows."""
    return format_html('<input type="hidden" name="version" value="{}">', str(row.version))


@register.simple_tag
def versions(mine: dict[str, Any], theirs: dict[str, Any]) -> list[dict[str, Any]]:
    """Set two versions of a record side by side, in the order of the stored one."""
    names = list(dict.fromkeys([*(theirs or {}), *(mine or {})]))
    rows = ((name, (mine or {}).get(name, ""), (theirs or {}).get(name, "")) for name in names)
    return [{"label": n, "mine": a, "theirs": b, "differs": str(a) != str(b)} for n, a, b in rows]
