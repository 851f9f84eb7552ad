"""Page addresses of the registry."""

from django.urls import URLPattern, URLResolver, include, path

from registry.audit import urls as urls_audit
from registry.calendar import urls as urls_calendar
from registry.layers import urls as urls_layers
from registry.messages import urls as urls_messages
from registry.mines import urls as urls_mines
from registry.people import urls as urls_people
from registry.workspace import urls as urls_workspace

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
