"""What stands in cells again and again: a link with a second line, a tag, the mark of demonstration data."""

from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def link(url: str, name: str, sub: str = "") -> SafeString:
    """The first cell of a row: the name as a link, and a second line under it."""
    under = format_html("<small>{}</small>", sub) if sub else ""
    return format_html('<a class="mg-mine-l" href="{}"><b>{}</b>{}</a>', url, name, under)


def status(label: Any, tone: str, icon: str = "") -> SafeString:
    """A tag of colour, icon and word."""
    # Escaped before it becomes a key: a safe text and a plain one of the same letters are drawn differently.
    return _status(conditional_escape(label), f"{tone}", f"{icon}")


def demo_mark(shown: bool) -> SafeString:
    """The mark of demonstration data, or nothing."""
    return _demo_mark(get_language() or "") if shown else SafeString()


@lru_cache(maxsize=2048)
def _status(label: SafeString, tone: str, icon: str) -> SafeString:
    """One tag; the same few stand in every row, so each is rendered once."""
    return SafeString(render_to_string("components/status.html", {"label": label, "tone": tone, "icon": icon}).strip())


@lru_cache(maxsize=16)
def _demo_mark(language: str) -> SafeString:
    return SafeString(render_to_string("components/demo_mark.html", {"label": ""}))
