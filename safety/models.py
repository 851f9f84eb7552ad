"""Every table of the room, gathered for Django alone: whoever needs one imports it from its inner room."""

from safety.plans.models import MonitoringItem, SafetyPlan, StructureDesign

__all__ = ["MonitoringItem", "SafetyPlan", "StructureDesign"]
