"""One's own account."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from registry.base.rules.errors import Incomplete, Stale
from registry.people.forms.sign_in import PasswordChangeForm, ProfileForm
from registry.people.policies import passwords
from registry.people.selectors import accounts
from registry.people.services import passwords as password_service
from registry.people.services import sessions, users
from registry.people.views import session_guard
from registry.people.views.sign_in import back_address, given_back
from registry.scope.models import User
from registry.web.views.responses import render_form, seen
from registry.web.views.signed import Signed


@never_cache
@login_required
def profile(request: Signed) -> HttpResponse:
    """Contact details, language, roles, second factor, sessions and last sign-ins."""
    user = request.user
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    form.initial["version"] = user.version
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("email", "phone", "language")}
        try:
            users.update_own(user.pk, version=seen(request), **fields)
        except Incomplete as error:
            form.add_incomplete(error.fields)
        except Stale as error:
            form.add_stale(error)
        else:
            with translation.override(fields["language"]):
                messages.success(request, _("Your account is saved."))
            return redirect("registry:profile")
    return render_form(request, "registry/people/profile.html", form, _shown(request, user))


def _shown(request: Signed, user: User) -> dict[str, object]:
    return {
        "person": user,
        "memberships": accounts.current_memberships([user])[user.pk],
        "factor": request.session.get(session_guard.FACTOR),
        "factor_required": accounts.needs_second_factor(user),
        "recovery_left": accounts.recovery_codes_left(user),
        "sign_ins": user.sign_ins.all()[:8],
        "other_sessions": max(0, user.sessions.count() - 1),
    }


@never_cache
@login_required
@sensitive_post_parameters()
def password_change(request: Signed) -> HttpResponse:
    """Choose a new password; every other session of the person ends."""
    user = request.user
    form = PasswordChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        current, new = form.cleaned_data["current"], form.cleaned_data["new"]
        try:
            changed = password_service.change(
                user.pk, current=current, new=new, keep_session=request.session.session_key
            )
        except Incomplete as error:
            form.add_incomplete(error.fields)
        else:
            update_session_auth_hash(request, changed)
            messages.success(request, _("Your password is changed. Other sessions were signed out."))
            return redirect(back_address(request))
    due = user.must_change_password or passwords.is_expired(user)
    shown = {"due": due, "expired": passwords.is_expired(user), "next": given_back(request)}
    return render_form(request, "registry/people/password_change.html", form, shown)


@require_POST
@login_required
def sessions_end(request: Signed) -> HttpResponse:
    """Sign the person out everywhere else."""
    user = request.user
    sessions.end_others(user.pk, keep=request.session.session_key)
    messages.success(request, _("All your other sessions are signed out."))
    return redirect("registry:profile")
