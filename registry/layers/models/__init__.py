"""Layers, features and imports."""

from registry.layers.models.layers import LayerFeature, LayerImport, MapLayer

__all__ = ["LayerFeature", "LayerImport", "MapLayer"]
