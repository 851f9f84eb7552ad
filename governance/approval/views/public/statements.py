"""The pages that a public service owes its readers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "governance/approval/accessibility.html")


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about visitors and about persons in decisions."""
    return render(request, "governance/approval/privacy.html")
