"""Write mining schemes. Freezing and deciding are called by the case engine, which has checked the right."""

from governance.approval.policies.schemes import MiningSchemePolicy
from governance.approval.selectors.dossiers import schemes as selectors
from governance.approval.services.dossiers import scheme_checks
from registry.dossiers.services import sections

KEEPER = sections.Keeper(
    noun="mining_schemes",
    layout=selectors.LAYOUT,
    policy=MiningSchemePolicy(),
    table=scheme_checks.REQUIRED,
    never=scheme_checks.never,
    checks=scheme_checks.submission,
    prefill=scheme_checks.prefill,
)

start = KEEPER.start
save = KEEPER.save
missing = KEEPER.missing
freeze = KEEPER.freeze
approve = KEEPER.approve
refuse = KEEPER.refuse
supersede = KEEPER.supersede
content = KEEPER.content
