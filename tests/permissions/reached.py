"""How the world must stand for an act to be possible, where it does not stand so, and what no request can reach."""

from collections.abc import Callable, Mapping
from typing import Any

from rest_framework import serializers

from governance.approval.selectors.conflicts import conflicts as selectors
from governance.approval.services.conflicts import conflict_acts
from governance.committee.models import AgendaItem, Attendance
from registry.web.api.shared import KeyField
from tests import acts as described
from tests.api.parity_reasons import Reason
from tests.permissions import probes
from tests.permissions.world import Objects, World

WORDS = "理由充分,依据明确,写满十个字以上。"
CONDITION = {"text": WORDS, "due_on": "2099-01-01", "evidence": "照片"}
#: What an operation is sent so that every list has a row.
BODIES: Mapping[str, Callable[[World, Objects], dict[str, Any]]] = {
    "api:seat-opinion POST": lambda _w, _o: {"kind": "conditions", "reasons": WORDS, "conditions": [CONDITION]},
    "api:meeting-chair POST": lambda _w, o: {"person": _other(o).person_id, "reason": WORDS},
}
#: What a page is sent where the attacks send something that its form alone refuses.
PAGES: Mapping[str, Callable[[World, Objects], dict[str, Any]]] = {
    "governance:meeting_act/chair": BODIES["api:meeting-chair POST"],
    "registry:mine_create": lambda w, o: {
        **probes.BODIES["registry:mine_edit POST"](w, o), "identifier": "PAGE1", "stage": "new",
    },
    "registry:right_edit": lambda w, o: {
        **probes.BODIES["api:mine-rights POST"](w, o), "number": o.right.number,
    },
    "registry:licence_edit": lambda w, o: {
        **probes.BODIES["registry:licence_create POST"](w, o), "number": o.licence.number,
    },
}  # fmt: skip


def _other(objects: Objects) -> Any:
    """Somebody at the open meeting who does not take the chair."""
    return objects.meeting.attendances.exclude(person=objects.meeting.chair_id).first()


def _with(world: World, **changed: Any) -> Objects:
    return Objects(**{**vars(world.objects["ours"]), **changed})


def _spoken(world: World) -> Objects:
    case = world.cases["deciding"]
    return _with(world, case=case, seat=world.scene.seat(case, "natural_resources"))


def _unnoticed(world: World) -> Objects:
    return _with(world, case=world.cases["deciding"])


def _two_members(world: World) -> Objects:
    found = world.objects["ours"]
    Attendance.objects.filter(pk=_other(found).pk).update(is_member=True, is_present=True)
    return found


def _agreed(world: World) -> Objects:
    found = world.objects["ours"]
    sides = selectors.view(found.conflict).departments
    conflict_acts.propose_option(found.conflict.pk, by=world.scene.officer, text=WORDS)
    for side in sides:
        who = world.scene.reviewers[side.seat.function]
        conflict_acts.state(found.conflict.pk, by=who, text=WORDS, agrees=True)
    return found


def _treated(world: World) -> Objects:
    found = world.objects["ours"]
    AgendaItem.objects.filter(meeting=found.meeting).update(outcome=AgendaItem.Outcome.NOTED)
    return found


#: Page → the rows it is called for.
READY: Mapping[str, Callable[[World], Objects]] = {
    "governance:case_act/withdraw-opinion": _spoken,
    "governance:case_notice": _unnoticed,
    "governance:meeting_act/close": _treated,
    "governance:meeting_act/chair": _two_members,
    "governance:conflict_act/settle": _agreed,
}

_LICENCE = Reason("Only a case that issues a licence reads it: `test_what_no_request_reaches` asks the service.")
_PLACE = Reason("Only a check of that kind reads it: `test_what_no_request_reaches` asks the service.")
_NAMED = Reason("A row by its key: a key of nothing is out of scope (404), which the attacks on addresses try.")
#: Page and field → why neither page nor service can be asked for it in this world.
UNREACHED: Mapping[tuple[str, str], Reason] = {
    **{("governance:case_act/propose", name): _LICENCE for name in (
        "licence_right", "licence_number", "licence_valid_to", "licence_capacity", "end_1",
    )},
    **{("governance:check_record", name): _PLACE for name in ("village_representatives", "experts")},
    **{("governance:check_record/agreement", name): _PLACE for name in (
        "happened_on", "text", "file", "authority", "document_number",
    )},
    ("governance:meeting_act/remove-item", "item"): _NAMED,
    ("governance:meeting_act/attendance", "person"): _NAMED,
}  # fmt: skip
#: Page and field → why the page does not show it at the field.
UNSHOWN: Mapping[tuple[str, str], Reason] = {
    ("governance:meeting_act/close-item", "casting"): Reason("Drawn only where the chair decides a tie."),
    ("governance:substitution_list", "organisation"): Reason("Who heads one department is not asked which."),
    **{
        (described.page(of, act), name): Reason("The page offers rows by their names: another key cannot be shown.")
        for of, act in described.described()
        if act.has_page
        for name, field in described.fields(of, act).items()
        if isinstance(field, KeyField | serializers.RelatedField)
    },
}
_KEY = Reason("A row by its key: what is no key of a row in scope does not exist for the caller (404).")
_ADAPTED = Reason("The operation turns the key into a row and says which is none; the service takes rows.")
_VERB = Reason("The act itself: what is no act of the present state is answered with the state (409).")
#: Operation and field → why its service has nothing to refuse.
ELSEWHERE: Mapping[tuple[str, str], Reason] = {
    ("api:application-list POST", "mine"): _KEY,
    ("api:substitution-list POST", "organisation"): _KEY,
    **{(f"api:{name}", part): _ADAPTED for name in ("mine-rights POST", "right-detail PATCH")
       for part in ("holder", "authority")},
    ("api:licence-status POST", "verb"): _VERB,
    ("api:production-list POST", "month"): Reason("Read as a month, which no longer text is; the column keeps a day."),
    ("api:public-letter-compare POST", "file"): Reason("Nothing is written: the file is compared and dropped."),
}  # fmt: skip
