"""A month of production."""

import datetime as dt
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from registry.mines.models import Production
from tests.factories.mines import held_mine


class ProductionFactory(DjangoModelFactory[Production]):
    """The first version of a month of raw coal; `is_of_mine` is the row of water, energy and people."""

    class Meta:
        model = Production

    class Params:
        is_of_mine = factory.Trait(
            product="mine", output=None, sold=None, sales=None, water=Decimal(4200), energy=Decimal("310.5"), people=412
        )

    mine = factory.LazyFunction(held_mine)
    month = dt.date(2026, 3, 1)
    product = "raw_coal"
    output = Decimal(98000)
    sold = Decimal(95500)
    sales = Decimal(52_525_000)
    source_kind = "registry.entry"
    note = "月度产量统计表（测试）"
    actor_text = "测试员"
