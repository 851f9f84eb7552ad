"""What this room hands to the registry: words of acts, a mine's restoration plan, and what of it was accepted."""

from django.utils.translation import gettext_lazy as _

from registry.base.rules.contributions import Contribution
from restoration.acceptances.views import acceptances
from restoration.plans.views import plans

GIVEN = Contribution(
    room="restoration",
    words={
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
    },
    panels={"restoration_plan": plans.panel, "restoration_acceptance": acceptances.panel},
)
