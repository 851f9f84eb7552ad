"""The addresses of the site, and two that show nothing: what a signed-in page costs before it does anything."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config.urls import urlpatterns as own

_PAGE = '{% extends "app.html" %}{% block title %}Nothing{% endblock %}{% block main %}<p>Nothing</p>{% endblock %}'


@login_required
def view(request: HttpRequest) -> HttpResponse:
    """Two letters, through every middleware."""
    return HttpResponse("ok", content_type="text/plain")


@login_required
def page(request: HttpRequest) -> HttpResponse:
    """An empty page in the frame of the workspace."""
    return HttpResponse(engines["django"].from_string(_PAGE).render({}, request))


urlpatterns = [path("bench/view/", view), path("bench/page/", page), *own]
