"""Holds, one trait per state, and a room of its own that places them."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from registry.mines.models import Hold
from registry.mines.policies import origins
from registry.mines.policies.origins import HoldSource
from registry.scope.policies.base import Allowed
from tests.factories.mines import held_mine
from tests.factories.organisations import emergency

GROUND, REASON = "《安全生产法》第四十一条", "重大事故隐患没有消除，暂停办理。"


class HoldFactory(DjangoModelFactory[Hold]):
    """An open hold that was placed by hand on a whole mine; traits are the other states."""

    class Meta:
        model = Hold

    class Params:
        is_lapsed = factory.Trait(
            since=factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=20)),
            until=factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=1)),
        )
        is_ended = factory.Trait(
            is_lapsed=True, state="ended", closed_at=factory.LazyFunction(timezone.now), closed_text="system:holds"
        )
        is_lifted = factory.Trait(
            state="lifted", closed_at=factory.LazyFunction(timezone.now), closed_text="测试员", lift_ground=GROUND,
            lift_reason="隐患已经复查销号，解除。",
        )  # fmt: skip

    mine = factory.LazyFunction(held_mine)
    kind = "hazard"
    blocks = factory.LazyFunction(lambda: ["approvals", "payments"])
    source_kind = "registry.hand"
    source_key = factory.Sequence(lambda n: f"{n:032x}")
    authority = factory.LazyAttribute(lambda made: emergency(made.mine.region_code))
    ground = GROUND
    reason_zh = REASON
    reason_en = "An open major hazard."
    placed_text = "测试员"


def room(kind: str = "tests.order") -> HoldSource:
    """An invented room's orders: anybody may place and lift, for its own services have asked before."""
    if kind in origins.known():
        found = origins.get(kind)
        assert isinstance(found, HoldSource)
        return found
    made = HoldSource(
        kind, "Invented orders", lambda key, _user: f"/orders/{key}/", kinds=("order", "hazard"),
        things=("approvals", "acceptances", "payments"), may_place=lambda _by, _mine: Allowed(),
        may_lift=lambda _by, _hold: Allowed(),
    )  # fmt: skip
    origins.register(made)
    return made
