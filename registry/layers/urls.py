"""Addresses of map layers."""

from django.urls import URLPattern, URLResolver, path, re_path

from registry.layers.acts.layers import LAYERS
from registry.layers.views import layer_imports, layers
from registry.web.views.acts import routes

urlpatterns: list[URLPattern | URLResolver] = [
    path("layers/", layers.layer_list, name="layer_list"),
    re_path(r"^layers/export\.(?P<kind>csv|xlsx)$", layers.layer_export, name="layer_export"),
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
