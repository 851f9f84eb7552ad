"""Give and end roles."""

import datetime as dt
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.services import ages, audit
from registry.base.rules.errors import OutOfScope, WrongState
from registry.base.services import validation
from registry.people.policies import organisations, users
from registry.people.policies.memberships import policy
from registry.people.services.acting import acting
from registry.scope.models import Membership, Organisation, Role, User
from registry.scope.models.actors import Actor
from registry.scope.policies.base import ensure
from registry.scope.rules import roles


@transaction.atomic
def grant(
    *,
    by: Actor,
    user_id: int,
    organisation_id: int,
    role: Role | str,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> Membership:
    """Give a person a role in an organisation; the three separated powers stand beside no other role."""
    person, body = _person(user_id, by), _body(organisation_id, by)
    made = Membership(
        user=person,
        organisation=body,
        role=str(role),
        valid_from=valid_from or timezone.localdate(),
        valid_to=valid_to,
    )
    if isinstance(by, User):
        ensure(policy.check(by, "grant", made))
    faults = validation.collect(made)
    for name, messages in _faults(made).items():
        faults.setdefault(name, []).extend(messages)
    validation.require(faults)
    made.save(force_insert=True)
    person.forget_grants()
    after = {"user": person.username, "organisation": body, "role": made.role}
    after |= {"valid_from": made.valid_from, "valid_to": made.valid_to}
    audit.record("membership.granted", person, by=by, after=after, **_placed(by, body))
    return made


@transaction.atomic
def end(membership_id: int, *, by: Actor, on: dt.date | None = None, version: int | None = None) -> Membership:
    """End a role with the day `on`, or at once: then the right is gone at the next request."""
    kept = _access(membership_id, by)
    ages.require(kept, version, by=by, trail=kept.user)
    today = timezone.localdate()
    if kept.ended_at is not None or (kept.valid_to is not None and kept.valid_to < today):
        raise WrongState(_("This role has ended already."), current="ended")
    before = {"role": kept.role, "valid_to": kept.valid_to}
    kept.valid_to = on or max(today, kept.valid_from)
    kept.ended_at = None if on else timezone.now()
    validation.require(validation.collect(kept))
    kept.save(update_fields=["valid_to", "ended_at"])
    kept.user.forget_grants()
    after = {"role": kept.role, "valid_to": kept.valid_to, "ended_at": kept.ended_at}
    audit.record("membership.ended", kept.user, by=by, before=before, after=after, **_placed(by, kept.organisation))
    return kept


def _person(user_id: int, by: Actor) -> User:
    """The person, locked so that two grants wait for each other."""
    rows = users.policy.scope(by, "grant") if isinstance(by, User) else User.objects.all()
    found: User | None = rows.select_for_update(no_key=True, of=("self",)).filter(pk=user_id).first()
    if found is None:
        raise OutOfScope
    return found


def _body(organisation_id: int, by: Actor) -> Organisation:
    rows = organisations.policy.scope(by) if isinstance(by, User) else Organisation.objects.all()
    found = rows.filter(pk=organisation_id).first()
    if found is None:
        raise OutOfScope
    return found


def _access(membership_id: int, by: Actor) -> Membership:
    if isinstance(by, User):
        kept = policy.access(by, membership_id, action="end", lock=True)
        ensure(policy.check(by, "end", kept))
        return kept
    rows = Membership.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "user", "organisation__region"
    )
    found: Membership | None = rows.filter(pk=membership_id).first()
    if found is None:
        raise OutOfScope
    return found


def _faults(made: Membership) -> dict[str, list[Any]]:
    """What the fields cannot say: place of the role, separation of powers, an overlap with the same role."""
    faults: dict[str, list[Any]] = {}
    if made.role in roles.KINDS_OF_ROLE and not roles.fits(made.role, made.organisation.kind):
        faults.setdefault("role", []).append(_("This role cannot be held in an organisation of this kind."))
    if made.organisation.valid_to and made.organisation.valid_to < made.valid_from:
        faults.setdefault("organisation", []).append(_("This organisation has ended."))
    if not made.user.is_active:
        faults.setdefault("user", []).append(_("This account is disabled."))
    reaching = models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=made.valid_from)
    others = made.user.memberships.filter(reaching, ended_at__isnull=True, valid_from__lte=made.valid_to or dt.date.max)
    for other in others:
        if not roles.may_stand_together(made.role, other.role):
            message = _("Administrator, security officer and auditor hold no other role (三权分立): %(role)s.")
            faults.setdefault("role", []).append(message % {"role": other.get_role_display()})
        if other.role == made.role and other.organisation_id == made.organisation_id:
            faults.setdefault("role", []).append(_("This person holds this role in this organisation already."))
    return faults


def _placed(by: Actor, body: Organisation) -> dict[str, Any]:
    place = {"region_code": body.region.code if body.region else ""}
    return acting(by, Role.SECURITY_OFFICER, Role.COMPANY_MANAGER) | place
