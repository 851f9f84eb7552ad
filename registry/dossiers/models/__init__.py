"""The base of every section."""

from registry.dossiers.models.sections import PlanSection

__all__ = ["PlanSection"]
