"""What this room hands to the registry: the words of its acts, and a mine's approved safety plan."""

from django.utils.translation import gettext_lazy as _

from registry.base.rules.contributions import Contribution
from safety.plans.views import plans

GIVEN = Contribution(
    room="safety",
    words={
        "safety_plans.start": _("Started the draft of the safety plan"),
        "safety_plans.save": _("Saved the draft of the safety plan"),
        "safety_plans.freeze": _("Froze a revision of the safety plan"),
        "safety_plans.approve": _("Approved the safety plan"),
        "safety_plans.refuse": _("Refused the safety plan"),
        "safety_plans.supersede": _("Superseded a revision of the safety plan"),
    },
    panels={"safety_plan": plans.panel},
)
