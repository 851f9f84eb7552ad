"""The inbox and what a person wants to be told by e-mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from registry.messages.forms.notifications import PreferencesForm
from registry.messages.selectors import notifications as selectors
from registry.messages.services import notifications
from registry.scope.models import User
from registry.web.selectors import pagination
from registry.web.views.responses import render_form
from registry.web.views.signed import Signed


def _user(request: Signed) -> User:
    assert isinstance(request.user, User)
    return request.user


@login_required
@require_safe
def notification_list(request: Signed) -> HttpResponse:
    """The messages of the reader, latest first."""
    user, only_unread = _user(request), request.GET.get("show") == "unread"
    rows = selectors.inbox(user, only_unread=only_unread)
    page = pagination.paginate(rows, order=("-created_at", "-id"), cursor=request.GET.get("cursor", ""), size=20)
    here = reverse("registry:notification_list")
    context = {
        "page": page,
        "entries": selectors.worded(page.rows),
        "only_unread": only_unread,
        "newest": page.rows[0].created_at.isoformat() if page.rows else "",
        "chips": [
            {"label": _("All"), "url": here, "current": not only_unread},
            {"label": _("Unread"), "url": f"{here}?show=unread", "current": only_unread},
        ],
    }
    template = (
        "registry/messages/_notifications.html"
        if getattr(request, "htmx", False)
        else "registry/messages/notification_list.html"
    )
    return render(request, template, context)


@login_required
@require_safe
def notification_open(request: Signed, pk: int) -> HttpResponseRedirect:
    """Follow a message to its page in the reader's language; it counts as read."""
    row = notifications.mark_read(pk, by=_user(request))
    path = notifications.link_for(row, get_language() or _user(request).language)
    return HttpResponseRedirect(path or reverse("registry:notification_list"))


@login_required
@require_POST
def notification_read(request: Signed, pk: int) -> HttpResponse:
    """Mark one message as read."""
    notifications.mark_read(pk, by=_user(request))
    return redirect("registry:notification_list")


@login_required
@require_POST
def notification_read_all(request: Signed) -> HttpResponse:
    """Mark as read what the reader has seen: everything up to the newest message on the page."""
    try:
        until = parse_datetime(request.POST.get("until", ""))
    except ValueError:
        until = None
    count = notifications.mark_all_read(by=_user(request), until=until if until and until.tzinfo else None)
    messages.success(
        request, ngettext("%(n)s message marked as read.", "%(n)s messages marked as read.", count) % {"n": count}
    )
    return redirect("registry:notification_list")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notification_preferences(request: Signed) -> HttpResponse:
    """Choose what also comes by e-mail."""
    user = _user(request)
    if request.method == "POST":
        form = PreferencesForm(request.POST)
        if form.is_valid():
            notifications.set_preferences(form.wanted(), by=user)
            messages.success(request, _("Your choice is kept."))
            return redirect("registry:notification_preferences")
    else:
        refused = selectors.refused_by_email(user)
        kinds = [kind for _noun, group in selectors.kinds() for kind, _label in group]
        form = PreferencesForm(initial={"by_email": [kind for kind in kinds if kind not in refused]})
    chosen = set(form["by_email"].value() or [])
    return render_form(
        request,
        "registry/messages/notification_preferences.html",
        form,
        {"groups": _groups(chosen), "address": user.email},
    )


def _groups(chosen: set[str]) -> list[dict[str, object]]:
    titles = {"cases": _("Cases"), "attachments": _("Files")}
    return [
        {
            "title": titles.get(noun, noun),
            "kinds": [{"kind": kind, "label": label, "on": kind in chosen} for kind, label in group],
        }
        for noun, group in selectors.kinds()
    ]
