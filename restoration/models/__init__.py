"""Tables of the restoration room."""

from restoration.models.plans import RestorationMeasure, RestorationPlan, RestorationZone, YearTarget

__all__ = ["RestorationMeasure", "RestorationPlan", "RestorationZone", "YearTarget"]
