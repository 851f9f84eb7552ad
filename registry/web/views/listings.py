"""The page of a list: whole, its rows for htmx, or as a file."""

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from registry.web.tables.listings import Listing
from registry.web.views import exports
from registry.web.views.signed import Signed


def route(listing: Listing, under: str) -> URLPattern:
    """The address of the list; `?export=csv` or `xlsx` is all that the filter found as a file."""

    @login_required
    @require_safe
    def view(request: Signed) -> HttpResponseBase:
        user = request.user
        if listing.export and (kind := request.GET.get("export")):
            rows = listing.filter(request.GET, queryset=listing.rows(user), request=request).qs
            keys = listing.order(request.GET.get("order", ""))[1]
            return exports.respond(rows.order_by(*keys), listing.export, kind, name=f"{listing.name}s")
        chosen, page, table = listing.found(user, request.GET, request)
        shown = {"listing": listing, "filter": chosen, "page": page, "table": table, "buttons": listing.buttons(user)}
        whole = not getattr(request, "htmx", False)
        return render(request, f"registry/web/{'list_page' if whole else '_list_rows'}.html", shown)

    return path(f"{under}/", view, name=f"{listing.name}_list")
