"""What a mining scheme must hold: the stage table, what is impossible, and what does not fit together."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from governance.approval.models import MiningScheme
from registry.dossiers.selectors.sections import Content
from registry.dossiers.services import section_checks as checks
from registry.dossiers.services.section_checks import Messages, Required
from registry.mines.models import Mine

Scheme = Content[MiningScheme]

#: What a scheme must hold when it is submitted (Mineral Resources Law arts 33, 37, 39).
REQUIRED = (
    Required("start_year"),
    Required("end_year"),
    Required("method"),
    Required("reserves"),
    Required("capacity"),
    Required("service_life"),
    Required("depth"),
    Required("sequence"),
    Required("recovery_rate"),
    Required("dressing_rate", when=lambda scheme: scheme.section.stores_tailings is True),
    Required("utilisation_rate"),
    Required("stores_tailings"),
    Required("waste_handling"),
    Required("mine_water"),
    Required("water_demand"),
    Required("mine_water_inflow"),
    Required("mine_water_used"),
)
#: The service life may differ from reserves ÷ capacity by this factor: reserve factors lie between 1 and 2.
LIFE_TOLERANCE = Decimal("1.1")


def never(content: Scheme) -> Messages:
    """What cannot even be kept in a draft."""
    return checks.period(content.section.start_year, content.section.end_year)


def submission(content: Scheme) -> Messages:
    """What does not fit together."""
    scheme = content.section
    found: Messages = {}
    if scheme.method == Mine.Method.UNKNOWN:
        found["method"] = [_("Choose open pit, underground or both.")]
    if scheme.reserves and scheme.capacity and scheme.service_life:
        longest = scheme.reserves / (scheme.capacity * 100)
        if scheme.service_life > longest * LIFE_TOLERANCE:
            message = _("The reserves last %(years)s years at this capacity.") % {
                "years": longest.quantize(Decimal("0.1"))
            }
            found["service_life"] = [message]
    used, inflow = scheme.mine_water_used, scheme.mine_water_inflow
    if used is not None and inflow is not None and used > inflow:
        found["mine_water_used"] = [_("More mine water is used than the mine yields.")]
    return found


def prefill(mine: Mine) -> dict[str, Any]:
    """What the register knows of the mine already."""
    method = mine.method if mine.method != Mine.Method.UNKNOWN else ""
    return {"method": method, "capacity": mine.capacity, "depth": mine.depth}
