"""The second factor: a time-based code (RFC 6238) and recovery codes for a lost telephone."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from registry.audit.services import audit
from registry.base.rules.errors import WrongState
from registry.people.services import sessions
from registry.scope.models import User

RECOVERY_CODES = 10


@dataclass(frozen=True)
class Checked:
    """What became of a code: the device that took it, or the seconds to wait before the next try."""

    device: TOTPDevice | StaticDevice | None
    wait_seconds: int = 0


@transaction.atomic
def begin(user_id: int) -> TOTPDevice:
    """The device to be set up: made once, the same until it is confirmed."""
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    if TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        raise WrongState(_("A second factor is set up already."), current="confirmed")
    waiting: TOTPDevice | None = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return waiting or TOTPDevice.objects.create(user=user, name="totp", confirmed=False)


@transaction.atomic
def confirm(user_id: int, *, token: str, keep_session: str | None = None) -> tuple[Checked, list[str]]:
    """Finish the set-up with a first code; returns the recovery codes, which are shown this once."""
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None:
        raise WrongState(_("Begin the set-up again."), current="none")
    checked = _try(device, token)
    if checked.device is None:
        return checked, []
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    codes = _renew(user)
    sessions.end_all(user, keep=keep_session)
    audit.record("user.second_factor_set", user, by=user)
    return checked, codes


@transaction.atomic
def check(user_id: int, *, token: str) -> Checked:
    """Try a code of the app, then a recovery code; each wrong one makes the next wait longer."""
    token = "".join(token.split()).lower()
    model = TOTPDevice if token.isdigit() and len(token) == 6 else StaticDevice
    device = model.objects.select_for_update().filter(user=user_id, confirmed=True).first()
    if device is None:
        return Checked(None)
    return _try(device, token)


@transaction.atomic
def renew_recovery_codes(user_id: int) -> list[str]:
    """New recovery codes; the old ones stop working."""
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    codes = _renew(user)
    audit.record("user.recovery_codes_renewed", user, by=user)
    return codes


@transaction.atomic
def remove(user_id: int, *, keep_session: str | None = None) -> None:
    """A person who needs no second factor gives it up."""
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    forget(user)
    sessions.end_all(user, keep=keep_session)
    audit.record("user.second_factor_removed", user, by=user)


def forget(user: User) -> None:
    """Delete every device of the person."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _renew(user: User) -> list[str]:
    device, _made = StaticDevice.objects.get_or_create(user=user, name="recovery", defaults={"confirmed": True})
    device.token_set.all().delete()
    codes = [StaticToken.random_token() + StaticToken.random_token() for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return [f"{code[:4]}-{code[4:8]}-{code[8:12]}-{code[12:]}" for code in codes]


def _try(device: TOTPDevice | StaticDevice, token: str) -> Checked:
    allowed, why = device.verify_is_allowed()
    if not allowed:
        until = (why or {}).get("locked_until")
        return Checked(None, max(1, round((until - timezone.now()).total_seconds())) if until else 1)
    plain = "".join(token.split()).replace("-", "").lower()
    return Checked(device if device.verify_token(plain) else None)
