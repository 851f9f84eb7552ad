"""Root urls: pages under a language prefix, the API and machine addresses outside it."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from config import health

urlpatterns = [
    path("healthz", health.healthz),
    *i18n_patterns(
        path("", include("registry.urls")),
        path("", include("governance.urls")),
    ),
]
