"""The first accounts of a new installation: one for each of the three separated powers (三权分立)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from registry.base.rules.errors import DomainError
from registry.people.services import memberships, organisations, users
from registry.scope.models import Membership, Organisation, Region
from registry.scope.models.memberships import Role
from registry.scope.rules.grants import System

#: They open all further accounts, give the roles, and watch both.
POWERS = (Role.ADMINISTRATOR, Role.SECURITY_OFFICER, Role.AUDITOR)


class Command(BaseCommand):
    """`manage.py create_administrator`."""

    help = "Open the first administrator's, security officer's or auditor's account and print its one-time password."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, and where."""
        parser.add_argument("username")
        parser.add_argument("--full-name", required=True)
        parser.add_argument("--role", choices=[str(role) for role in POWERS], default=str(Role.ADMINISTRATOR))
        parser.add_argument("--organisation", required=True, help="Chinese name; entered as a committee office if new")
        parser.add_argument("--region", help="six-digit code of the territory; the whole nation when left out")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse when the power is held already: the next accounts are opened on the site."""
        if Membership.objects.filter(role=options["role"]).exists():
            raise CommandError("Somebody holds this role already; further accounts are opened on the site.")
        try:
            opened = _open(System("installation"), options)
        except Region.DoesNotExist as error:
            raise CommandError("No such region; load them first: manage.py load_regions") from error
        except DomainError as error:
            raise CommandError(f"{error.message} {getattr(error, 'fields', '')}".strip()) from error
        self.stdout.write(f"{opened.user.username}: sign in once with the password  {opened.password}")


def _open(by: System, options: dict[str, Any]) -> users.Opened:
    body = Organisation.objects.filter(name_zh=options["organisation"]).first() or organisations.create(
        by=by,
        name_zh=options["organisation"],
        region=Region.objects.get(code=options["region"]) if options["region"] else None,
        kind=Organisation.Kind.COMMITTEE_OFFICE,
    )
    opened = users.create(by=by, username=options["username"], full_name=options["full_name"], home=body)
    memberships.grant(by=by, user_id=opened.user.pk, organisation_id=body.pk, role=options["role"])
    return opened
