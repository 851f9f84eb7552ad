"""What the signature of an approval changes, in the reader's words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

LICENCE_ISSUED, LICENCE_REPLACED = "licence_issued", "licence_replaced"
STAGE, STAGE_KEPT, PLAN_REPLACED = "stage", "stage_kept", "plan_replaced"


def future(kind: str, named: Mapping[str, Any]) -> str:
    """What signing will do."""
    texts = {
        LICENCE_ISSUED: _(
            "Mining licence %(number)s is written to the register: %(capacity)s Mt a year, valid to %(valid_to)s."
        ),
        LICENCE_REPLACED: _("Mining licence %(number)s ends: the new one replaces it."),
        STAGE: _("The stage of the mine changes from “%(before)s” to “%(after)s”."),
        STAGE_KEPT: _("The stage of the mine stays “%(before)s”."),
        PLAN_REPLACED: _("“%(section)s”, approved by %(case)s, is superseded."),
    }
    return texts[kind] % named


def past(kind: str, named: Mapping[str, Any]) -> str:
    """What signing did."""
    texts = {
        LICENCE_ISSUED: _(
            "Mining licence %(number)s was written to the register: %(capacity)s Mt a year, valid to %(valid_to)s."
        ),
        LICENCE_REPLACED: _("Mining licence %(number)s ended: the new one replaced it."),
        STAGE: _("The stage of the mine changed from “%(before)s” to “%(after)s”."),
        STAGE_KEPT: _("The stage of the mine stayed “%(before)s”."),
        PLAN_REPLACED: _("“%(section)s”, approved by %(case)s, was superseded."),
    }
    return texts[kind] % named
