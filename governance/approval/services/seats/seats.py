"""Assign the officer who speaks for a department, confirm what it said before, note what it has seen."""

import datetime as dt
from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import Acknowledgement, Decision, Seat, Substitution
from governance.approval.policies import case_states
from governance.approval.policies.cases import CasePolicy
from governance.approval.policies.seats import SeatPolicy, SubstitutionPolicy
from governance.approval.selectors.cases import standing
from governance.approval.services.cases import announcements
from registry.audit.services import ages, audit
from registry.base.rules.errors import Incomplete, Stale, WrongState
from registry.base.services import units, validation
from registry.matters.services import queues
from registry.scope.models import Organisation, Role, User
from registry.scope.models.actors import Actor
from registry.scope.policies.base import ensure
from registry.scope.selectors import members

#: States in which a department has an opinion of its own to take back.
SAID = (Seat.State.ANSWERED, Seat.State.CARRIED)


def access(
    seat_id: int,
    *,
    by: User,
    action: str,
    verb: str,
    states: Collection[str] = (Seat.State.OPEN,),
    revision: int | None,
    version: int | None,
) -> Seat:
    """Fetch the seat with its matter locked, with the right, the age and both states checked."""
    seat = SeatPolicy().access(by, seat_id, related=("round",))
    case = CasePolicy().access(by, seat.round.case_id, lock=True, related=("mine", "applicant", "matter__responsible"))
    seat = Seat.objects.select_related("round__revision", "organisation", "officer").get(pk=seat_id)
    seat.round.case = case
    ensure(SeatPolicy().check(by, action, seat))
    require_age(seat, by=by, revision=revision, version=version)
    if seat.state not in states:
        raise WrongState(_taken(seat), current=seat.state)
    if seat.round.number != case.rounds.count():
        raise WrongState(_("A later round has begun."), current=seat.state)
    case_states.CASE.require(case.state, verb, label=case.get_state_display())
    return seat


def require_age(seat: Seat, *, by: Actor, revision: int | None, version: int | None) -> None:
    """Raise `Stale` unless the page showed the seat as it is now, on the revision that is under review now.

    The version is the seat's own, not the case's: what other departments say makes nobody's page old. Without a version
    the caller holds what it read; a page or a machine always names both.
    """
    if version is None and revision is None:
        return
    case = seat.round.case
    last = case.rounds.select_related("revision").order_by("-number")[0]
    others = last.seats.filter(organisation=seat.organisation_id).exclude(pk=seat.pk).select_related("organisation")
    is_over = seat.round_id != last.pk or seat.state == Seat.State.WITHDRAWN
    now = (others.exclude(state=Seat.State.WITHDRAWN).first() if is_over else None) or seat
    under_review = last.revision.number
    if now.pk == seat.pk and not is_over and (revision, version) == (under_review, seat.version):
        return
    if revision != under_review:
        message = _("The dossier was changed since you opened the page: revision %(n)s is under review now.")
        said = message % {"n": under_review}
    else:
        said = _taken(now) if now.state != Seat.State.OPEN else ""
    mine = {_("Revision"): revision or "", _("Version"): version or ""}
    theirs = {_("Revision"): under_review, _("Version"): now.version, _("State"): now.get_state_display()}
    carried = {"seat": now.pk, "revision": under_review, "version": now.version}
    raise Stale(ages.told(case, by, said, seat.organisation), mine=mine, theirs=theirs, now=carried)


def touch(seat: Seat) -> None:
    """Make the pages of the department old: something that belongs to the seat changed beside its row."""
    seat.version += 1
    seat.save(update_fields=["version"])


def _taken(seat: Seat) -> str:
    """Why the seat is not in the state that the act needs: who was first."""
    opinion = getattr(seat, "opinion", None)
    if seat.state == Seat.State.WITHDRAWN:
        return _("This opinion was withdrawn already.")
    if seat.state == Seat.State.OPEN:
        return _("The department has not spoken yet.")
    if opinion is None:
        return _("The review ended before this department spoke.")
    words = {
        "name": opinion.author_text,
        "kind": opinion.get_kind_display(),
        "department": seat.organisation,
        "time": opinion.made_at.astimezone().strftime("%Y-%m-%d %H:%M"),
    }
    return _("%(name)s has already spoken for %(department)s: %(kind)s, %(time)s.") % words


@units.unit()
def assign(seat_id: int, *, by: User, officer_id: int, revision: int | None = None, version: int | None = None) -> Seat:
    """Name the reviewer of the department who handles the matter."""
    seat = access(seat_id, by=by, action="assign", verb="assign", revision=revision, version=version)
    allowed = members.holding([seat.organisation_id], Role.REVIEWER, Role.DEPARTMENT_HEAD)
    officer = allowed.filter(pk=officer_id).first()
    if officer is None:
        raise Incomplete({"officer": [_("Choose a reviewer of your department.")]})
    before = {"officer": str(seat.officer or "")}
    seat.officer = officer
    seat.save(update_fields=["officer"])
    queues.refresh(seat.round.case)
    after = {"department": str(seat.organisation), "officer": str(officer)}
    audit.record("seats.assign", seat.round.case, by=by, before=before, after=after, organisation=seat.organisation)
    announcements.assigned(seat)
    return seat


