"""Addresses of map layers."""

from django.urls import URLPattern, URLResolver, path, re_path

from registry.layers.acts.layers import LAYERS
from registry.layers.tables.layers import LAYERS as LAYER_LIST
from registry.layers.views import layer_imports, layers
from registry.web.views import listings
from registry.web.views.acts import routes

urlpatterns: list[URLPattern | URLResolver] = [
    listings.route(LAYER_LIST, "layers"),
    path("layers/import/", layer_imports.layer_import, name="layer_import"),
    path("layers/import/<int:pk>/", layer_imports.layer_report, name="layer_report"),
    path("layers/import/<int:pk>/load/", layer_imports.layer_load, name="layer_load"),
    re_path(
        r"^layers/import/(?P<pk>\d+)/problems\.(?P<kind>csv|xlsx)$",
        layer_imports.layer_problems,
        name="layer_problems",
    ),
    path("layers/<int:pk>/", layers.layer_detail, name="layer_detail"),
    path("layers/<int:pk>/features.json", layers.layer_features, name="layer_features"),
    *routes(LAYERS, "layers", layers.layer_page),
]
