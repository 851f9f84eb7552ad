"""Write restoration plans. Freezing and deciding are called by the case engine, which has checked the right."""

from registry.dossiers.services import sections
from restoration.plans.policies.plans import RestorationPlanPolicy
from restoration.plans.selectors import plans as selectors
from restoration.plans.services import plan_checks

KEEPER = sections.Keeper(
    noun="restoration_plans",
    layout=selectors.LAYOUT,
    policy=RestorationPlanPolicy(),
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
