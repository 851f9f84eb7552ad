"""Addresses of the start page, search, terms, the data page, the styleguide and the theme."""

from django.urls import URLPattern, path

from registry.workspace.views import home, lookup, styleguide, theme

urlpatterns: list[URLPattern] = [
    path("workspace/", home.home, name="home"),
    path("search/", lookup.search, name="search"),
    path("terms/", lookup.terms, name="glossary"),
    path("data/", lookup.about_data, name="about_data"),
    path("theme", theme.set_theme, name="set_theme"),
    path("styleguide", styleguide.styleguide, name="styleguide"),
]
