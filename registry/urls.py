"""Page addresses of the registry."""

from django.urls import URLPattern, URLResolver, include, path

from registry import urls_layers, urls_mines, urls_people, urls_workspace
from registry.views import styleguide, theme

app_name = "registry"

urlpatterns: list[URLPattern | URLResolver] = [
    path("theme", theme.set_theme, name="set_theme"),
    path("styleguide", styleguide.styleguide, name="styleguide"),
    path("", include(urls_mines.urlpatterns)),
    path("", include(urls_layers.urlpatterns)),
    path("", include(urls_people.urlpatterns)),
    path("", include(urls_workspace.urlpatterns)),
]
