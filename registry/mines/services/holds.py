"""Place holds and lift them: in the transaction of the room that does it, or by hand."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.services import ages, audit
from registry.base.rules.errors import NotAllowed, WrongState
from registry.base.services import units, validation
from registry.mines.models import Facility, Hold, Mine
from registry.mines.policies import holds as policies
from registry.mines.policies import origins
from registry.mines.policies.origins import HoldSource
from registry.mines.rules.holds import Question, Ref
from registry.mines.selectors import holds as selector
from registry.mines.selectors import mines
from registry.mines.services import changes, hold_messages
from registry.scope.models import Organisation, User
from registry.scope.models.actors import Actor
from registry.scope.policies import base
from registry.scope.rules.grants import System

SWEEPER = System("holds")


@units.unit()
def place(
    mine_id: Any,
    *,
    by: Actor,
    source: HoldSource,
    key: str,
    kind: str,
    blocks: Iterable[str],
    ground: str,
    reason_zh: str,
    reason_en: str = "",
    facility: Any = None,
    work: Ref | None = None,
    spares_remedy: bool = True,
    since: dt.date | None = None,
    until: dt.date | None = None,
    authority: Organisation | None = None,
) -> Hold:
    """Stop what `blocks` names on a mine, a facility or a work, on account of the record `key` of a registered source.

    The caller's own transaction goes on: a room places the hold together with what it is for, and holds the lock of its
    own record before (the mine is locked here). Raises `OutOfScope`, `NotAllowed` as the source says, and `Incomplete`
    with every fault; a source that no room registered is a `LookupError`.
    """
    origins.require(source)
    mine = mines.access_mine(mine_id, by=by, lock=True)
    assert source.may_place is not None
    base.ensure(source.may_place(by, mine))
    now = timezone.now()
    hold = Hold(
        mine=mine, kind=kind, blocks=_ordered(blocks), spares_remedy=spares_remedy,
        work_kind=work.kind if work else "", work_key=work.key if work else "",
        source_kind=source.kind, source_key=str(key), authority=authority, ground=ground.strip(),
        reason_zh=reason_zh.strip(), reason_en=reason_en.strip(), since=since or timezone.localdate(), until=until,
        placed_at=now, placed_by=by if isinstance(by, User) else None, placed_text=audit.actor_text(by),
    )  # fmt: skip
    faults = _faults(hold, source, facility)
    _end_lapsed(hold)
    validation.require_sound(hold, faults, exclude=[*_TEXTS, "mine", "placed_by", "closed_by", "authority", "facility"])
    hold.save(force_insert=True)
    after = {name: getattr(hold, name) for name in _TOLD if getattr(hold, name) not in (None, "", [])}
    audit.record("hold.placed", hold, by=by, after=after, organisation=authority, region_code=mine.region_code)
    changes.owe_hold(hold.pk)
    hold_messages.placed(hold)
    return hold


#: Texts that the columns judge with their own words.
_TEXTS = ("ground", "reason_zh", "reason_en")
_TOLD = (
    "kind", "blocks", "ground", "reason_zh", "reason_en", "since", "until", "source_kind", "source_key", "facility",
    "work_kind", "work_key", "spares_remedy",
)  # fmt: skip


@units.unit()
def place_by_hand(
    mine_id: Any,
    *,
    by: User,
    kind: str,
    blocks: Iterable[str],
    ground: str,
    reason_zh: str,
    reason_en: str = "",
    facility: Any = None,
    until: dt.date | None = None,
) -> Hold:
    """Place a hold that no record of the platform stands for, in the name of the department that is responsible."""
    mine = mines.access_mine(mine_id, by=by)
    base.ensure(policies.policy.check_place(by, mine))
    grant = policies.placing_grant(by, mine, kind)
    if kind in Hold.Kind.values and grant is None:
        raise NotAllowed(_("Your department is not responsible for holds of this kind."))
    authority = Organisation.objects.get(pk=grant.organisation_id) if grant else None
    return place(
        mine_id, by=by, source=hand(), key=uuid.uuid4().hex, kind=kind, blocks=blocks, ground=ground,
        reason_zh=reason_zh, reason_en=reason_en, facility=facility, until=until, authority=authority,
    )  # fmt: skip


@units.unit()
def lift(source: HoldSource, key: str, *, by: Actor, ground: str, reason: str, kind: str = "") -> list[Hold]:
    """Lift the open holds of a record (of one kind, where it is named), in the transaction of its room.

    Returns those that were lifted, none when none was open: a record that is closed twice lifts nothing twice.
    """
    origins.require(source)
    rows = Hold.objects.filter(source_kind=source.kind, source_key=str(key), state=Hold.State.OPEN)
    found = rows.filter(kind=kind) if kind else rows
    lifted = []
    for pk, mine_id in found.order_by("mine_id", "pk").values_list("pk", "mine_id"):
        mines.access_mine(mine_id, by=SWEEPER, lock=True)
        hold = Hold.objects.select_for_update(no_key=True, of=("self",)).select_related("mine").get(pk=pk)
        if hold.state == Hold.State.OPEN:
            lifted.append(_lift(hold, source, by=by, ground=ground, reason=reason))
    return lifted


@units.unit()
def lift_by_hand(hold_id: Any, *, by: User, ground: str, reason: str, version: int | None = None) -> Hold:
    """Lift a hold that was placed by hand, as head of a department that is responsible for its kind."""
    seen = policies.policy.access(by, hold_id)
    mines.access_mine(seen.mine_id, by=by, lock=True)
    hold = policies.policy.access(by, hold_id, lock=True, related=("mine",))
    base.ensure(policies.policy.check(by, "lift", hold))
    ages.require(hold, version, by=by)
    return _lift(hold, hand(), by=by, ground=ground, reason=reason)


def end_lapsed() -> int:
    """Note the end of every hold whose last day has passed; returns of how many."""
    today = timezone.localdate()
    due = Hold.objects.filter(state=Hold.State.OPEN, until__lt=today).order_by("pk").values_list("pk", flat=True)
    return sum(_end(pk) for pk in list(due))


def hand() -> HoldSource:
    """What an officer places himself."""
    found = origins.get(policies.BY_HAND)
    assert isinstance(found, HoldSource)
    return found


def require_free(mine_id: int, question: Question, *, current: str = "") -> None:
    """Raise `WrongState` that names every hold that stops what is asked."""
    if refused := refusals(mine_id, question):
        raise WrongState(" ".join(refused), current=current)


def refusals(mine_id: int, question: Question) -> list[str]:
    """A sentence for every hold that stops what is asked, in the reader's language."""
    message = _("A hold stops this: %(kind)s, since %(since)s. %(reason)s")
    return [
        message % {"kind": hold.get_kind_display(), "since": hold.since, "reason": hold.reason}
        for hold in selector.stopping(mine_id, question)
    ]


