"""What a signed-in request must pass before its page: time limits, the second factor, a due change of password."""

import time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from registry.people.policies import passwords
from registry.people.selectors import accounts
from registry.people.services import sign_in
from registry.scope.models import User
from registry.web.rules import problem_details
from registry.web.views.middleware import GetResponse

SIGNED_IN_AT, SEEN_AT, FACTOR = "signed_in_at", "seen_at", "second_factor"
#: States of the second factor in a session.
PASSED, DUE, NONE = "passed", "due", "none"
#: Pages a person reaches before everything is in order.
OPEN = frozenset(
    {
        "registry:sign_in",
        "registry:sign_out",
        "registry:second_factor",
        "registry:second_factor_setup",
        "registry:password_change",
        "registry:set_theme",
    }
)


class session_guard:
    """Ends sessions that were idle or open too long and leads to the step that is still missing.

    A request with the header `X-Background: 1` (a page that polls) is served but does not count as use.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Answer in place of the view when something is missing."""
        user = request.user
        if not isinstance(user, User):
            return None
        reason = _over(request)
        if reason:
            return _end(request, reason)
        _touch(request, user)
        name = request.resolver_match.view_name if request.resolver_match else ""
        return None if name in OPEN else _missing_step(request, user)


def _over(request: HttpRequest) -> str:
    """Why the session is over: `idle`, `absolute` or nothing."""
    now, session = time.time(), request.session
    if now - session.get(SIGNED_IN_AT, now) > settings.SESSION_ABSOLUTE_SECONDS:
        return "absolute"
    return "idle" if now - session.get(SEEN_AT, now) > settings.SESSION_IDLE_SECONDS else ""


def _touch(request: HttpRequest, user: User) -> None:
    """Note the use, at most once a minute, and what the session knows of the second factor."""
    now, session = int(time.time()), request.session
    session.setdefault(SIGNED_IN_AT, now)
    pause = min(60, settings.SESSION_IDLE_SECONDS // 4)
    if SEEN_AT not in session or (now - session[SEEN_AT] >= pause and "X-Background" not in request.headers):
        session[SEEN_AT] = now
    if FACTOR not in session:
        session[FACTOR] = DUE if accounts.has_second_factor(user) else NONE


def _end(request: HttpRequest, reason: str) -> HttpResponse | None:
    sign_in.note_expiry(request)
    logout(request)
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name in OPEN or name.startswith("governance:public"):
        return None
    if problem_details.is_api(request):
        return None
    text = {
        "idle": _("You were signed out after %(minutes)d minutes without use.")
        % {"minutes": settings.SESSION_IDLE_SECONDS // 60},
        "absolute": _("You were signed out: a session lasts %(hours)d hours at most.")
        % {"hours": settings.SESSION_ABSOLUTE_SECONDS // 3600},
    }[reason]
    messages.warning(request, text)
    return lead(request, "registry:sign_in", here(request))


def _missing_step(request: HttpRequest, user: User) -> HttpResponse | None:
    """The page of the step that the person must take first, if any."""
    factor = request.session[FACTOR]
    step, text = "", ""
    if factor == DUE:
        step, text = "registry:second_factor", _("Enter the code of your second factor first.")
    elif user.must_change_password or passwords.is_expired(user):
        step, text = "registry:password_change", _("Choose a new password first.")
    elif factor == NONE and accounts.needs_second_factor(user):
        step, text = "registry:second_factor_setup", _("Set up your second factor first.")
    if not step:
        return None
    if problem_details.is_api(request):
        return problem_details.respond("not_allowed", text)
    return lead(request, step, here(request))


def here(request: HttpRequest) -> str:
    """The page to come back to: this one when it can be read again, else the one it was sent from."""
    if getattr(request, "htmx", False):
        parts = urlsplit(request.headers.get("HX-Current-URL", ""))
    elif request.method in ("GET", "HEAD"):
        return request.get_full_path()
    else:
        parts = urlsplit(request.headers.get("Referer", ""))
    return parts.path + (f"?{parts.query}" if parts.query else "") if parts.path.startswith("/") else ""


def lead(request: HttpRequest, name: str, back: str) -> HttpResponse:
    """Go to a page and remember where to return; htmx gets a full page load."""
    address = reverse(name) + (f"?{urlencode({'next': back})}" if back else "")
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
