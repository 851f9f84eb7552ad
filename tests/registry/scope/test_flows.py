"""One table says who may act when and who is waited for."""

import pytest
from django.db.models import Q

from registry.base.rules.errors import WrongState
from registry.base.rules.transitions import Transition
from registry.scope.models import Organisation, User
from registry.scope.policies.base import Denied
from registry.scope.policies.flows import Flow, FlowPolicy
from tests.factories.users import UserFactory

KIND = Organisation.Kind
#: An invented workflow over bodies, whose kind is the state: whoever lives in a body is its party.
ROWS = (
    Transition(KIND.COMPANY, "close", KIND.ASSESSOR, by="member", waits=True),
    Transition(KIND.ASSESSOR, "open", KIND.COMPANY, by=("member", "stranger")),
)
PARTIES = {
    "member": lambda user: Q(pk=user.home_id or 0),
    "stranger": lambda user: ~Q(pk=user.home_id or 0),
}
WORDS = {"member": "a member", "stranger": "a stranger"}
FLOW = Flow(Organisation, *ROWS, parties=PARTIES, words=WORDS, state="kind")


class BodyPolicy(FlowPolicy[Organisation]):
    model, flow = Organisation, FLOW

    def scope(self, user: User, action: str = "view"):  # type: ignore[no-untyped-def]
        return Organisation.objects.all()


@pytest.fixture
def member(db: None) -> User:
    from tests.factories.organisations import company

    return UserFactory(home=company())


def test_right_state_holder_and_queue_read_the_table(member: User) -> None:
    body, stranger = member.home, UserFactory()
    assert body is not None
    policy = BodyPolicy()
    assert policy.check(member, "close", body)
    denied = policy.check(stranger, "close", body)
    assert isinstance(denied, Denied)
    assert str(denied.reason).count("a member") == 1
    assert policy.check(stranger, "open", body)
    assert (FLOW.allows(body, "close"), FLOW.allows(body, "open")) == (True, False)
    assert FLOW.step(body, "close").target == KIND.ASSESSOR
    with pytest.raises(WrongState):
        FLOW.step(body, "open")
    assert FLOW.holders(body) == {"member"}
    assert list(policy.waiting(member)) == [body]
    assert list(policy.waiting(stranger)) == []


def test_all_parties_of_a_row_cost_one_query(member: User, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        assert FLOW.parties_of(member.home, member) == {"member"}  # type: ignore[arg-type]
        assert FLOW.parties_of(member.home, member) == {"member"}  # type: ignore[arg-type]


def test_an_unknown_action_is_a_mistake(member: User) -> None:
    with pytest.raises(LookupError, match="clsoe"):
        BodyPolicy().check(member, "clsoe", member.home)


def test_a_table_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="one state only"):
        Flow(Organisation, *ROWS, ROWS[0], parties=PARTIES, words=WORDS)
    with pytest.raises(ValueError, match="stranger"):
        Flow(Organisation, *ROWS, parties={"member": PARTIES["member"]}, words=WORDS)
