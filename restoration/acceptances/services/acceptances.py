"""Write acceptance reports. Freezing and deciding are called by the case engine, which has checked the right."""

from registry.dossiers.services import sections
from restoration.acceptances.policies.acceptances import AcceptanceReportPolicy
from restoration.acceptances.selectors import acceptances as selectors
from restoration.acceptances.services import acceptance_checks

KEEPER = sections.Keeper(
    noun="acceptance_reports",
    layout=selectors.LAYOUT,
    policy=AcceptanceReportPolicy(),
    table=acceptance_checks.REQUIRED,
    never=acceptance_checks.never,
    checks=acceptance_checks.submission,
    prefill_rows=acceptance_checks.prefill_rows,
    replaces=False,
)

start = KEEPER.start
save = KEEPER.save
missing = KEEPER.missing
freeze = KEEPER.freeze
approve = KEEPER.approve
refuse = KEEPER.refuse
supersede = KEEPER.supersede
content = KEEPER.content
