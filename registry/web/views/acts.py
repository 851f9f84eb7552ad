"""The pages of acts: one POST view for all acts on a kind of row, a page of its own for an act without a panel."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from registry.base.rules.errors import Incomplete, Stale
from registry.scope.policies.base import ensure
from registry.web.acts.acts import Act, Acts, Typed
from registry.web.forms.drawing import DrawnForm, tidy
from registry.web.views.responses import status_of
from registry.web.views.signed import Signed

#: Draws the page of a row with the act that came back with faults.
Page = Callable[..., HttpResponse]
OWN_PAGE = "registry/web/act_page.html"


def routes(acts: Acts, under: str, page: Page | None = None) -> list[URLPattern]:
    """The addresses of the acts on rows, `under/<key>/<verb>/`, and of those that make a row, `under/<verb>/`.

    With `page(request, row, typed, status)` faults come back there; without, and for what makes a row, on its own.
    """
    acts.has_own_pages = page is None
    found = [
        path(f"{under}/{act.verb}/", _view(acts, None), {"key": act.verb}, name=f"{acts.kind}_{act.name}")
        for act in acts
        if act.is_first and act.has_page
    ]
    return [*found, path(f"{under}/<int:pk>/<slug:key>/", _view(acts, page), name=f"{acts.kind}_act")]


def _view(acts: Acts, page: Page | None) -> Any:
    @login_required
    @require_http_methods(["POST"] if page else ["GET", "HEAD", "POST"])
    def view(request: Signed, key: str, pk: int | None = None) -> HttpResponse:
        act = acts.by_verb.get(key)
        if act is None or not act.has_page or act.is_first != (pk is None):
            raise Http404
        return _answer(request, acts, act, pk, page)

    return view


def _answer(request: Signed, acts: Acts, act: Act, pk: int | None, page: Page | None) -> HttpResponse:
    user = request.user
    row = None if pk is None else acts.find(user, pk)
    data: Any = tidy(request) if request.method == "POST" else None
    stale, faults = None, {}
    if data is None:
        ensure(acts.policy.check(user, act.action, row))
    elif "add_row" not in data:
        try:
            row, made = acts.perform(act, pk, user, data, is_page=True)
        except Incomplete as error:
            faults = error.fields
        except Stale as error:
            stale, row = error, row if pk is None else acts.find(user, pk)
        else:
            messages.success(request, str(act.done))
            return redirect(acts.home(made if row is None else row))
    sent = str(data.get(act.part, "")) if data is not None and act.part else ""
    part = acts.parts(row, int(sent)) if sent.isdecimal() and len(sent) < 19 else None
    form = acts.form(act, row, user, part=part, data=data, faults=faults)
    if stale is not None:
        form.add_stale(stale)
    if page is not None:
        return page(request, row, Typed(act, form, sent), status_of(form))
    return own_page(request, acts, act, row, form)


def own_page(request: Signed, acts: Acts, act: Act, row: Any, form: DrawnForm) -> HttpResponse:
    """A page with nothing but the form of an act."""
    back = "" if row is None else acts.home(row)
    return render(request, OWN_PAGE, {"act": act, "form": form, "row": row, "back": back}, status=status_of(form))
