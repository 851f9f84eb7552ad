"""What people do in a conflict: state reasons, propose options, take it further, settle it by agreement."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from governance.approval.models import Case, Conflict, ConflictSide, ConflictStep, Procedure
from governance.approval.policies.conflicts import ConflictPolicy, own_seat
from governance.approval.selectors.conflicts import calls
from governance.approval.selectors.conflicts import conflicts as selectors
from governance.approval.services.conflicts import conflict_news, conflicts
from registry.audit.services import ages, audit
from registry.base.models import limits
from registry.base.rules.errors import Incomplete, WrongState
from registry.base.services import units, validation
from registry.matters.services import matters, queues
from registry.scope.models import User
from registry.scope.policies.base import ensure

Level, State, Settlement, Step = Conflict.Level, Conflict.State, Conflict.Settlement, ConflictStep.Kind
NEXT = {Level.DESK: Level.MEETING, Level.MEETING: Level.COMMITTEE}


def access(conflict_id: int, *, by: User, action: str, version: int | None) -> Conflict:
    """Fetch the open conflict with its matter locked, with right, age and state checked."""
    found = ConflictPolicy().access(by, conflict_id)
    matters.lock(found.case_id)
    case = Case.objects.select_related("mine").get(pk=found.case_id)
    conflict = Conflict.objects.select_related("owner", "topic").get(pk=conflict_id)
    conflict.case = case
    ensure(ConflictPolicy().check(by, action, conflict))
    ages.require(conflict, version, by=by, trail=case)
    if conflict.state != State.OPEN:
        message = _("This conflict is %(state)s already.") % {"state": conflict.get_state_display()}
        raise WrongState(message, current=conflict.state)
    return conflict


def worded(text: str, name: str = "text") -> str:
    """The text as a step of a conflict takes it, or `Incomplete`."""
    return validation.worded(text, name, limits.column(ConflictStep, "text"))


@units.unit()
def state(conflict_id: int, *, by: User, text: str, agrees: bool = False, version: int | None = None) -> ConflictStep:
    """Record the reasons of the user's department; with `agrees` it agrees to the last option."""
    conflict = access(conflict_id, by=by, action="state", version=version)
    words = worded(text)
    seat = own_seat(by, conflict)
    assert seat is not None
    if agrees and selectors.view(conflict).option is None:
        raise Incomplete({"agrees": [_("There is no option to agree to yet.")]})
    step = conflicts.write_step(conflict, Step.STATEMENT, words, by=by, organisation=seat.organisation, agrees=agrees)
    after = {"key": conflict.key, "department": str(seat.organisation), "text": words, "agrees": agrees}
    audit.record("conflicts.state", conflict.case, by=by, after=after, organisation=seat.organisation)
    conflict_news.stated(conflict, str(seat.organisation))
    return step


@units.unit()
def propose_option(
    conflict_id: int, *, by: User, text: str, falls: Sequence[int] = (), version: int | None = None
) -> ConflictStep:
    """Propose how to settle it; `falls` names the sides (by key) whose condition would fall.

    Agreement given to an earlier option counts no more.
    """
    conflict = access(conflict_id, by=by, action="option", version=version)
    words = worded(text)
    keys = check_falls(conflict, falls)
    seat = own_seat(by, conflict)
    organisation = seat.organisation if seat else conflict.owner
    step = conflicts.write_step(conflict, Step.OPTION, words, by=by, organisation=organisation, falls=keys)
    conflict.options = "\n".join(filter(None, [conflict.options, words]))
    conflict.save(update_fields=["options"])
    after = {"key": conflict.key, "text": words, "falls": keys}
    audit.record("conflicts.option", conflict.case, by=by, after=after, organisation=organisation)
    conflict_news.proposed(conflict, words)
    return step


def check_falls(conflict: Conflict, falls: Sequence[int]) -> list[int]:
    """The sides whose condition falls, or `Incomplete`: they carry one, and not all of them fall."""
    keys = sorted(set(falls))
    sides = ConflictSide.objects.filter(conflict=conflict, condition__isnull=False)
    known = set(sides.values_list("pk", flat=True))
    if not set(keys) <= known:
        raise Incomplete({"falls": [_("Choose conditions of this conflict.")]})
    if known and set(keys) == known:
        raise Incomplete({"falls": [_("One side's conditions stay.")]})
    return keys


@units.unit()
def raise_level(conflict_id: int, *, by: User, reason: str, version: int | None = None) -> Conflict:
    """Take the conflict from the desk to a joint meeting, or from there to a vote of the committee."""
    conflict = access(conflict_id, by=by, action="raise", version=version)
    words = worded(reason, "reason")
    before = Level(conflict.level)
    if before not in NEXT:
        raise WrongState(_("The committee is the last level."), current=conflict.level)
    _require_no_item(conflict)
    conflict.level = NEXT[before]
    conflict.save(update_fields=["level"])
    conflicts.write_step(conflict, Step.RAISED, words, by=by, organisation=conflict.owner)
    after = {"key": conflict.key, "level": conflict.level, "reason": words}
    audit.record(
        "conflicts.raise", conflict.case, by=by, before={"level": before}, after=after, organisation=conflict.owner
    )
    conflict_news.raised(conflict)
    queues.refresh(conflict.case)
    return conflict


@units.unit()
def settle_desk(conflict_id: int, *, by: User, text: str, version: int | None = None) -> Conflict:
    """Record a settlement that needs no vote.

    Contradictory conditions: the last option, to which every department of both sides has agreed. Opinions: only that
    the objection stands, when no body may overcome it or the supporting departments agreed; nothing here overcomes one.
    """
    conflict = access(conflict_id, by=by, action="settle", version=version)
    words = worded(text)
    shown = selectors.view(conflict)
    if fault := hindrance(shown):
        raise WrongState(fault, current=conflict.level)
    if conflict.kind == Conflict.Kind.OPINIONS:
        conflicts.settle(conflict, by=by, settlement=Settlement.UPHELD, text=words, organisation=conflict.owner)
    else:
        falls = shown.option.words.falls if shown.option else ()
        kind = Settlement.CHOSEN if falls else Settlement.AGREED
        conflicts.settle(conflict, by=by, settlement=kind, text=words, falls=falls, organisation=conflict.owner)
    return conflict


def hindrance(shown: selectors.View) -> str:
    """Why the conflict cannot be settled by agreement now; "" when it can."""
    if shown.item is not None:
        return _("The conflict stands on the agenda of a meeting.")
    if shown.conflict.kind == Conflict.Kind.OPINIONS:
        agreed = shown.option is not None and all(one.agrees for one in shown.right)
        if may_overcome(shown.conflict.case) and not agreed:
            return _("The supporting departments have not agreed: the committee votes on the objection.")
        return ""
    if shown.option is None:
        return _("Propose an option first: what each side keeps.")
    waiting = [str(one.seat.organisation) for one in shown.departments if not one.agrees]
    if waiting:
        return _("Not agreed yet to the last option: %(departments)s.") % {"departments": ", ".join(waiting)}
    return ""


def may_overcome(case: Case) -> bool:
    """Whether the frozen procedure names a body that may overcome a veto."""
    return case.frozen.veto_settler == Procedure.VetoSettler.COMMITTEE


def _require_no_item(conflict: Conflict) -> None:
    if calls.pending([conflict]):
        raise WrongState(_("The conflict stands on the agenda of a meeting."), current=conflict.level)
