"""Open, change, disable and enable accounts, and give one-time passwords."""

from dataclasses import dataclass
from typing import Any

from axes.utils import reset as reset_axes
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.services import ages, audit
from registry.base.rules.errors import NotAllowed, OutOfScope, WrongState
from registry.base.services import validation
from registry.people.policies import organisations, passwords
from registry.people.policies.users import POWERS, policy
from registry.people.services import memberships, second_factor, sessions
from registry.people.services import passwords as password_service
from registry.people.services.acting import acting
from registry.scope.models import Organisation, Role, User
from registry.scope.models.actors import Actor
from registry.scope.policies.base import ensure

FIELDS = ("full_name", "email", "phone", "language", "home")


@dataclass(frozen=True)
class Opened:
    """A new or reset account with the password that is shown once."""

    user: User
    password: str


@transaction.atomic
def create(
    *,
    by: Actor,
    username: str,
    full_name: str,
    home: Organisation | None = None,
    email: str = "",
    phone: str = "",
    language: str = "zh-hans",
    password: str | None = None,
) -> Opened:
    """Open an account without any right; without `password` a one-time one is made that must be changed."""
    if isinstance(by, User):
        ensure(policy.check(by, "create"))
        _in_charge(by, home, *POWERS["create"])
    opened = _open(username, password, full_name=full_name, home=home, email=email, phone=phone, language=language)
    kept = {"username": opened.user.username, "full_name": full_name, "home": home, "email": email}
    audit.record("user.created", opened.user, by=by, after=kept, **_placed(by, opened.user, "create"))
    return opened


@transaction.atomic
def invite(
    *, by: User, organisation_id: int, username: str, full_name: str, email: str = "", phone: str = ""
) -> Opened:
    """A company manager opens an account for an applicant of his company and gives the role with it."""
    home = organisations.policy.access(by, organisation_id)
    ensure(policy.check_invite(by, home))
    opened = _open(username, None, full_name=full_name, home=home, email=email, phone=phone)
    kept = {"username": opened.user.username, "full_name": full_name, "home": home, "email": email}
    audit.record("user.created", opened.user, by=by, after=kept, **acting(by, Role.COMPANY_MANAGER))
    memberships.grant(by=by, user_id=opened.user.pk, organisation_id=organisation_id, role=Role.APPLICANT)
    return opened


@transaction.atomic
def update(user_id: int, *, by: Actor, version: int | None = None, **fields: Any) -> User:
    """Change name, e-mail, telephone, language or home organisation of an account."""
    unknown = fields.keys() - set(FIELDS)
    if unknown:
        raise TypeError(f"Not a field of an account: {', '.join(sorted(unknown))}")
    user = access(user_id, by=by, action="edit")
    return _change(user, by, version, fields)


@transaction.atomic
def update_own(user_id: int, *, version: int | None = None, **fields: Any) -> User:
    """A person changes his own e-mail, telephone and language; the name stays with the administrator."""
    unknown = fields.keys() - {"email", "phone", "language"}
    if unknown:
        raise TypeError(f"Not one's own to change: {', '.join(sorted(unknown))}")
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    return _change(user, user, version, fields)


@transaction.atomic
def disable(user_id: int, *, by: Actor, version: int | None = None) -> User:
    """Close an account: every session ends now, and nobody signs in with it until it is enabled."""
    user = access(user_id, by=by, action="disable")
    ages.require(user, version, by=by)
    if not user.is_active:
        raise WrongState(_("This account is disabled already."), current="disabled")
    _set_active(user, False)
    sessions.end_all(user)
    user.auth_token_set.all().delete()
    audit.record("user.disabled", user, by=by, **_placed(by, user, "disable"))
    return user


@transaction.atomic
def enable(user_id: int, *, by: Actor, version: int | None = None) -> User:
    """Open a disabled account again, with the roles that are still in force."""
    user = access(user_id, by=by, action="enable")
    ages.require(user, version, by=by)
    if user.is_active:
        raise WrongState(_("This account is active already."), current="active")
    _set_active(user, True)
    audit.record("user.enabled", user, by=by, **_placed(by, user, "enable"))
    return user


