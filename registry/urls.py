"""Page addresses of the registry."""

from django.urls import URLPattern, URLResolver, include, path

from registry import urls_audit, urls_calendar, urls_layers, urls_messages, urls_mines, urls_people, urls_workspace

app_name = "registry"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(urls_mines.urlpatterns)),
    path("", include(urls_layers.urlpatterns)),
    path("", include(urls_people.urlpatterns)),
    path("", include(urls_messages.urlpatterns)),
    path("", include(urls_audit.urlpatterns)),
    path("", include(urls_calendar.urlpatterns)),
    path("", include(urls_workspace.urlpatterns)),
]
