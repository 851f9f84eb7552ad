"""Two administrators act on one draft of a procedure at the same moment: exactly one wins."""

import pytest

from governance.approval.models import Procedure, ProcedureDraft
from governance.approval.services.procedures import procedure_drafts as drafts
from registry.base.rules.errors import Stale, WrongState
from registry.scope.models import Role, User
from tests.concurrency.test_cases import race
from tests.factories.memberships import member
from tests.factories.organisations import committee_office
from tests.factories.procedures import CODE, joint_procedure

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> list[User]:
    return [member(Role.ADMINISTRATOR, committee_office()) for _number in range(3)]


def test_a_draft_is_published_once(people: list[User]) -> None:
    author, first, second = people
    before = joint_procedure()
    draft = drafts.start(CODE, by=author)
    waiting = drafts.submit(draft.pk, by=author, version=draft.version)
    answers = race(
        lambda: drafts.publish(draft.pk, by=first, version=waiting.version),
        lambda: drafts.publish(draft.pk, by=second, version=waiting.version),
    )
    assert sorted(type(answer) for answer in answers if isinstance(answer, Exception)) in ([WrongState], [Stale])
    assert Procedure.objects.filter(code=CODE, version__gt=before.version).count() == 1


def test_a_draft_is_published_or_returned(people: list[User]) -> None:
    author, first, second = people
    joint_procedure()
    draft = drafts.start(CODE, by=author)
    waiting = drafts.submit(draft.pk, by=author, version=draft.version)
    answers = race(
        lambda: drafts.publish(draft.pk, by=first, version=waiting.version),
        lambda: drafts.return_draft(draft.pk, by=second, reason="期限有误。", version=waiting.version),
    )
    assert sum(isinstance(answer, WrongState) for answer in answers) == 1
    draft.refresh_from_db()
    assert (draft.state == "published") is (draft.published is not None)


def test_one_draft_of_a_procedure_begins(people: list[User]) -> None:
    joint_procedure()
    answers = race(lambda: drafts.start(CODE, by=people[0]), lambda: drafts.start(CODE, by=people[1]))
    assert sum(isinstance(answer, WrongState) for answer in answers) == 1
    assert ProcedureDraft.objects.filter(code=CODE).count() == 1
