"""Every table of the room, gathered for Django alone: whoever needs one imports it from its inner room."""

from restoration.acceptances.models import AcceptanceReport, AcceptanceZone
from restoration.plans.models import RestorationMeasure, RestorationPlan, RestorationZone, YearTarget

__all__ = [
    "AcceptanceReport",
    "AcceptanceZone",
    "RestorationMeasure",
    "RestorationPlan",
    "RestorationZone",
    "YearTarget",
]
