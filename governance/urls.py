"""Page addresses of governance."""

from django.urls import URLPattern, URLResolver, include, path

from governance import urls_approval, urls_committee

app_name = "governance"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(urls_approval.urlpatterns)),
    path("", include(urls_committee.urlpatterns)),
]
