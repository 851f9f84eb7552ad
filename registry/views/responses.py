"""Answers that several views give the same way."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from registry.errors import Incomplete


def saved(form: Any, work: Callable[[], Any]) -> Any:
    """Do the work of a valid form; what the service refuses is shown in the form and None comes back."""
    if not form.is_valid():
        return None
    try:
        return work()
    except Incomplete as error:
        form.add_incomplete(error.fields)
        return None


def render_form(
    request: HttpRequest, template: str, form: Any, context: dict[str, Any] | None = None, fragment: str = ""
) -> HttpResponse:
    """Show a form; one that was refused answers 422 so that htmx swaps it and tests can tell.

    With `fragment`, an htmx request gets that template instead of the whole page.
    """
    refused = bool(form.is_bound and form.errors)
    wanted = fragment if fragment and getattr(request, "htmx", False) else template
    return render(request, wanted, {"form": form, **(context or {})}, status=422 if refused else 200)