@transaction.atomic
def reset_password(user_id: int, *, by: Actor, version: int | None = None) -> Opened:
    """Replace a forgotten password by a one-time one and end the sessions."""
    user = access(user_id, by=by, action="reset_password")
    ages.require(user, version, by=by)
    password = passwords.one_time()
    password_service.assign(user, password, one_time=True)
    _touch(user)
    audit.record("user.password_reset", user, by=by, **_placed(by, user, "reset_password"))
    return Opened(user, password)


@transaction.atomic
def reset_second_factor(user_id: int, *, by: Actor, version: int | None = None) -> User:
    """Forget the second factor of a person who lost it; the sessions end and it must be set up afresh."""
    user = access(user_id, by=by, action="reset_second_factor")
    ages.require(user, version, by=by)
    second_factor.forget(user)
    sessions.end_all(user)
    _touch(user)
    audit.record("user.second_factor_reset", user, by=by, **_placed(by, user, "reset_second_factor"))
    return user


@transaction.atomic
def unlock(user_id: int, *, by: Actor, version: int | None = None) -> User:
    """Lift the lock that wrong passwords put on the account, from every address."""
    user = access(user_id, by=by, action="unlock")
    ages.require(user, version, by=by)
    reset_axes(username=user.username)
    _touch(user)
    audit.record("user.unlocked", user, by=by, **_placed(by, user, "unlock"))
    return user


def access(user_id: int, *, by: Actor, action: str) -> User:
    """Fetch and lock an account on which `by` may do `action`."""
    if isinstance(by, User):
        user = policy.access(by, user_id, action=action, lock=True)
        ensure(policy.check(by, action, user))
        return user
    found = User.objects.select_for_update(no_key=True).filter(pk=user_id).first()
    if found is None:
        raise OutOfScope
    return found


def _open(username: str, password: str | None, **fields: Any) -> Opened:
    one_time = password is None
    chosen = password or passwords.one_time()
    user = User(username=User.normalize_username(username.strip()), must_change_password=one_time, **fields)
    found = [] if one_time else password_service.faults(chosen, user)
    user.set_password(chosen)
    user.password_changed_at = timezone.now()
    faults = validation.collect(user)
    if not username.isascii() or any(sign.isspace() for sign in username.strip()):
        faults.setdefault("username", []).append(_("Use Latin letters, digits and . _ - @ without blanks."))
    validation.require(faults, {"password": found} if found else {})
    user.save(force_insert=True)
    return Opened(user, chosen)


def _change(user: User, by: Actor, version: int | None, fields: dict[str, Any]) -> User:
    ages.require_fields(user, version, fields, by=by)
    before, after = validation.changes(user, fields)
    if not after:
        return user
    if "home" in after and isinstance(by, User):
        _in_charge(by, after["home"], *POWERS["edit"])
    for name, value in after.items():
        setattr(user, name, value)
    validation.require(validation.collect(user))
    user.version += 1
    user.save(update_fields=[*after, "version", "updated_at"])
    audit.record("user.changed", user, by=by, before=before, after=after, **_placed(by, user, "edit"))
    return user


def _touch(user: User) -> None:
    """Make pages of the account old: something that belongs to it changed beside its row."""
    user.version += 1
    user.save(update_fields=["version"])


def _set_active(user: User, active: bool) -> None:
    user.is_active = active
    user.version += 1
    user.save(update_fields=["is_active", "version", "updated_at"])


def _in_charge(by: User, home: Organisation | None, *powers: Role) -> None:
    if home is None:
        validation.require({"home": [_("Choose the organisation that keeps the account.")]})
    elif not organisations.is_in_charge(by, home, *powers):
        raise NotAllowed(_("This organisation lies outside your territory."))


def _placed(by: Actor, user: User, action: str) -> dict[str, Any]:
    region = user.home.region if user.home else None
    return acting(by, *POWERS[action], Role.COMPANY_MANAGER) | {"region_code": region.code if region else ""}
