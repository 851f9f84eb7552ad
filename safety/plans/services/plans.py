"""Write safety plans. Freezing and deciding are called by the case engine, which has checked the right."""

from registry.dossiers.services import sections
from safety.plans.policies.plans import SafetyPlanPolicy
from safety.plans.selectors import plans as selectors
from safety.plans.services import plan_checks

KEEPER = sections.Keeper(
    noun="safety_plans",
    layout=selectors.LAYOUT,
    policy=SafetyPlanPolicy(),
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