def _lift(hold: Hold, source: HoldSource, *, by: Actor, ground: str, reason: str) -> Hold:
    """Lift a locked hold."""
    assert source.may_lift is not None
    base.ensure(source.may_lift(by, hold))
    if hold.state != Hold.State.OPEN:
        label = hold.get_state_display()
        raise WrongState(
            _("This is not possible now: the current state is “%(state)s”.") % {"state": label}, current=hold.state
        )
    given = {"ground": ground, "reason": reason}
    validation.require_columns(Hold, given, needed=("ground", "reason"), ground="lift_ground", reason="lift_reason")
    hold.lift_ground, hold.lift_reason = ground.strip(), reason.strip()
    _close(hold, Hold.State.LIFTED, by=by)
    after = {"state": hold.state, "ground": hold.lift_ground, "reason": hold.lift_reason}
    region = hold.mine.region_code
    audit.record("hold.lifted", hold, by=by, before={"state": Hold.State.OPEN}, after=after, region_code=region)
    hold_messages.lifted(hold)
    return hold


@units.unit()
def _end(hold_id: int) -> bool:
    """Whether the hold ended now; one that somebody holds locked is left to the next sweep."""
    rows = Hold.objects.select_for_update(no_key=True, of=("self",), skip_locked=True).select_related("mine")
    hold = rows.filter(pk=hold_id, state=Hold.State.OPEN, until__lt=timezone.localdate()).first()
    if hold is None:
        return False
    _close(hold, Hold.State.ENDED, by=SWEEPER)
    region = hold.mine.region_code
    before, after = {"state": Hold.State.OPEN}, {"state": hold.state, "until": hold.until}
    audit.record("hold.ended", hold, by=SWEEPER, before=before, after=after, region_code=region)
    hold_messages.ended(hold)
    return True


def _end_lapsed(hold: Hold) -> None:
    """Note the end of an earlier hold of the same record and kind whose last day has passed: it stops nothing more."""
    earlier = Hold.objects.filter(
        source_kind=hold.source_kind, source_key=hold.source_key, kind=hold.kind, state=Hold.State.OPEN,
        until__lt=timezone.localdate(),
    )  # fmt: skip
    for pk in earlier.values_list("pk", flat=True):
        _end(pk)


def _close(hold: Hold, state: str, *, by: Actor) -> None:
    hold.state, hold.closed_at = state, timezone.now()
    hold.closed_by, hold.closed_text = by if isinstance(by, User) else None, audit.actor_text(by)
    hold.save(update_fields=["state", "closed_at", "closed_by", "closed_text", "lift_ground", "lift_reason"])
    hold.refresh_from_db(fields=["version"])
    changes.owe_hold(hold.pk)


def _ordered(blocks: Iterable[str]) -> list[str]:
    """The things in the order of the list, each once; what is none stays and is refused."""
    given = list(dict.fromkeys(blocks))
    return [thing for thing in Hold.Thing.values if thing in given] + [one for one in given if one not in Hold.Thing]


def _faults(hold: Hold, source: HoldSource, facility: Any) -> dict[str, list[str]]:
    """What the columns cannot say."""
    faults = validation.columns(Hold, {name: getattr(hold, name) for name in _TEXTS})
    today = timezone.localdate()
    if hold.kind in Hold.Kind.values and hold.kind not in source.kinds:
        faults["kind"] = [_("This source places no holds of this kind.")]
    if not hold.blocks:
        faults["blocks"] = [_("Say what the hold stops.")]
    elif set(hold.blocks) & set(Hold.Thing.values) - set(source.things):
        faults["blocks"] = [_("This source does not stop such things.")]
    if hold.since > today:
        faults["since"] = [_("This day lies in the future.")]
    if hold.until is not None and hold.until < today:
        faults["until"] = [_("This day has passed.")]
    if facility not in (None, ""):
        hold.facility = _facility(hold.mine, facility)
        if hold.facility is None:
            faults["facility"] = [_("Choose a facility of this mine that is in use.")]
    return faults


def _facility(mine: Mine, key: Any) -> Facility | None:
    key = key.pk if isinstance(key, Facility) else key
    return mine.facilities.filter(pk=key, is_in_use=True).first()
