"""Who is told of a hold: the company that holds the mine, the departments responsible, and who placed it."""

from registry.messages.rules import notification_kinds
from registry.messages.services import notifications
from registry.mines.models import Hold
from registry.mines.policies import holds as policies
from registry.scope.models import Organisation, Role, User
from registry.scope.selectors import bodies, members

Function = Organisation.Function


def placed(hold: Hold) -> None:
    """A hold stops something from now on."""
    _tell(hold, "holds.placed", hold.reason_zh, hold.reason_en or hold.reason_zh)


def lifted(hold: Hold) -> None:
    """A hold was taken back."""
    _tell(hold, "holds.lifted", hold.lift_reason, hold.lift_reason)


def ended(hold: Hold) -> None:
    """The last day of a hold has passed."""
    _tell(hold, "holds.ended", hold.reason_zh, hold.reason_en or hold.reason_zh)


def _tell(hold: Hold, kind: str, reason_zh: str, reason_en: str) -> None:
    params = {
        "mine": notification_kinds.both(hold.mine),
        "kind": notification_kinds.both_words(Hold.Kind(hold.kind).label),
        "reason": {"zh": reason_zh, "en": reason_en},
    }
    notifications.notify(_recipients(hold), kind, params=params, link=f"/holds/{hold.pk}/")


def _recipients(hold: Hold) -> list[User]:
    mine = hold.mine
    functions = {*policies.RESPONSIBLE[hold.kind], Function.NATURAL_RESOURCES}
    offices = {one.pk for one in bodies.nearest_departments(mine.region_code, *functions)}
    if hold.authority_id is not None:
        offices.add(hold.authority_id)
    people = list(members.holding(offices, Role.REVIEWER, Role.DEPARTMENT_HEAD))
    if mine.holder_id is not None:
        people += members.holding([mine.holder_id], Role.APPLICANT, Role.COMPANY_MANAGER)
    return people
