"""Tables of the restoration room."""

from restoration.models.acceptances import AcceptanceReport, AcceptanceZone
from restoration.models.plans import RestorationMeasure, RestorationPlan, RestorationZone, YearTarget

__all__ = [
    "AcceptanceReport",
    "AcceptanceZone",
    "RestorationMeasure",
    "RestorationPlan",
    "RestorationZone",
    "YearTarget",
]
