"""Signing in and out."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from registry.people.forms.sign_in import SignInForm
from registry.people.selectors import accounts
from registry.people.services import sign_in as service
from registry.web.views.middleware import client_ip
from registry.web.views.responses import render_form


def back_address(request: HttpRequest) -> str:
    """Where to go after a step of signing in: `next` when it is a page of this site, else the start."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    try:
        return reverse(settings.LOGIN_REDIRECT_URL)
    except NoReverseMatch:  # an installation without the workspace
        return reverse("registry:profile")


def given_back(request: HttpRequest) -> str:
    """The `next` to hand on to the following form, only when it is safe."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if wanted and back_address(request) == wanted else ""


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for user name and password; the demonstration offers its accounts beside."""
    if request.user.is_authenticated:
        return redirect(back_address(request))
    if request.method != "POST":
        return _page(request, SignInForm(initial=_prefilled(request)))
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    done = service.attempt(request, form.cleaned_data["username"], form.cleaned_data["password"])
    if done.user is not None:
        return redirect(back_address(request))
    if done.is_one_time_over:
        form.add_error(None, _("This one-time password was not used in time. Ask your administrator for a new one."))
    else:
        form.add_error(None, _("The user name or the password is not right. Mind capital letters."))
    return _page(request, form)


def _page(request: HttpRequest, form: SignInForm) -> HttpResponse:
    shown = {"next": given_back(request), "accounts": accounts.demo_accounts()}
    return render_form(request, "registry/people/sign_in.html", form, shown)


def _prefilled(request: HttpRequest) -> dict[str, Any]:
    """The chosen demonstration account fills the form without script."""
    wanted = request.GET.get("as", "")
    chosen = next((one for one in accounts.demo_accounts() if one.username == wanted), None) if wanted else None
    return {"username": chosen.username, "password": chosen.password} if chosen else {}


def locked(request: HttpRequest, original: Any = None, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """The page of a locked sign-in: how long it lasts. Called by django-axes."""
    username = (credentials or {}).get("username") or request.POST.get("username", "")
    seconds = service.locked_seconds(username, client_ip(request)) or int(settings.AXES_COOLOFF_TIME.total_seconds())
    minutes = -(-seconds // 60)
    left = ngettext("%(minutes)d minute", "%(minutes)d minutes", minutes) % {"minutes": minutes}
    if request.path.startswith("/api/"):
        return HttpResponse(left, status=429, content_type="text/plain", headers={"Retry-After": str(seconds)})
    shown = {"left": left, "limit": settings.AXES_FAILURE_LIMIT}
    return render(request, "registry/people/sign_in_locked.html", shown, status=429)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    service.leave(request)
    messages.success(request, _("You are signed out."))
    return redirect("registry:sign_in")
