"""The safety plan, versioned with its revisions."""

from safety.plans.models.plans import MonitoringItem, SafetyPlan, StructureDesign

__all__ = ["MonitoringItem", "SafetyPlan", "StructureDesign"]
