"""The work queue: what waits for a person, for a body and for the others."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from governance.approval.filters.queues import QueueFilter
from governance.approval.tables.queues import QueueTable, export_columns
from registry.matters.selectors import queues
from registry.scope.models import User
from registry.web.selectors.pagination import paginate
from registry.web.views import exports
from registry.web.views.signed import Signed

ORDERS = {
    "clock": queues.URGENCY,
    "-clock": ("-urgent_on", "-id"),
    "number": ("number", "id"),
    "-number": ("-number", "-id"),
    "since": ("since", "id"),
    "-since": ("-since", "-id"),
}
#: Tab → name, icon, what stands in it.
TABS: dict[str, tuple[Any, str, Any]] = {
    queues.MINE: (_("Mine now"), "inbox", _("What you can do now, by your roles and what was assigned to you.")),
    queues.DEPARTMENT: (_("My body"), "building-2", _("Everything that your department, office or company holds.")),
    queues.WAITING: (_("Waiting for others"), "hourglass", _("Cases that you take part in and others hold.")),
    queues.OVERDUE: (_("Overdue"), "clock-alert", _("Periods that are over, of everybody whose cases you may see.")),
    queues.PAUSED: (_("Clock stopped"), "circle-pause", _("Clocks that were stopped, with their reasons.")),
}
#: What a tab keeps of the address of another.
_DROPPED = ("tab", "cursor", "export", "body", "person")


@login_required
@require_GET
def queue(request: Signed) -> HttpResponseBase:
    """One tab of the queue, the most urgent first; filters, sort, keyset pages, export."""
    user = request.user
    asked = request.GET.get("tab", "")
    tab = asked if asked in TABS else queues.MINE
    chosen = QueueFilter(request.GET, user=user, tab=tab)
    order = request.GET.get("order", "")
    order = order if order in ORDERS else "clock"
    if export := request.GET.get("export"):
        rows = chosen.qs.order_by(*ORDERS[order])
        return exports.respond(rows, export_columns(chosen.procedures), export, name=f"queue-{tab}")
    page = paginate(chosen.qs, order=ORDERS[order], cursor=request.GET.get("cursor", ""))
    queues.read(page.rows)
    for row in page.rows:
        row.filed = chosen.procedures.get(row.category, row.category)
    context = {
        "filter": chosen,
        "page": page,
        "table": QueueTable(page.rows, sorted_by=order, target="queue-list"),
        "tab": tab,
        "hint": TABS[tab][2],
        "clear": f"{request.path}?{urlencode({'tab': tab})}",
    }
    if request.htmx:
        return render(request, "governance/approval/_queue_rows.html", context)
    context["tabs"] = _tabs(request, tab, user)
    return render(request, "governance/approval/queue.html", context)


def _tabs(request: Signed, current: str, user: User) -> list[dict[str, Any]]:
    """The tabs; only the first is counted, and no further than 99."""
    kept = {key: value for key, value in request.GET.items() if key not in _DROPPED and value}
    home = reverse("governance:queue")
    return [
        {
            "label": label,
            "icon": icon,
            "url": f"{home}?{urlencode({'tab': key, **kept})}",
            "current": key == current,
            "count": queues.capped(queues.mine(user)) if key == queues.MINE else "",
        }
        for key, (label, icon, _hint) in TABS.items()
    ]
