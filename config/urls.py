"""Root urls: pages under a language prefix, the API and machine addresses outside it."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from config import health, wellknown
from registry.workspace import admin

urlpatterns = [
    path("healthz", health.healthz),
    path("robots.txt", wellknown.robots),
    path(".well-known/security.txt", wellknown.security),
    path("api/", include("config.api")),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", include("registry.urls")),
        path("", include("governance.urls")),
    ),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
