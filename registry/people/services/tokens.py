"""Issue, verify and revoke the tokens of the API."""

import datetime as dt
from hmac import compare_digest

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from knox.crypto import hash_token
from knox.settings import CONSTANTS

from registry.audit.services import audit
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope
from registry.base.services import validation
from registry.people.models import ApiToken
from registry.people.selectors import accounts
from registry.scope.models import User

MOST_TOKENS = 20
SHORTEST, LONGEST = 1, 366


@transaction.atomic
def issue(*, by: User, name: str, days: int, second_factor_passed: bool = False) -> tuple[ApiToken, str]:
    """Make a token for `by` himself; returns it with its text, which can never be read again.

    Raises `NotAllowed` for a member of a public body whose session has not passed the second factor.
    """
    User.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
    if accounts.needs_second_factor(by) and not second_factor_passed:
        raise NotAllowed(_("Set up your second factor and sign in with it before you issue a token."))
    name = " ".join(name.split())
    faults = validation.columns(ApiToken, {"name": name})
    if not faults and by.auth_token_set.filter(name=name).exists():
        faults["name"] = [_("You have a token with this name already.")]
    elif not faults and by.auth_token_set.count() >= MOST_TOKENS:
        faults["name"] = [_("You have %(n)d tokens already; revoke one first.") % {"n": MOST_TOKENS}]
    if not SHORTEST <= days <= LONGEST:
        faults["days"] = [_("A token lasts 1 to %(most)d days.") % {"most": LONGEST}]
    if faults:
        raise Incomplete(faults)
    token, text = ApiToken.objects.create(user=by, expiry=dt.timedelta(days=days), name=name)
    audit.record("token.issued", by, by=by, after=_told(token))
    return token, text


@transaction.atomic
def revoke(token_key: str, *, by: User) -> None:
    """End one of one's own tokens at once."""
    key = token_key[:40].replace("\x00", "")
    token = ApiToken.objects.select_for_update().filter(user=by, token_key=key).first()
    if token is None:
        raise OutOfScope
    audit.record("token.revoked", by, by=by, before=_told(token))
    token.delete()


def verify(text: str) -> ApiToken | None:
    """The token that `text` is, if it still works; its person is active."""
    key = text[: CONSTANTS.TOKEN_KEY_LENGTH]
    digest = hash_token(text)
    for token in ApiToken.objects.filter(token_key=key).select_related("user"):
        if compare_digest(digest, token.digest):
            if token.is_over or not token.user.is_active:
                return None
            _note_use(token)
            return token
    return None


def _note_use(token: ApiToken) -> None:
    today = timezone.localdate()
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)


def _told(token: ApiToken) -> dict[str, object]:
    return {"name": token.name, "begins_with": token.token_key, "expires": token.expiry}
