"""What every writing act is carried by: the row whose version goes with it, or the reason why there is none.

A page is written as in the permission matrix, an act behind a slash. `test_old_pages.py` walks all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.urls import resolve

from governance.approval.models import Case, CheckRun, Conflict, ProcedureDraft, Seat, Substitution
from governance.approval.services.dossiers.section_crosschecks import READERS
from governance.committee.models import Meeting
from registry.calendar.models import CalendarVersion
from registry.matters.models import Matter, Obligation, OfMatter, PublicComment
from registry.mines.models import Hold, Mine, MiningLicence, MiningRight
from registry.scope.models import Membership, Organisation, User
from tests import acts
from tests.factories import checks as gates
from tests.factories import seen
from tests.permissions import acts as described
from tests.permissions import holds
from tests.permissions.world import Objects, World


class Reason(str):
    """Stands in the table instead of a row."""

    __slots__ = ()


CREATES = Reason("It makes a row: there was nothing to see before.")
ONCE = Reason("The row changes by this act alone: its key says what was seen, a second time is refused by its state.")
OWN = Reason("One's own account, session, mark or preference, which nobody else writes.")
PUBLIC = Reason("A visitor compares or comments; he changes no row.")
NOTHING = Reason("It writes nothing that anybody judges: looks, a form that is only read.")


@dataclass(frozen=True)
class Age:
    """How an act finds its row, what is carried of it, and how it changes underneath."""

    row: Callable[[Any, World, Objects], Any]
    fields: Callable[[Any], dict[str, Any]] = seen.row
    change: Callable[[Any], Any] = lambda row: _raise(row)


def _raise(row: Any) -> None:
    table = Matter if isinstance(row, OfMatter) else type(row)
    table._default_manager.filter(pk=row.pk).update(version=F("version") + 1)


def _addressed(model: Any) -> Callable[[Any, World, Objects], Any]:
    """The row that the address names."""
    return lambda probe, world, objects: model._default_manager.get(pk=_arguments(probe, world, objects)["pk"])


def _arguments(probe: Any, world: World, objects: Objects) -> dict[str, Any]:
    return dict(resolve(probe.path(world, objects)).kwargs)


def of(model: Any) -> Age:
    """The row of this model that the address names."""
    return Age(_addressed(model))


#: The department for which who asks speaks, where it is not the one of natural resources.
_FUNCTIONS = {"em_reviewer": "emergency_management", "ee_reviewer": "ecology_environment"}


def _own(probe: Any, world: World, objects: Objects, who: str = "") -> Seat:
    case = Case.objects.get(pk=_arguments(probe, world, objects)["pk"])
    return case.rounds.order_by("-number")[0].seats.get(function=_FUNCTIONS.get(who, "natural_resources"))


def _machine(row: Seat) -> dict[str, Any]:
    return {name: value for name, value in seen.seat(row).items() if name != "seat"}


def _run(case: Case) -> dict[str, int]:
    last = case.check_runs.order_by("-pk").first()
    return {"version": last.pk if last else 0}


def _gate(case: Case) -> dict[str, int]:
    last = case.check_records.filter(code="gate-security").order_by("-at", "-pk").first()
    return {"revision": case.revisions.count(), "version": last.pk if last else 0}


def _section(key: str) -> Age:
    def draft(probe: Any, world: World, objects: Objects) -> Any:
        case = Case.objects.get(pk=_arguments(probe, world, objects)["pk"])
        return READERS[key].draft(case.application)

    return Age(draft)


def _published(row: CalendarVersion) -> dict[str, int]:
    return {"based_on": row.number}


case, seat, machine = of(Case), Age(_own, seen.seat), Age(_addressed(Seat), _machine)
meeting, conflict, draft = of(Meeting), of(Conflict), of(ProcedureDraft)
#: Who releases a draft did not write it.
released = Age(
    _addressed(ProcedureDraft),
    change=lambda row: ProcedureDraft.objects.filter(pk=row.pk).update(
        version=F("version") + 1, drafted_by=User.objects.exclude(pk=row.drafted_by_id).order_by("pk")[0]
    ),
)
run = Age(
    _addressed(Case), _run, lambda row: CheckRun.objects.create(case=row, revision=row.revisions.latest("number"))
)
month = Age(lambda _p, _w, o: o.production, holds.stands, holds.corrected)
gate = Age(_addressed(Case), _gate, lambda row: gates.record(row, "gate-security"))


def _of_act(found: Any, act: Any) -> Age | Reason:
    """What a described act carries."""
    if act.is_first or act.makes:
        return CREATES
    reads = found.carried(act)
    if not reads.reads:
        return ONCE
    if act.carries is None or not act.part:
        return Age(_addressed(found.policy.model), reads.of)

    def part(probe: Any, world: World, objects: Objects) -> Any:
        row = _addressed(found.policy.model)(probe, world, objects)
        return found.parts(row, (described.body(probe.key, world, objects) or {})[act.part])

    return Age(part, reads.of)


AGES: dict[str, Age | Reason] = {
    **{f"{place} POST": _of_act(*told) for place, told in acts.BY_PLACE.items()},
    **{f"governance:case_act/{key} POST": case for key in (
        "accept", "corrections", "decline", "propose", "countersign", "return", "pause", "resume", "extend",
        "withdraw", "revise",
    )},
    **{f"governance:case_act/{key} POST": seat for key in (
        "opinion", "assign", "confirm", "acknowledge", "withdraw-opinion", "pause-seat", "resume-seat",
    )},
    **{f"api:application-{name} POST": case for name in (
        "accept", "ask-corrections", "ask-revision", "decline", "propose", "countersign", "return-to-office", "pause",
        "resume", "extend", "withdraw", "submit", "deliver", "notices",
    )},
    **{f"api:seat-{name} POST": machine for name in (
        "opinion", "assign", "confirm", "acknowledge", "withdraw-opinion", "pause", "resume",
    )},
    **dict.fromkeys(
        ("governance:dossier_submit POST", "governance:case_deliver POST", "governance:case_notice POST"), case
    ),
    **{f"api:{name}-section PUT": _section(name) for name in (
        "mining", "restoration", "safety", "funds", "acceptance",
    )},
    "governance:dossier_edit POST": _section("safety"),
    "governance:checks_run POST": run,
    "api:check-run POST": run,
    "governance:check_record POST": gate,
    "api:check-record POST": gate,
    **{f"governance:comment_{name} POST": of(PublicComment) for name in ("answer", "hide")},
    **{f"api:comment-{name} POST": of(PublicComment) for name in ("reply", "hide")},
    **{f"governance:obligation_{name} POST": of(Obligation) for name in ("report", "verify")},
    **{f"api:obligation-{name} POST": of(Obligation) for name in ("report", "verify")},
    "governance:conflict_act POST": conflict,
    **{f"governance:conflict_act/{key} POST": conflict for key in ("state", "option", "settle", "raise")},
    **{f"api:conflict-{name} POST": conflict for name in ("state", "option", "raise-level", "settle")},
    "governance:meeting_add POST": meeting,
    **{f"governance:procedure_draft_{name} POST": draft for name in ("edit", "submit", "discard")},
    **{f"governance:procedure_draft_{name} POST": released for name in ("return", "publish")},
    "api:procedure-draft-detail PUT": draft,
    **{f"api:procedure-draft-{name} POST": draft for name in ("submit", "discard")},
    **{f"api:procedure-draft-{name} POST": released for name in ("return-to-author", "publish")},
    "governance:substitution_end POST": of(Substitution),
    "api:substitution-end POST": of(Substitution),
    **{f"registry:mine_{name} POST": of(Mine) for name in ("edit", "boundary_edit", "transfer", "stage")},
    "api:mine-detail PATCH": of(Mine),
    "api:mine-boundary PUT": of(Mine),
    **{f"api:mine-{name} POST": of(Mine) for name in ("stage", "transfer")},
    **{f"registry:right_{name} POST": of(MiningRight) for name in ("edit", "end")},
    "api:right-detail PATCH": of(MiningRight),
    "api:right-end POST": of(MiningRight),
    **{f"registry:licence_{name} POST": of(MiningLicence) for name in ("edit", "status")},
    "api:licence-detail PATCH": of(MiningLicence),
    "api:licence-status POST": of(MiningLicence),
    "registry:hold_lift POST": of(Hold),
    "api:hold-lift POST": of(Hold),
    **dict.fromkeys(("registry:production_record POST", "api:production-list POST"), month),
    **{f"registry:user_{name} POST": of(User) for name in ("edit", "verb")},
    "registry:membership_end POST": of(Membership),
    **{f"registry:organisation_{name} POST": of(Organisation) for name in ("edit", "end")},
    # What carries nothing, and why.
    **dict.fromkeys(
        (
            "governance:case_start POST", "api:application-list POST", "governance:case_amend POST",
            "api:application-amend POST", "governance:case_reconsider POST", "api:application-reconsider POST",
            "governance:meeting_new POST", "governance:procedure_draft_start POST",
            "api:procedure-draft-list POST", "governance:substitution_list POST", "api:substitution-list POST",
            "governance:dossier_upload POST", "api:document-list POST", "registry:mine_create POST",
            "api:mine-list POST", "registry:mine_documents POST", "api:mine-documents POST",
            "registry:right_create POST",
            "api:mine-rights POST", "registry:licence_create POST", "api:right-licences POST",
            "registry:mine_import POST", "api:mine-import-list POST", "registry:layer_import POST",
            "api:layer-import-list POST", "registry:user_create POST", "registry:membership_grant POST",
            "registry:organisation_create POST", "registry:organisation_invite POST",
            "registry:hold_place POST", "api:hold-list POST",
        ),
        CREATES,
    ),
    **dict.fromkeys(
        (
            "governance:dossier_document_remove POST", "api:document-detail DELETE",
            "registry:mine_document_withdraw POST", "api:mine-document-withdraw POST", "registry:import_load POST",
            "api:mine-import-load POST", "registry:layer_load POST", "api:layer-import-load POST",
        ),
        ONCE,
    ),
    **dict.fromkeys(
        (
            "registry:sign_in POST", "registry:second_factor POST",
            "registry:second_factor_setup POST", "registry:second_factor_remove POST", "registry:recovery_codes POST",
            "registry:profile POST", "registry:password_change POST", "registry:sessions_end POST",
            "registry:token_list POST", "registry:token_revoke POST", "registry:notification_read POST",
            "registry:notification_read_all POST", "registry:notification_preferences POST",
            "api:notification-read POST", "api:notification-read-all POST",
        ),
        OWN,
    ),
    **dict.fromkeys(
        (
            "governance:verify_code POST", "api:public-letter-compare POST", "governance:public_comment POST",
            "api:public-notice-comments POST",
        ),
        PUBLIC,
    ),
    **dict.fromkeys(
        (
            "registry:set_theme POST", "registry:styleguide POST", "registry:organisation_detail POST",
            "registry:organisation_export POST", "registry:organisation_list POST", "registry:sign_in_log POST",
            "registry:sign_in_log_export POST", "registry:user_detail POST", "registry:user_export POST",
            "registry:user_list POST",
        ),
        NOTHING,
    ),
    "registry:calendar_edit POST": Reason(
        "A new version of the table, which names the one it is based on: tests/registry/calendar/test_calendars.py."
    ),
}  # fmt: skip


def carried(probe: Any, world: World, objects: Objects, who: str = "") -> dict[str, Any]:
    """What the act of this person carries of its row as it is now; nothing where it has none."""
    age = AGES.get(probe.key)
    if age is seat:
        return seen.seat(_own(probe, world, objects, who))
    return age.fields(age.row(probe, world, objects)) if isinstance(age, Age) else {}
