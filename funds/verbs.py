"""The words of this room in the audit trail."""

from django.utils.translation import gettext_lazy as _

from registry import audit_verbs


def register() -> None:
    """Register the verbs; called once at start-up."""
    audit_verbs.register(
        {
            "funding_plans.start": _("Started the draft of the funding plan"),
            "funding_plans.save": _("Saved the draft of the funding plan"),
            "funding_plans.freeze": _("Froze a revision of the funding plan"),
            "funding_plans.approve": _("Approved the funding plan"),
            "funding_plans.refuse": _("Refused the funding plan"),
            "funding_plans.supersede": _("Superseded a revision of the funding plan"),
        }
    )
