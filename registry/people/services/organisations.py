"""Enter, change and end organisations."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.services import ages, audit
from registry.base.rules import problem_words
from registry.base.rules.errors import NotAllowed, OutOfScope, WrongState
from registry.base.services import validation
from registry.people.policies.organisations import policy
from registry.people.rules import credit_code
from registry.people.services.acting import acting
from registry.scope.models import Organisation, Role, User
from registry.scope.models.actors import Actor
from registry.scope.policies.base import ensure

#: What a form or an API call may set.
FIELDS = (
    "name_zh",
    "name_en",
    "kind",
    "function",
    "region",
    "parent",
    "credit_code",
    "contact_phone",
    "contact_address",
    "is_simulated",
    "valid_from",
)
#: Kinds that must carry a unified social credit code.
_REGISTERED = ("company", "assessor")


@transaction.atomic
def create(*, by: Actor, **fields: Any) -> Organisation:
    """Enter an organisation in the territory of `by`; raises `Incomplete` with every fault."""
    _known(fields)
    made = Organisation(**_tidy(fields))
    if isinstance(by, User):
        ensure(policy.check(by, "create"))
    validation.require(_faults(made))
    _in_territory(by, made)
    made.save(force_insert=True)
    audit.record("organisation.created", made, by=by, after=_kept(made), **_placed(by, made))
    return made


@transaction.atomic
def update(organisation_id: int, *, by: Actor, version: int | None = None, **fields: Any) -> Organisation:
    """Change an organisation; `Stale` with both versions when someone else did since `version`."""
    _known(fields)
    kept = access(organisation_id, by=by, action="edit")
    fields = _tidy(fields)
    ages.require_fields(kept, version, fields, by=by)
    before, after = validation.assign(kept, fields)
    if not after:
        return kept
    faults = _faults(kept)
    if "kind" in after and kept.memberships.in_force().exists():
        faults.setdefault("kind", []).append(_("The kind cannot change while people hold roles here."))
    validation.require(faults)
    _in_territory(by, kept)
    kept.version += 1
    kept.save(update_fields=[*after, "version", "updated_at"])
    audit.record("organisation.changed", kept, by=by, before=before, after=after, **_placed(by, kept))
    return kept


@transaction.atomic
def end(organisation_id: int, *, by: Actor, on: dt.date | None = None, version: int | None = None) -> Organisation:
    """End an organisation after the day `on`: the roles held in it give no rights from the next day."""
    kept = access(organisation_id, by=by, action="end")
    on = on or timezone.localdate()
    ages.require_fields(kept, version, {"valid_to": on}, by=by)
    if kept.valid_to is not None:
        raise WrongState(_("This organisation has an end already."), current="ended")
    kept.valid_to = on
    validation.require(validation.collect(kept))
    kept.version += 1
    kept.save(update_fields=["valid_to", "version", "updated_at"])
    audit.record("organisation.ended", kept, by=by, after={"valid_to": on}, **_placed(by, kept))
    return kept


def access(organisation_id: int, *, by: Actor, action: str = "view", lock: bool = True) -> Organisation:
    """Fetch an organisation on which `by` may do `action`."""
    if not isinstance(by, User):
        rows = Organisation.objects.select_for_update(no_key=True, of=("self",)) if lock else Organisation.objects
        found = rows.filter(pk=organisation_id).first()
        if found is None:
            raise OutOfScope
        return found
    kept = policy.access(by, organisation_id, action=action, lock=lock)
    ensure(policy.check(by, action, kept))
    return kept


def _known(fields: Mapping[str, Any]) -> None:
    unknown = fields.keys() - set(FIELDS)
    if unknown:
        raise TypeError(f"Not a field of an organisation: {', '.join(sorted(unknown))}")


def _tidy(fields: Mapping[str, Any]) -> dict[str, Any]:
    tidy = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    if tidy.get("credit_code"):
        tidy["credit_code"] = credit_code.normalise(tidy["credit_code"])
    return tidy


def _faults(row: Organisation) -> dict[str, list[Any]]:
    """Everything wrong with the row, at its field."""
    faults = validation.collect(row)
    if row.credit_code:
        found = [problem_words.text_of(problem) for problem in credit_code.problems(row.credit_code)]
        faults.setdefault("credit_code", []).extend(found)
    elif row.kind in _REGISTERED:
        faults.setdefault("credit_code", []).append(_("A company and an assessor must have a credit code."))
    if row.kind == Organisation.Kind.DEPARTMENT and not row.function:
        faults.setdefault("function", []).append(_("Choose what the department is responsible for."))
        faults.pop("", None)
    if row.parent is not None and row.pk is not None and _is_below(row.parent, row.pk):
        faults.setdefault("parent", []).append(_("A body cannot stand below itself."))
    return {name: messages for name, messages in faults.items() if messages}


def _is_below(candidate: Organisation, pk: int) -> bool:
    seen: set[int] = set()
    current: Organisation | None = candidate
    while current is not None and current.pk not in seen:
        if current.pk == pk:
            return True
        seen.add(current.pk)
        current = current.parent
    return False


def _in_territory(by: Actor, row: Organisation) -> None:
    """What `by` enters or changes must (still) lie in his territory afterwards."""
    if isinstance(by, User) and not policy.manages(by, row):
        raise NotAllowed(_("Choose a region inside your territory."))


def _kept(row: Organisation) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FIELDS if getattr(row, name) not in (None, "")}


def _placed(by: Actor, row: Organisation) -> dict[str, Any]:
    return acting(by, Role.ADMINISTRATOR) | {"region_code": row.region.code if row.region else ""}
