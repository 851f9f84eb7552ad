"""Write funding plans. Freezing and deciding are called by the case engine, which has checked the right."""

from funds.plans.policies.plans import FundingPlanPolicy
from funds.plans.selectors import plans as selectors
from funds.plans.services import plan_checks
from registry.dossiers.services import sections

KEEPER = sections.Keeper(
    noun="funding_plans",
    layout=selectors.LAYOUT,
    policy=FundingPlanPolicy(),
    table=plan_checks.REQUIRED,
    never=plan_checks.never,
    checks=plan_checks.submission,
)

start = KEEPER.start
save = KEEPER.save
missing = KEEPER.missing
freeze = KEEPER.freeze
approve = KEEPER.approve
refuse = KEEPER.refuse
supersede = KEEPER.supersede
content = KEEPER.content
