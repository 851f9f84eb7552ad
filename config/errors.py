"""Failures outside any view: the API answers problems, the rest of the site its pages."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from registry.web.rules import problem_details

View = Callable[..., HttpResponse]


def _answer(code: str, page: View) -> View:
    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return problem_details.respond(code) if problem_details.is_api(request) else page(request, *args, **kwargs)

    return view


bad_request = _answer("malformed", defaults.bad_request)
permission_denied = _answer("not_allowed", defaults.permission_denied)
page_not_found = _answer("not_found", defaults.page_not_found)
server_error = _answer("error", defaults.server_error)
