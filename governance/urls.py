"""Page addresses of governance."""

from django.urls import URLPattern, URLResolver, include, path

from governance.approval import urls as urls_approval
from governance.committee import urls as urls_committee

app_name = "governance"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(urls_approval.urlpatterns)),
    path("", include(urls_committee.urlpatterns)),
]
