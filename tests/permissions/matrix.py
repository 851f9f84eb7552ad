"""Who gets what: one line per route and method, one letter per relation.

`.` served · `R` refused for what was sent or the state of things (400, 409, 422) · `D` denied with the reason (403) ·
`H` hidden, as if it did not exist (404) · `S` led to the sign-in (401) · `M` no such method (405).

The columns are `world.RELATIONS`: anonymous; applicant and manager of the holder, rival company's applicant; reviewers
of natural resources (with the seat in question), emergency management, ecology, of water (no seat), of another
province; intake clerk, head of natural resources, committee office, committee member; inspector, fund officer,
assessor, village representative; auditor, security officer, administrator.
"""

from tests.permissions import (
    acts,
    matrix_api,
    matrix_checks,
    matrix_disputes,
    matrix_follow_ups,
    matrix_governance,
    matrix_layers,
    matrix_mines,
    matrix_parity,
    matrix_procedures,
    matrix_registry,
)
from tests.permissions.routes import Probe

MATRIX: dict[str, str] = {
    **acts.ROWS,
    **matrix_registry.ROWS,
    **matrix_governance.ROWS,
    **matrix_api.ROWS,
    **matrix_follow_ups.ROWS,
    **matrix_checks.ROWS,
    **matrix_disputes.ROWS,
    **matrix_layers.ROWS,
    **matrix_mines.ROWS,
    **matrix_procedures.ROWS,
    **matrix_parity.ROWS,
}


def knows_no_method(probe: Probe) -> bool:
    """Whether the route refuses the method to everybody who is signed in."""
    return not MATRIX.get(probe.key, ".").strip("SM ")
