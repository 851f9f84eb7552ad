"""The first accounts of an installation."""

import pytest
from django.core.management import CommandError, call_command

from registry.scope.models import User

pytestmark = pytest.mark.django_db


def _create(username, **options):
    call_command("create_administrator", username, full_name="张三", organisation="协同治理委员会办公室", **options)


@pytest.mark.parametrize("role", ["administrator", "security_officer", "auditor"])
def test_each_power_gets_its_first_account(role, capsys):
    _create("first", role=role)
    user = User.objects.get(username="first")
    assert {grant.role for grant in user.grants()} == {role}
    password = capsys.readouterr().out.split()[-1]
    assert user.check_password(password)


def test_a_second_administrator_is_opened_on_the_site():
    _create("first")
    with pytest.raises(CommandError, match="already"):
        _create("second")
    assert not User.objects.filter(username="second").exists()


def test_the_powers_cannot_fall_on_one_person():
    _create("first")
    with pytest.raises(CommandError):
        _create("first", role="auditor")
