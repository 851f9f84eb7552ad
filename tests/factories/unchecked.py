"""Cases on which no check was run yet."""

from governance.approval.models import Case
from governance.approval.services.cases import intake
from tests.factories import cases as stages
from tests.factories import checks
from tests.factories.scenes import Scene


def in_review(here: Scene, case: Case | None = None) -> Case:
    """An accepted case whose procedure asks for no check, until a test says for which."""
    return intake.accept(checks.ask(case or stages.submitted(here)).pk, by=here.clerk)
