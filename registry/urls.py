"""Page addresses of the registry."""

from django.urls import URLPattern, URLResolver, path

from registry.views import styleguide, theme

app_name = "registry"

urlpatterns: list[URLPattern | URLResolver] = [
    path("theme", theme.set_theme, name="set_theme"),
    path("styleguide", styleguide.styleguide, name="styleguide"),
]
