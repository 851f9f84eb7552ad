"""The shape of an act on the page of a case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from governance.approval.forms import acts as forms
from governance.approval.selectors.cases.cases import Overview
from registry.scope.models import Role, User
from registry.scope.policies.base import Verdict

Text = str | Promise


@dataclass(frozen=True)
class Act:
    """A verb on the page of a case.

    `offered` says whether the verb belongs on the page now (state and role); `check` is the policy's answer, whose
    reason a denied button shows; `run` calls the service with the cleaned form; `needs` is what the form needs to know.
    An act `on_seat` carries the seat and the revision that the page showed, every other one the version of the case.
    """

    key: str
    label: Text
    icon: str
    form: type[forms.ActForm]
    template: str
    done: Text
    offered: Callable[[Overview, User], bool]
    check: Callable[[Overview, User], Verdict]
    run: Callable[[Overview, User, Any], Any]
    tone: str = ""
    on_seat: bool = False
    question: Text = ""
    needs: Callable[[Overview, User], dict[str, Any]] = lambda _view, _user: {}


COMPANY = (Role.APPLICANT, Role.COMPANY_MANAGER)
CLERKS = (Role.INTAKE_CLERK, Role.COMMITTEE_OFFICE)
OFFICE = (Role.COMMITTEE_OFFICE,)


def version_of(form: Mapping[str, Any]) -> int:
    """The version of the case that the page was made from; 0, which no case has, where it named none."""
    return form.get("version") or 0


def seen_of(form: Mapping[str, Any]) -> dict[str, Any]:
    """The revision and the version of the seat that the page was made from."""
    return {"revision": form.get("revision") or 0, "version": form.get("version") or 0}
