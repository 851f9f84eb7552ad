"""The start page of the workspace."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.messages.selectors import notifications
from registry.web.views.signed import Signed
from registry.workspace.selectors import home as selectors
from registry.workspace.selectors import worklist


@login_required
@require_safe
def home(request: Signed) -> HttpResponse:
    """What waits for the reader, what happened, and what changed."""
    user = request.user
    now = timezone.localtime()
    waiting = worklist.waiting(user)
    return render(
        request,
        "registry/workspace/home.html",
        {
            "greeting": _greeting(now.hour) % {"name": user.full_name or user.username},
            "today": selectors.today(now.date()),
            "counters": selectors.counters(user, waiting, notifications.unread_count(user)),
            "items": waiting.items,
            "more": waiting.total - len(waiting.items),
            "guide": None if waiting.items else selectors.guide(user),
            "entries": notifications.latest(user),
            "mines": selectors.recent_mines(user),
        },
    )


def _greeting(hour: int) -> str:
    if 5 <= hour < 12:
        return _("Good morning, %(name)s")
    if 12 <= hour < 18:
        return _("Good afternoon, %(name)s")
    return _("Good evening, %(name)s")
