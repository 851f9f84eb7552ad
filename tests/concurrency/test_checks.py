"""A gate fails while the decision is proposed: whoever is second acts on what the first one left."""

import pytest
from django.utils import timezone

from governance.approval.models import Case
from governance.approval.services.checks import checks
from governance.approval.services.decisions import decisions
from registry.base.rules.errors import Incomplete
from tests.concurrency.test_cases import race
from tests.factories import cases as stages
from tests.factories import checks as made

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.stage("deciding")
def test_a_gate_fails_while_the_approval_is_proposed(here: stages.Scene, case: Case) -> None:
    case = made.ask(case, "gate-security")
    made.record(case, "gate-security")
    recorder, signer = here.reviewers["natural_resources"], here.heads["natural_resources"]
    told = {"state": "fail", "happened_on": timezone.localdate(), "text": "保函已被银行撤回，须重新开具。"}
    kept, proposed = race(
        lambda: checks.record(case.pk, "gate-security", by=recorder, **told),
        lambda: decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS),
    )
    assert not isinstance(kept, Exception)
    if not isinstance(proposed, Incomplete):
        with pytest.raises(Incomplete):
            decisions.countersign(case.pk, by=signer)
    case.refresh_from_db()
    assert case.state != Case.State.APPROVED
