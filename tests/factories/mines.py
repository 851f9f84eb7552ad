"""Mines, one trait per stage, and what hangs on a mine."""

import datetime as dt
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from registry.mines.models import Facility, Mine, MineHolder, MiningLicence, MiningRight
from tests.factories.organisations import company, natural_resources
from tests.factories.regions import region

#: A square of about 4 km² near Dalad Banner.
BOUNDARY: dict[str, Any] = {
    "type": "Polygon",
    "coordinates": [[[110.0, 40.0], [110.02, 40.0], [110.02, 40.02], [110.0, 40.02], [110.0, 40.0]]],
}


class MineFactory(DjangoModelFactory[Mine]):
    """A producing underground coal mine in Dalad Banner without a holder; traits are the other states."""

    class Meta:
        model = Mine

    class Params:
        is_new = factory.Trait(stage="new")
        is_suspended = factory.Trait(stage="suspended")
        is_closing = factory.Trait(stage="closing")
        is_closed = factory.Trait(stage="closed")
        is_open_pit = factory.Trait(method="open_pit", gas_rating="unknown")
        has_boundary = factory.Trait(
            boundary=BOUNDARY, boundary_area=Decimal("3.7918"), boundary_source="Test survey", area=Decimal("3.8")
        )
        is_demonstration = factory.Trait(is_simulated=True, source="Demonstration")
        is_at_risk = factory.Trait(is_simulated=True, risk_level="red", risk_as_of=dt.date(2026, 11, 1))

    name_zh = factory.Sequence(lambda n: f"测试煤矿{n:05d}")
    name_en = factory.Sequence(lambda n: f"Test Coal Mine {n:05d}")
    identifier = factory.Sequence(lambda n: f"T{n:05d}")
    region = factory.LazyAttribute(lambda made: region(made.region_code))
    region_code = "150621"
    holder_name = "测试矿业有限公司"
    stage = "producing"
    method = "underground"
    mineral = "coal"
    capacity = Decimal("1.2")
    depth = Decimal("260")
    area = Decimal("16.9481")
    opened_in = 2010
    gas_rating = "low"
    longitude = 110.01
    latitude = 40.01
    source = "Test register"


class MineHolderFactory(DjangoModelFactory[MineHolder]):
    """The current holder; `is_past` is one whose time has ended."""

    class Meta:
        model = MineHolder

    class Params:
        is_past = factory.Trait(valid_from=dt.date(2015, 1, 1), valid_to=dt.date(2019, 12, 31))

    mine = factory.SubFactory(MineFactory)
    organisation = factory.LazyFunction(company)
    valid_from = dt.date(2020, 1, 1)


def held_mine(holder: Any = None, **fields: Any) -> Mine:
    """A mine with a current holder and its row of the holder history."""
    holder = holder or company()
    mine: Mine = MineFactory(holder=holder, holder_name=holder.name_zh, **fields)
    MineHolderFactory(mine=mine, organisation=holder)
    return mine


class RightFactory(DjangoModelFactory[MiningRight]):
    """A registered mining right; `is_expired` and `is_cancelled` are the other states."""

    class Meta:
        model = MiningRight

    class Params:
        is_expired = factory.Trait(status="expired", expires_on=dt.date(2025, 1, 1))
        is_cancelled = factory.Trait(status="cancelled")

    mine = factory.LazyFunction(held_mine)
    number = factory.Sequence(lambda n: f"C1500002020{n:08d}")
    holder = factory.LazyAttribute(lambda made: made.mine.holder or company())
    authority = factory.LazyFunction(lambda: natural_resources("150000"))
    mineral = "coal"
    area = Decimal("16.9481")
    registered_on = dt.date(2020, 5, 1)
    expires_on = dt.date(2040, 4, 30)


class LicenceFactory(DjangoModelFactory[MiningLicence]):
    """A valid mining licence; `is_suspended`, `is_expired` and `is_revoked` are the other states."""

    class Meta:
        model = MiningLicence

    class Params:
        is_suspended = factory.Trait(status="suspended")
        is_expired = factory.Trait(status="expired", valid_to=dt.date(2025, 1, 1))
        is_revoked = factory.Trait(status="revoked")

    right = factory.SubFactory(RightFactory)
    number = factory.Sequence(lambda n: f"L1500002020{n:08d}")
    issued_on = dt.date(2020, 6, 1)
    valid_to = dt.date(2030, 5, 31)
    capacity = Decimal("1.2")


class FacilityFactory(DjangoModelFactory[Facility]):
    """A pit slope in use; traits are the other kinds."""

    class Meta:
        model = Facility

    class Params:
        is_dump = factory.Trait(kind="dump", angle=None)
        is_tailings_pond = factory.Trait(kind="tailings_pond", angle=None)
        is_shaft = factory.Trait(kind="shaft", angle=None)
        is_ended = factory.Trait(is_in_use=False)

    mine = factory.SubFactory(MineFactory)
    kind = "pit_slope"
    code = factory.Sequence(lambda n: f"F{n:03d}")
    name_zh = factory.Sequence(lambda n: f"测试边坡{n}")
    name_en = factory.Sequence(lambda n: f"Test slope {n}")
    height = Decimal("60")
    angle = Decimal("42")
