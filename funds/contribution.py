"""What this room hands to the registry: the words of its acts, and a mine's approved funding plan."""

from django.utils.translation import gettext_lazy as _

from funds.plans.views import plans
from registry.base.rules.contributions import Contribution

GIVEN = Contribution(
    room="funds",
    words={
        "funding_plans.start": _("Started the draft of the funding plan"),
        "funding_plans.save": _("Saved the draft of the funding plan"),
        "funding_plans.freeze": _("Froze a revision of the funding plan"),
        "funding_plans.approve": _("Approved the funding plan"),
        "funding_plans.refuse": _("Refused the funding plan"),
        "funding_plans.supersede": _("Superseded a revision of the funding plan"),
    },
    panels={"funding_plan": plans.panel},
)
