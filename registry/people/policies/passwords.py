"""The two password policies; `settings.PASSWORD_POLICY` chooses one.

*asvs* follows OWASP ASVS 5.0 chapter V6.2: at least 8 characters with 15 strongly recommended (6.2.1; this product asks
for 12, the floor of ASVS 4.0.3), no rules of composition (6.2.5), a list of common passwords (6.2.4 asks for the first
3,000; Django's local list has 20,000), at least 64 characters permitted (6.2.9; here 128), no periodic change (6.2.10)
and no words of the context (6.2.11). The check against breached passwords (6.2.12) uses the local list only: nothing
leaves the installation.

*dengbao* is the usual reading of 等保 2.0 (GB/T 22239-2019, 8.1.4.1 a, level 3). UNCERTAIN: the standard itself only
demands that secrets be complex and changed regularly; the figures here (8 characters, three of four classes, 90 days,
the last five not reused) are assessment practice, not its text. Change them here when an assessor asks for others.
"""

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.scope.models import User

LONGEST = 128
#: No O, 0, I, l, 1: one-time passwords are read out and typed.
_TYPEABLE = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Policy:
    """The figures of one policy; 0 switches a rule off."""

    shortest: int
    classes: int = 0
    expiry_days: int = 0
    history: int = 0


POLICIES = {
    "asvs": Policy(shortest=12),
    "dengbao": Policy(shortest=8, classes=3, expiry_days=90, history=5),
}


def policy() -> Policy:
    """The policy of this installation."""
    try:
        return POLICIES[settings.PASSWORD_POLICY]
    except KeyError as error:
        raise ImproperlyConfigured(f"PASSWORD_POLICY must be one of {', '.join(POLICIES)}.") from error


def rules() -> list[str]:
    """The rules in force as sentences for the person who chooses a password."""
    current = policy()
    said = [_("Use %(least)d to %(most)d characters.") % {"least": current.shortest, "most": LONGEST}]
    if current.classes:
        said.append(_("Mix at least three of: capital letters, small letters, digits, other characters."))
    else:
        said.append(_("Any characters will do, spaces and Chinese included; a phrase of several words is good."))
    said.append(_("No common password, and not your user name, name, e-mail or telephone number."))
    if current.history:
        said.append(_("None of your last %(count)d passwords.") % {"count": current.history})
    if current.expiry_days:
        said.append(_("It must be changed every %(days)d days.") % {"days": current.expiry_days})
    return said


def character_classes(password: str) -> int:
    """How many of the four classes (capital, small, digit, other) occur."""
    kinds = {
        "upper" if sign.isupper() else "lower" if sign.islower() else "digit" if sign.isdigit() else "other"
        for sign in password
    }
    return len(kinds)


class PolicyValidator:
    """Django's validator interface over the policy in force; reports every broken rule at once."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise `ValidationError` with all that is wrong."""
        current = policy()
        wrong: list[ValidationError] = []
        if len(password) < current.shortest:
            wrong.append(_problem("short", _("Use at least %(least)d characters.") % {"least": current.shortest}))
        if len(password) > LONGEST:
            wrong.append(_problem("long", _("Use at most %(most)d characters.") % {"most": LONGEST}))
        if current.classes and character_classes(password) < current.classes:
            message = _("Mix at least three of: capital letters, small letters, digits, other characters.")
            wrong.append(_problem("classes", message))
        wrong += _context(password, user)
        if user is not None and current.history and is_former(user, password, current.history):
            message = _("You used this password before: the last %(count)d may not come back.")
            wrong.append(_problem("former", message % {"count": current.history}))
        if wrong:
            raise ValidationError(wrong)

    def get_help_text(self) -> str:
        """The rules as one text."""
        return " ".join(rules())


def _problem(code: str, message: str) -> ValidationError:
    return ValidationError(message, code=code)


def _context(password: str, user: User | None) -> list[ValidationError]:
    wrong: list[ValidationError] = []
    similarity = UserAttributeSimilarityValidator(user_attributes=("username", "full_name", "email", "phone"))
    checks: list[Any] = [CommonPasswordValidator().validate, similarity.validate]
    for check in checks:
        try:
            check(password, user)
        except ValidationError as error:
            wrong.append(error)
    name = user.username.lower() if user else ""
    if len(name) > 3 and name in password.lower() and not any(error.code == "password_too_similar" for error in wrong):
        wrong.append(_problem("username", _("The password must not contain your user name.")))
    return wrong


def is_former(user: User, password: str, count: int) -> bool:
    """Whether `password` is the present one or one of the last `count` of this person."""
    if user.pk is None:
        return False
    kept = [user.password, *user.former_passwords.values_list("encoded", flat=True)[: count - 1]]
    return any(check_password(password, encoded) for encoded in kept if encoded)


def is_expired(user: User, now: dt.datetime | None = None) -> bool:
    """Whether the policy asks this person for a new password because of its age."""
    days = policy().expiry_days
    return bool(days) and (now or timezone.now()) - user.password_changed_at > dt.timedelta(days=days)


def is_one_time_over(user: User, now: dt.datetime | None = None) -> bool:
    """Whether a one-time password was left unused for too long."""
    limit = dt.timedelta(hours=settings.ONE_TIME_PASSWORD_HOURS)
    return user.must_change_password and (now or timezone.now()) - user.password_changed_at > limit


def one_time() -> str:
    """A random password to be given to a person once: over 90 bits, three classes at least, easy to type."""
    parts = ["".join(secrets.choice(_TYPEABLE) for place in range(4)) for part in range(4)]
    return "-".join([*parts, str(secrets.randbelow(90) + 10)])
