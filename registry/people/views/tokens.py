"""One's own tokens for the API."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from registry.base.rules.errors import Incomplete
from registry.people.forms.tokens import TokenForm
from registry.people.services import tokens
from registry.people.views import session_guard
from registry.web.views.responses import render_form
from registry.web.views.signed import Signed


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("text")
def token_list(request: Signed) -> HttpResponse:
    """List the tokens and issue one; its text is on the answer and never again."""
    user = request.user
    form, text = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        passed = request.session.get(session_guard.FACTOR) == session_guard.PASSED
        try:
            _token, text = tokens.issue(by=user, second_factor_passed=passed, **form.cleaned_data)
        except Incomplete as error:
            form.add_incomplete(error.fields)
        else:
            form = TokenForm()
    return render_form(
        request, "registry/people/token_list.html", form, {"tokens": user.auth_token_set.all(), "text": text}
    )


@require_POST
@login_required
def token_revoke(request: Signed, key: str) -> HttpResponse:
    """End one token at once."""
    user = request.user
    tokens.revoke(key, by=user)
    messages.success(request, _("The token is revoked; it stopped working at once."))
    return redirect("registry:token_list")
