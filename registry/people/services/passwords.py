"""Set passwords: the policy is checked, the former one kept, the other sessions ended."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.services import audit
from registry.base.services import validation
from registry.people.policies import passwords
from registry.people.services import sessions
from registry.scope.models import FormerPassword, User


def faults(password: str, user: User) -> list[str]:
    """Everything the policy says against `password` for this person."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return list(error.messages)
    return []


def assign(user: User, password: str, *, one_time: bool = False, keep_session: str | None = None) -> None:
    """Store a checked password, remember the one it replaces and end the other sessions."""
    if user.has_usable_password() and user.password:
        FormerPassword.objects.create(user=user, encoded=user.password)
    user.set_password(password)
    user.password_changed_at = timezone.now()
    user.must_change_password = one_time
    user.save(update_fields=["password", "password_changed_at", "must_change_password", "updated_at"])
    beyond = user.former_passwords.values_list("pk", flat=True)[passwords.POLICIES["dengbao"].history :]
    FormerPassword.objects.filter(pk__in=list(beyond)).delete()
    sessions.end_all(user, keep=keep_session)


@transaction.atomic
def change(user_id: int, *, current: str, new: str, keep_session: str | None = None) -> User:
    """A person changes his own password; the present one must be given (ASVS 5.0, 6.2.3)."""
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    wrong: dict[str, list[str]] = {}
    if not user.check_password(current):
        wrong["current"] = [_("This is not your present password.")]
    found = faults(new, user)
    if current == new:
        found.append(_("The new password must differ from the present one."))
    validation.require(wrong, {"new": found} if found else {})
    assign(user, new, keep_session=keep_session)
    audit.record("user.password_changed", user, by=user)
    return user
