"""The acceptance report, versioned with its revisions."""

from restoration.acceptances.models.acceptances import AcceptanceReport, AcceptanceZone

__all__ = ["AcceptanceReport", "AcceptanceZone"]
