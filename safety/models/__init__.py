"""Tables of the safety room."""

from safety.models.plans import MonitoringItem, SafetyPlan, StructureDesign

__all__ = ["MonitoringItem", "SafetyPlan", "StructureDesign"]
