"""The second factor: asking for it, setting it up, recovery codes."""

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django_otp import login as otp_login
from django_otp.plugins.otp_totp.models import TOTPDevice

from registry.people.forms.sign_in import CodeForm, ConfirmPasswordForm
from registry.people.selectors import accounts
from registry.people.services import second_factor as service
from registry.people.services import sign_in as sign_in_service
from registry.people.views import session_guard
from registry.people.views.sign_in import back_address, given_back
from registry.scope.models import SignInEvent, User
from registry.web.views.responses import render_form

Kind = SignInEvent.Kind


def _pass(request: HttpRequest, device: object) -> None:
    otp_login(request, device)
    request.session[session_guard.FACTOR] = session_guard.PASSED
    request.session.cycle_key()


def _refuse(request: HttpRequest, form: CodeForm, checked: service.Checked) -> None:
    sign_in_service.note(request, Kind.SECOND_FACTOR_FAILED, user=request.user)
    if checked.wait_seconds:
        text = ngettext(
            "Too many wrong codes. Wait %(seconds)d second, then try again.",
            "Too many wrong codes. Wait %(seconds)d seconds, then try again.",
            checked.wait_seconds,
        )
        form.add_error("token", text % {"seconds": checked.wait_seconds})
    else:
        form.add_error("token", _("This code is not right, was used already or has run out. Take the one shown now."))


@never_cache
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for a code after the password."""
    if request.session.get(session_guard.FACTOR) != session_guard.DUE:
        return redirect(back_address(request))
    user: User = request.user  # type: ignore[assignment]
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        checked = service.check(user.pk, token=form.cleaned_data["token"])
        if checked.device is not None:
            _pass(request, checked.device)
            sign_in_service.note(request, Kind.SECOND_FACTOR, user=request.user)
            return redirect(back_address(request))
        _refuse(request, form, checked)
    return render_form(request, "registry/people/second_factor.html", form, {"next": given_back(request)})


@never_cache
@login_required
def second_factor_setup(request: HttpRequest) -> HttpResponse:
    """Show the QR code, take the first code, then show the recovery codes once."""
    if request.session.get(session_guard.FACTOR) != session_guard.NONE:
        return redirect("registry:profile")
    user: User = request.user  # type: ignore[assignment]
    device = service.begin(user.pk)
    form = CodeForm(request.POST or None)
    form.fields["token"].help_text = _("The six digits that the app shows for this site.")
    if request.method == "POST" and form.is_valid():
        key = request.session.session_key
        checked, codes = service.confirm(user.pk, token=form.cleaned_data["token"], keep_session=key)
        if checked.device is not None:
            _pass(request, checked.device)
            sign_in_service.note(request, Kind.SECOND_FACTOR, user=user)
            return _codes(request, codes)
        _refuse(request, form, checked)
    return render_form(request, "registry/people/second_factor_setup.html", form, _setup(request, device))


def _setup(request: HttpRequest, device: TOTPDevice) -> dict[str, object]:
    """What the set-up page shows: the picture, the key for typing, whether one must."""
    key = device.config_url.split("secret=")[1].split("&")[0]
    drawn = segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=3, dark="#16232e", light="#ffffff")
    return {
        "qr": drawn,
        "key": " ".join(key[start : start + 4] for start in range(0, len(key), 4)),
        "required": accounts.needs_second_factor(request.user),  # type: ignore[arg-type]
        "next": given_back(request),
    }


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return render(request, "registry/people/recovery_codes.html", {"codes": codes, "back": back_address(request)})


@never_cache
@login_required
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes after the password was given again."""
    return _confirmed(request, renew=True)


@never_cache
@login_required
def second_factor_remove(request: HttpRequest) -> HttpResponse:
    """Give the second factor up, where nobody demands it."""
    if accounts.needs_second_factor(request.user):  # type: ignore[arg-type]
        messages.error(request, _("Your role demands a second factor; a security officer can reset it."))
        return redirect("registry:profile")
    return _confirmed(request, renew=False)


def _confirmed(request: HttpRequest, *, renew: bool) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    if request.session.get(session_guard.FACTOR) != session_guard.PASSED:
        return redirect("registry:profile")
    form = ConfirmPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if user.check_password(form.cleaned_data["current"]):
            if renew:
                return _codes(request, service.renew_recovery_codes(user.pk))
            service.remove(user.pk, keep_session=request.session.session_key)
            request.session[session_guard.FACTOR] = session_guard.NONE
            messages.success(request, _("The second factor is removed."))
            return redirect("registry:profile")
        form.add_error("current", _("This is not your present password."))
    return render_form(request, "registry/people/second_factor_confirm.html", form, {"renew": renew})
