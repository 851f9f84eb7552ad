"""People who sign in."""

import factory
from factory.django import DjangoModelFactory

from registry.scope.models import User

#: The password of every person a test makes; it passes both password policies.
PASSWORD = "Grassland-and-Slopes-26"


class UserFactory(DjangoModelFactory[User]):
    """An active person with `PASSWORD` and no rights; `is_disabled` and `is_new` are the other states."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        is_disabled = factory.Trait(is_active=False)
        is_new = factory.Trait(must_change_password=True)

    username = factory.Sequence(lambda n: f"person{n}")
    full_name = factory.Sequence(lambda n: f"测试人员{n}")
    email = factory.LazyAttribute(lambda made: f"{made.username}@example.org")
    language = "en"
    password = factory.django.Password(PASSWORD)
