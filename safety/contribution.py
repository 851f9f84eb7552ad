"""What this room hands to the registry: the words of its acts, and a mine's approved safety plan."""

from django.utils.translation import gettext_lazy as _

from registry.audit.rules import audit_verbs
from registry.mines.selectors import panels
from safety.plans.views import plans


def register() -> None:
    """Hand everything over; called once at start-up."""
    audit_verbs.register(
        {
            "safety_plans.start": _("Started the draft of the safety plan"),
            "safety_plans.save": _("Saved the draft of the safety plan"),
            "safety_plans.freeze": _("Froze a revision of the safety plan"),
            "safety_plans.approve": _("Approved the safety plan"),
            "safety_plans.refuse": _("Refused the safety plan"),
            "safety_plans.supersede": _("Superseded a revision of the safety plan"),
        }
    )
    panels.register_panel("safety_plan", plans.panel)
