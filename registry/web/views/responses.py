"""Answers that several views give the same way."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from registry.base.rules.errors import Incomplete, Stale


def seen(request: HttpRequest, name: str = "version", missing: int = 0) -> int:
    """The version that the page carried; `missing`, which no row has, where it carried none."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else missing


def saved(form: Any, work: Callable[[], Any], age: Callable[[], Any] | None = None) -> Any:
    """Do the work of a valid form; what the service refuses is shown in the form and None comes back.

    `age` raises `Stale` for a page that is too old; it is asked before what was typed is looked at.
    """
    try:
        if age is not None:
            age()
        return work() if form.is_valid() else None
    except Incomplete as error:
        form.add_incomplete(error.fields)
    except Stale as error:
        form.add_stale(error)
    return None


def status_of(form: Any) -> int:
    """409 for a form that comes back because its page was old, 422 for one with faults, 200 otherwise."""
    if getattr(form, "stale", None) is not None:
        return 409
    return 422 if form is not None and form.is_bound and form.errors else 200


def render_form(
    request: HttpRequest, template: str, form: Any, context: dict[str, Any] | None = None, fragment: str = ""
) -> HttpResponse:
    """Show a form; one that was refused answers 422 so that htmx swaps it and tests can tell.

    With `fragment`, an htmx request gets that template instead of the whole page.
    """
    wanted = fragment if fragment and getattr(request, "htmx", False) else template
    return render(request, wanted, {"form": form, **(context or {})}, status=status_of(form))
