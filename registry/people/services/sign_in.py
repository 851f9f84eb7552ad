"""Sign people in and out, and write the sign-in log."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest
from django.utils import timezone

from registry.people.policies import passwords
from registry.scope.models import SignInEvent, User
from registry.web.views.middleware import client_ip

Kind = SignInEvent.Kind


@dataclass(frozen=True)
class Attempt:
    """What became of an attempt; nothing here says whether the account exists."""

    user: User | None
    is_locked: bool = False
    is_one_time_over: bool = False


def attempt(request: HttpRequest, username: str, password: str) -> Attempt:
    """Try a user name and a password, and log the outcome."""
    user: Any = authenticate(request, username=username, password=password)
    if user is None:
        locked = bool(getattr(request, "axes_locked_out", False))
        note(request, Kind.LOCKED if locked else Kind.FAILED, username=username)
        return Attempt(None, is_locked=locked)
    if passwords.is_one_time_over(user):
        note(request, Kind.FAILED, user=user)
        return Attempt(None, is_one_time_over=True)
    login(request, user)
    note(request, Kind.SIGNED_IN, user=user)
    return Attempt(user)


def leave(request: HttpRequest) -> None:
    """Sign the person of this request out."""
    if request.user.is_authenticated:
        note(request, Kind.SIGNED_OUT, user=request.user)
    logout(request)


def note_expiry(request: HttpRequest) -> None:
    """Log that the session of this request ended by itself."""
    note(request, Kind.EXPIRED, user=request.user)


def note(request: HttpRequest, kind: Kind, *, user: Any = None, username: str = "") -> SignInEvent:
    """Append one row to the sign-in log."""
    name = user.username if user else username
    return SignInEvent.objects.create(
        kind=kind,
        user=user or User.objects.filter(username=username[:60]).first(),
        username=name[:150],
        ip=client_ip(request),
        user_agent=request.headers.get("User-Agent", "")[:300],
    )


def locked_seconds(username: str, ip: str | None) -> int:
    """How long this user name stays locked for this address."""
    last = AccessAttempt.objects.filter(username=username, ip_address=ip).order_by("-attempt_time").first()
    if last is None:
        return 0
    until: dt.datetime = last.attempt_time + settings.AXES_COOLOFF_TIME
    return max(0, round((until - timezone.now()).total_seconds()))
