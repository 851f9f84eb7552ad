"""Organisations, one trait per part they play."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from registry.people.rules import credit_code as rules
from registry.scope.models import Organisation
from tests.factories.regions import region


def credit_code(number: int) -> str:
    """A unified social credit code with both check characters right (GB 11714, GB 32100)."""
    organisation = f"MA{number:06d}"[-8:]
    return rules.complete(f"91150621{organisation}{rules.organisation_check_character(organisation)}")


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """A county's natural resources department unless a trait says otherwise."""

    class Meta:
        model = Organisation

    class Params:
        region_code = "150621"
        is_company = factory.Trait(
            kind="company",
            function="",
            region=None,
            name_zh=factory.Sequence(lambda n: f"测试矿业{n:06d}有限公司"),
            name_en=factory.Sequence(lambda n: f"Test Mining {n} Co., Ltd."),
            credit_code=factory.Sequence(credit_code),
        )
        is_assessor = factory.Trait(
            kind="assessor",
            function="",
            region=None,
            name_zh=factory.Sequence(lambda n: f"测试评估{n:06d}有限公司"),
            name_en=factory.Sequence(lambda n: f"Test Assessor {n}"),
            credit_code=factory.Sequence(lambda n: credit_code(500_000 + n)),
        )

    name_zh = factory.Sequence(lambda n: f"测试部门{n:06d}")
    name_en = factory.Sequence(lambda n: f"Test department {n}")
    kind = "department"
    function = "natural_resources"
    region = factory.LazyAttribute(lambda made: region(made.region_code) if made.region_code else None)
    valid_from = dt.date(2020, 1, 1)


def natural_resources(region_code: str = "150621", **fields: object) -> Organisation:
    """A natural resources department."""
    return OrganisationFactory(function="natural_resources", region_code=region_code, **fields)


def emergency(region_code: str = "150621", **fields: object) -> Organisation:
    """An emergency management department."""
    return OrganisationFactory(function="emergency_management", region_code=region_code, **fields)


def ecology(region_code: str = "150621", **fields: object) -> Organisation:
    """An ecology and environment department."""
    return OrganisationFactory(function="ecology_environment", region_code=region_code, **fields)


def finance(region_code: str = "150621", **fields: object) -> Organisation:
    """A finance department."""
    return OrganisationFactory(function="finance", region_code=region_code, **fields)


def committee(region_code: str = "150621", **fields: object) -> Organisation:
    """A committee for the governance of a mining area."""
    return OrganisationFactory(kind="committee", function="", region_code=region_code, **fields)


def committee_office(region_code: str = "150621", **fields: object) -> Organisation:
    """The office of a committee."""
    return OrganisationFactory(kind="committee_office", function="", region_code=region_code, **fields)


def village_committee(region_code: str = "150621", **fields: object) -> Organisation:
    """A village committee."""
    return OrganisationFactory(kind="village_committee", function="", region_code=region_code, **fields)


def company(**fields: object) -> Organisation:
    """A mining company."""
    return OrganisationFactory(is_company=True, **fields)


def assessor(**fields: object) -> Organisation:
    """A third-party assessor."""
    return OrganisationFactory(is_assessor=True, **fields)
