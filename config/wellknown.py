"""Files that machines look for at fixed addresses."""

import datetime as dt

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

#: The workspace needs an account; crawlers have no business there.
CLOSED = ("/api/", "/admin/")
CLOSED_PAGES = ("cases/", "verify/", "workspace/")
VALID_FOR = dt.timedelta(days=180)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Open pages may be indexed, the workspace and verification pages not."""
    pages = [f"/{code}/{page}" for code, _name in settings.LANGUAGES for page in CLOSED_PAGES]
    lines = ["User-agent: *", *[f"Disallow: {path}" for path in (*CLOSED, *pages)]]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116); only where the installation names a contact."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + VALID_FOR).strftime("%Y-%m-%dT00:00:00Z")
    lines = [f"Contact: {settings.SECURITY_CONTACT}", f"Expires: {expires}", "Preferred-Languages: zh, en"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
