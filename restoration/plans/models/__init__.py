"""The restoration plan, versioned with its revisions."""

from restoration.plans.models.plans import RestorationMeasure, RestorationPlan, RestorationZone, YearTarget

__all__ = ["RestorationMeasure", "RestorationPlan", "RestorationZone", "YearTarget"]
