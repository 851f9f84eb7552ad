"""What every page needs besides its own data."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url

from registry.messages.selectors import notifications
from registry.workspace.selectors import navigation
from registry.workspace.selectors import shell as frame

THEMES = ("light", "dark", "auto")


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return theme, languages, menus, unread notifications and the demonstration flag.

    What costs a query is asked for once, and only by a page that shows it.
    """
    theme = request.COOKIES.get("theme", "auto")
    user: Any = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "theme": theme if theme in THEMES else "auto",
        "lang_urls": _languages(request),
        "signed_in": signed_in,
        "layout": "app.html" if signed_in else "public.html",
        "menu": cache(lambda: navigation.menu(user.grants(), request.path)) if signed_in else [],
        "public_menu": cache(lambda: navigation.public_menu(request.path)),
        "public_foot": cache(lambda: navigation.public_menu(request.path, navigation.FOOT)),
        "unread": cache(lambda: notifications.unread_count(user)) if signed_in else 0,
        "organisation_name": cache(lambda: frame.organisation_name(user)) if signed_in else "",
        "demo": settings.DEMO,
    }


def _languages(request: HttpRequest) -> list[tuple[str, str, str, str]]:
    """Return code, html tag, name and the address of this page in each language."""
    here = request.get_full_path()
    return [
        (code, "zh-Hans" if code == "zh-hans" else code, name, request.build_absolute_uri(translate_url(here, code)))
        for code, name in settings.LANGUAGES
    ]
