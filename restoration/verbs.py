"""The words of this room in the audit trail."""

from django.utils.translation import gettext_lazy as _

from registry import audit_verbs


def register() -> None:
    """Register the verbs; called once at start-up."""
    audit_verbs.register(
        {
            "restoration_plans.start": _("Started the draft of the restoration plan"),
            "restoration_plans.save": _("Saved the draft of the restoration plan"),
            "restoration_plans.freeze": _("Froze a revision of the restoration plan"),
            "restoration_plans.approve": _("Approved the restoration plan"),
            "restoration_plans.refuse": _("Refused the restoration plan"),
            "restoration_plans.supersede": _("Superseded a revision of the restoration plan"),
            "acceptance_reports.start": _("Started the draft of the acceptance report"),
            "acceptance_reports.save": _("Saved the draft of the acceptance report"),
            "acceptance_reports.freeze": _("Froze a revision of the acceptance report"),
            "acceptance_reports.approve": _("Accepted the restoration that the report describes"),
            "acceptance_reports.refuse": _("Refused the acceptance report"),
            "acceptance_reports.supersede": _("Superseded a revision of the acceptance report"),
        }
    )
