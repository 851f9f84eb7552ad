"""Who holds which role where."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from registry.scope.models import Membership, Organisation, Role, User
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import UserFactory


class MembershipFactory(DjangoModelFactory[Membership]):
    """A role in force; `is_over` is one that has ended."""

    class Meta:
        model = Membership

    class Params:
        is_over = factory.Trait(valid_to=dt.date(2021, 1, 1))

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.REVIEWER
    valid_from = dt.date(2020, 1, 1)


def member(role: Role | str, organisation: Organisation, **fields: object) -> User:
    """A new person who holds `role` in `organisation`."""
    user: User = UserFactory(**fields)
    MembershipFactory(user=user, organisation=organisation, role=role)
    return user