@units.unit()
def confirm(seat_id: int, *, by: User, revision: int | None = None, version: int | None = None) -> Seat:
    """Confirm with one click that the earlier opinion stands: the change does not touch the department's ground."""
    carried = (Seat.State.CARRIED,)
    seat = access(seat_id, by=by, action="confirm", verb="confirm", states=carried, revision=revision, version=version)
    if seat.confirmed_at is not None:
        raise WrongState(_("This opinion was confirmed already."), current=seat.state)
    seat.confirmed_by, seat.confirmed_at = by, timezone.now()
    seat.save(update_fields=["confirmed_by", "confirmed_at"])
    after = {"department": str(seat.organisation), "revision": seat.round.revision.number}
    audit.record("seats.confirm", seat.round.case, by=by, after=after, organisation=seat.organisation)
    return seat


def take_note(seat: Seat, decision_ids: Collection[int], *, by: User) -> list[Decision]:
    """Record that the department has seen these later decisions on the mine; the caller holds the lock."""
    if not decision_ids:
        return []
    wanted = [decision for decision in standing.unseen(seat.round.case, seat) if decision.pk in set(decision_ids)]
    for decision in wanted:
        Acknowledgement.objects.create(seat=seat, decision=decision, by=by)
    if wanted:
        after = {"department": str(seat.organisation), "decisions": [d.document_number for d in wanted]}
        audit.record("seats.acknowledge", seat.round.case, by=by, after=after, organisation=seat.organisation)
    return wanted


@units.unit()
def acknowledge(
    seat_id: int,
    *,
    by: User,
    decision_ids: Collection[int],
    revision: int | None = None,
    version: int | None = None,
) -> list[Decision]:
    """Acknowledge decisions on the same mine that were signed since the submission, before or after speaking."""
    states = (Seat.State.OPEN, *SAID, Seat.State.DEEMED)
    seat = access(
        seat_id, by=by, action="acknowledge", verb="acknowledge", states=states, revision=revision, version=version
    )
    noted = take_note(seat, decision_ids, by=by)
    if not noted:
        raise Incomplete({"acknowledged": [_("Choose the decisions that you have seen.")]})
    touch(seat)
    queues.refresh(seat.round.case)
    return noted


@units.unit()
def substitute(
    organisation_id: int,
    *,
    by: User,
    officer_id: int,
    substitute_id: int,
    valid_from: dt.date | None,
    valid_to: dt.date | None,
    reason: str = "",
) -> Substitution:
    """Name who acts for an officer while he is away; the head of the department does. All faults at once."""
    organisation = SubstitutionPolicy().body(by, organisation_id)
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
    allowed = {person.pk: person for person in members.holding([organisation_id], Role.REVIEWER, Role.DEPARTMENT_HEAD)}
    faults: dict[str, list[str]] = {}
    if officer_id not in allowed:
        faults["officer"] = [_("Choose a reviewer of your department.")]
    if substitute_id not in allowed:
        faults["substitute"] = [_("Choose a reviewer of your department.")]
    elif substitute_id == officer_id:
        faults["substitute"] = [_("Nobody substitutes for himself.")]
    if valid_from is None:
        faults["valid_from"] = [_("This field is required.")]
    if valid_to is None:
        faults["valid_to"] = [_("This field is required.")]
    elif valid_from is not None and valid_to < valid_from:
        faults["valid_to"] = [_("The last day of validity comes before the first.")]
    elif valid_to < timezone.localdate():
        faults["valid_to"] = [_("The last day lies in the past.")]
    faults |= validation.columns(Substitution, {"reason": reason})
    if faults or valid_from is None or valid_to is None:
        raise Incomplete(faults)
    same = Substitution.objects.filter(organisation=organisation, officer=officer_id, substitute=substitute_id)
    if same.filter(valid_from__lte=valid_to, valid_to__gte=valid_from).exists():
        raise Incomplete({"substitute": [_("This colleague stands in for the officer on some of these days already.")]})
    made = Substitution.objects.create(
        organisation=organisation,
        officer=allowed[officer_id],
        substitute=allowed[substitute_id],
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason.strip(),
        made_by=by,
    )
    after = {"officer": str(made.officer), "substitute": str(made.substitute), "from": valid_from, "to": valid_to}
    audit.record("seats.substitute", made, by=by, after=after, organisation=organisation)
    announcements.substituted(made)
    return made


@units.unit()
def end_substitution(substitution_id: int, *, by: User, version: int | None = None) -> Substitution:
    """End a substitution early: today is its last day, so that what was done today stays covered.

    One that has not begun never took effect: its row goes, and the audit trail keeps what it was.
    """
    row = SubstitutionPolicy().access(by, substitution_id, lock=True)
    ensure(SubstitutionPolicy().check(by, "end", row))
    ages.require(row, version, by=by)
    today = timezone.localdate()
    if row.valid_to <= today:
        ended = (
            _("This substitution ended on %(day)s.") if row.valid_to < today else _("Today is its last day already.")
        )
        raise WrongState(
            ended % {"day": row.valid_to.isoformat()}, current="past" if row.valid_to < today else "current"
        )
    before = {"from": row.valid_from, "to": row.valid_to}
    begun = row.valid_from <= today
    after = {"officer": str(row.officer), "substitute": str(row.substitute), "to": today if begun else None}
    audit.record("seats.end_substitution", row, by=by, before=before, after=after, organisation=row.organisation)
    announcements.substitution_ended(row)
    if begun:
        row.valid_to = today
        row.save(update_fields=["valid_to"])
    else:
        row.delete()
    return row
