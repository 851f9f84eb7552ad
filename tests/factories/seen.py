"""What a page or a machine that looks now would carry."""

import re
from html import unescape
from typing import Any

from django.test import Client
from django.urls import Resolver404, resolve

from governance.approval.models import Case, Conflict, ProcedureDraft, Seat, Substitution
from governance.committee.models import Meeting
from registry.matters.models import Obligation, PublicComment
from registry.mines.models import Hold, Mine, MiningLicence, MiningRight
from registry.scope.models import Membership, Organisation, User
from tests import acts

_INPUT = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
#: The model that an address names by its key, by how the name of the route begins.
_ROWS: tuple[tuple[str, Any], ...] = (
    ("api:application-", Case),
    ("governance:case_", Case),
    ("governance:dossier_submit", Case),
    ("api:conflict-", Conflict),
    ("governance:conflict_act", Conflict),
    ("governance:meeting_add", Meeting),
    ("api:obligation-", Obligation),
    ("governance:obligation_", Obligation),
    ("api:comment-", PublicComment),
    ("governance:comment_", PublicComment),
    ("api:procedure-draft-", ProcedureDraft),
    ("governance:procedure_draft_", ProcedureDraft),
    ("api:substitution-", Substitution),
    ("governance:substitution_", Substitution),
    ("api:hold-", Hold),
    ("registry:hold_", Hold),
    ("api:right-", MiningRight),
    ("registry:right_e", MiningRight),
    ("api:licence-", MiningLicence),
    ("registry:licence_", MiningLicence),
    ("api:mine-", Mine),
    ("registry:mine_", Mine),
    ("registry:user_", User),
    ("registry:membership_end", Membership),
    ("registry:organisation_", Organisation),
)


def row(found: Any) -> dict[str, Any]:
    """The version of a row."""
    return {"version": type(found)._default_manager.get(pk=found.pk).version}


def seat(found: Seat) -> dict[str, Any]:
    """A seat with its version, and the revision under review."""
    revision = found.round.case.revisions.order_by("-number")[0]
    return {"seat": found.pk, "revision": revision.number, **row(found)}


def of_department(case: Case, function: str) -> dict[str, Any]:
    """The seat of a department in the last round of a case."""
    last = case.rounds.order_by("-number")[0]
    return seat(last.seats.exclude(state=Seat.State.WITHDRAWN).get(function=function))


def at(path: str, sent: Any = None) -> dict[str, Any]:
    """What somebody who looks at the row of this address now would carry; nothing for an act that carries nothing."""
    match = resolve(path.partition("?")[0])
    keys, name = match.kwargs, match.view_name
    if (told := acts.of_match(match)) is not None:
        return acts.carried(*told, keys.get("pk"), sent)
    if name.startswith("api:seat-"):
        found = Seat.objects.filter(pk=keys["pk"]).first()
        return {} if found is None else {key: value for key, value in seat(found).items() if key != "seat"}
    if name in ("api:check-run", "governance:checks_run", "api:check-record", "governance:check_record"):
        return _checks(keys)
    model = next((model for begin, model in _ROWS if name.startswith(begin)), None)
    found = model._default_manager.filter(pk=keys["pk"]).first() if model and "pk" in keys else None
    return row(found) if found is not None else {}


def _checks(keys: dict[str, Any]) -> dict[str, Any]:
    case = Case.objects.filter(pk=keys["pk"]).first()
    if case is None:
        return {}
    if "code" not in keys:
        last = case.check_runs.order_by("-pk").first()
        return {"version": last.pk if last else 0}
    record = case.check_records.filter(code=keys["code"]).order_by("-at", "-pk").first()
    return {"revision": case.revisions.count(), "version": record.pk if record else 0}


def carried(body: str, action: str) -> dict[str, str]:
    """The hidden fields of the form of a page that posts to `action`."""
    found = re.search(rf'<form[^>]*action="{re.escape(action)}"[^>]*>(.*?)</form>', body, re.DOTALL)
    assert found is not None, f"no form posts to {action}"
    hidden = {name: unescape(value) for name, value in _INPUT.findall(found[1])}
    return {name: value for name, value in hidden.items() if name != "csrfmiddlewaretoken"}


_ON_SEAT = ("opinion", "assign", "confirm", "acknowledge", "withdraw-opinion", "pause-seat", "resume-seat")


class Reader(Client):
    """A person who opens the page anew before every act, so that its form carries what stands now.

    What a test sends itself is left as it is; `tests/permissions/test_old_pages.py` sends what was shown before.
    """

    def post(self, path: Any, data: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Press the button on a page of this moment."""
        if data is None or isinstance(data, dict):
            data = {**self._carried(str(path), data), **(data or {})}
        return super().post(path, data, *args, **kwargs)

    def _carried(self, path: str, data: Any) -> dict[str, Any]:
        try:
            keys = resolve(path.partition("?")[0]).kwargs
        except Resolver404:
            return {}
        if keys.get("key") not in _ON_SEAT or "pk" not in keys:
            return at(path, data)
        person = User.objects.get(pk=self.session["_auth_user_id"])
        seats = Seat.objects.filter(
            round__case=keys["pk"], organisation__in=[g.organisation_id for g in person.grants()]
        )
        found = seats.exclude(state=Seat.State.WITHDRAWN).order_by("-round__number").first()
        return seat(found) if found else {}
