"""Withdrawing a map layer."""

from django.utils.translation import gettext_lazy as _

from registry.audit.acts.ages import VERSION
from registry.base.models import limits
from registry.layers.policies.layers import policy
from registry.layers.services import layers
from registry.web.acts.acts import Act, Acts
from registry.web.api import columns
from registry.web.api.shared import VersionSerializer


class EndLayerInput(VersionSerializer):
    """Why a layer is withdrawn."""

    reason = columns.text(limits.REASON, label=_("Reason"), help_text=_("Kept in the audit log."), style={"rows": 2})


LAYERS = Acts(
    "layer",
    policy,
    Act(
        "end", _("Withdraw the layer"), layers.end, EndLayerInput, _("The layer is no longer in force."),
        {"reason": "导入了错误的版本,应当撤回。", "version": 1}, icon="calendar-off", tone="bad",
        about="Withdraw a layer that should not have been imported; what was decided with it keeps its findings.",
        offered=lambda layer, user, part: layer.valid_to is None,
        words={"layer.ended": _("Map layer withdrawn")},
    ),
    carries=VERSION,
)  # fmt: skip
