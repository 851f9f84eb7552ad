"""The words of what happens to mines, for the audit trail."""

from django.utils.translation import gettext_lazy as _

from registry.audit.rules import audit_verbs


def register() -> None:
    """Register the verbs; called once at start-up."""
    audit_verbs.register(
        {
            "region.registered": _("Registered the region"),
            "region.revised": _("Revised the region"),
            "mine.registered": _("Registered the mine"),
            "mine.revised": _("Revised the mine"),
            "mine.imported": _("Registered the mine from a file"),
            "mine.import_revised": _("Revised the mine from a file"),
            "mine.boundary_set": _("Set the boundary"),
            "mine.holder_transferred": _("Transferred the mine to another holder"),
            "mine.production_started": _("Started production"),
            "mine.suspended": _("Suspended the mine"),
            "mine.resumed": _("Resumed production"),
            "mine.closing_begun": _("Began to close the mine"),
            "mine.closing_halted": _("Halted the closure"),
            "mine.closed": _("Closed the mine"),
            "mine.risk_set": _("Kept the risk level of an assessment"),
            "mine.document_added": _("Added a document"),
            "mine.document_withdrawn": _("Withdrew a document"),
            "mining_right.registered": _("Registered the mining right"),
            "mining_right.revised": _("Revised the mining right"),
            "mining_right.ended": _("Ended the mining right"),
            "mining_licence.issued": _("Issued the mining licence"),
            "mining_licence.revised": _("Revised the mining licence"),
            "mining_licence.ended": _("Ended the mining licence"),
            "facility.registered": _("Registered the facility"),
            "facility.revised": _("Revised the facility"),
            "facility.ended": _("Took the facility out of use"),
            "hold.placed": _("Placed a hold"),
            "hold.lifted": _("Lifted the hold"),
            "hold.ended": _("The hold ended with its last day"),
            "production.recorded": _("Entered a month of production"),
            "production.corrected": _("Corrected a month of production"),
            "import.started": _("Handed in a register to import"),
            "import.load_asked": _("Asked to load the checked register"),
        }
    )
