"""Answers that several views give the same way."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def render_form(
    request: HttpRequest, template: str, form: Any, context: dict[str, Any] | None = None, fragment: str = ""
) -> HttpResponse:
    """Show a form; one that was refused answers 422 so that htmx swaps it and tests can tell.

    With `fragment`, an htmx request gets that template instead of the whole page.
    """
    refused = bool(form.is_bound and form.errors)
    wanted = fragment if fragment and getattr(request, "htmx", False) else template
    return render(request, wanted, {"form": form, **(context or {})}, status=422 if refused else 200)
