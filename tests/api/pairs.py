"""Which form of a page stands for which operation, field by field, and why a field stands on one side only.

A form field has the name of its API field unless `names` says another; `test_pairs.py` fails for a form, an operation's
content or a field that is named nowhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from governance.approval.forms import (
    acts,
    applications,
    checks,
    conflicts,
    decisions,
    follow_ups,
    substitutions,
    verification,
)
from governance.approval.models import Procedure
from governance.committee.forms import meetings
from registry.mines.models import Mine
from tests.api.parity_reasons import Reason

ROW = Reason("The page offers rows by their names, the API takes the key of one.")
LINES = Reason("The page takes one item on each line; the API takes a list, whose items and count the service checks.")
#: What an act carries of what its page showed; `tests/permissions/test_old_pages.py` sends it old, wrong and missing.
CARRIED = ("version", "seat", "revision")
VERSION = Reason("The page carries the version that it showed in a hidden field; the API also takes `If-Match`.")
OWN_SEAT = Reason("The page writes for the department of who is signed in.")
TYPE_TOLD = Reason("The page is called for one kind, whose form has the fields of that kind only.")
ADDRESS = Reason("In the address of the page.")


@dataclass(frozen=True)
class Pair:
    """A form with what its operation calls the same fields."""

    form: Callable[[], forms.BaseForm]
    #: Form field → API field, a dot before the member of a list.
    names: Mapping[str, str] = field(default_factory=dict)
    #: Form field, or API field behind "api.", → why it has no counterpart.
    alone: Mapping[str, Reason] = field(default_factory=dict)
    #: Form field → which limits differ on purpose, and why.
    differs: Mapping[str, tuple[frozenset[str], Reason]] = field(default_factory=dict)


def row(*also: str) -> tuple[frozenset[str], Reason]:
    """A choice of rows on the page and a key in the API."""
    return frozenset({"kind", "choices", "least", "most", *also}), ROW


def _opinion() -> forms.BaseForm:
    return acts.OpinionForm({"rows": "1"}, decisions=[(1, "1")])


def _proposal() -> forms.BaseForm:
    licence = {"rights": [(1, "1")], "capacity": None, "most": ""}
    return decisions.ProposalForm(obligations=[(1, "1")], licence=licence)


def _application() -> forms.BaseForm:
    return applications.ApplicationForm(mines=Mine.objects.none(), procedures=Procedure.objects.none())


def _substitution() -> forms.BaseForm:
    return substitutions.SubstitutionForm(bodies=[], people=[])


def _conflict(form: type[conflicts.ConflictForm]) -> Callable[[], forms.BaseForm]:
    return lambda: form(choices=[("1", "1")])


PAUSE = Pair(acts.PauseForm, differs={"reason_code": (frozenset({"kind", "choices", "longest"}), Reason(
    "The page offers the reasons in force by name, the API takes the code of one."))})  # fmt: skip
REASON = Pair(acts.ReasonForm)
EMPTY = Pair(acts.EmptyForm)
ITEMS = {"text": "items", "due_on": "due_on"}
CORRECTIONS: dict[str, Any] = {
    "names": ITEMS, "differs": {"text": (frozenset({"kind", "longest"}), LINES)},
}  # fmt: skip
AGENDA = Reason("The page offers every question that may be asked, ticked or not; the API names each by its key.")

GOVERNANCE: dict[str, Pair] = {
    "governance:case_start": Pair(
        _application,
        differs={
            "mine": row(),
            "procedure": (frozenset({"kind", "longest"}), Reason("The page offers the procedures that may be chosen.")),
        },
    ),
    "governance:case_act/accept": EMPTY,
    "governance:case_act/corrections": Pair(acts.CorrectionsForm, **CORRECTIONS),
    "governance:case_act/decline": REASON,
    "governance:case_act/opinion": Pair(
        _opinion,
        names={
            "condition_0": "conditions.text", "due_0": "conditions.due_on", "evidence_0": "conditions.evidence",
            "topic_0": "conditions.topic",
        },
        alone={"api.conditions.side": Reason("On the page one choice names the topic with its side.")},
        differs={
            **{f"{name}_0": (frozenset({"required"}), Reason("A row of the page that is wholly empty counts as none."))
               for name in ("condition", "due")},
            "topic_0": (
                frozenset({"kind", "choices", "longest"}), Reason("The page offers the topics in force by name.")
            ),
        },
    ),
    "governance:case_act/assign": Pair(acts.AssignForm, differs={"officer": row()}),
    "governance:case_act/confirm": EMPTY,
    "governance:case_act/acknowledge": Pair(
        lambda: acts.SeenDecisions(decisions=[(1, "1")]), names={"acknowledged": "decisions"},
        differs={"acknowledged": (frozenset({"required"}), Reason(
            "Nothing ticked is said by the service: the same list may be left empty with an opinion."))},
    ),
    "governance:case_act/withdraw-opinion": Pair(acts.WithdrawOpinionForm),
    "governance:case_act/pause-seat": PAUSE,
    "governance:case_act/resume-seat": EMPTY,
    "governance:case_act/revise": Pair(acts.RevisionForm, **CORRECTIONS),
    "governance:case_act/propose": Pair(
        _proposal,
        names={
            "licence_right": "licence.right", "licence_number": "licence.number",
            "licence_valid_to": "licence.valid_to", "licence_capacity": "licence.capacity",
            "end_1": "obligations.reason",
        },
        alone={
            "api.obligations.obligation": Reason("The page has one field for each pending obligation."),
            "api.obligations.is_carried": Reason("On the page a reason ends an obligation, no reason carries it over."),
        },
        differs={
            "licence_right": row(),
            **dict.fromkeys(("licence_number", "licence_valid_to", "licence_capacity"), (
                frozenset({"required"}),
                Reason("A refusal names no licence: the page leaves the fields empty, the API the whole object."),
            )),
        },
    ),
    "governance:case_act/countersign": Pair(decisions.SignForm),
    "governance:case_act/return": Pair(decisions.ReturnForm),
    "governance:case_act/pause": PAUSE,
    "governance:case_act/resume": EMPTY,
    "governance:case_act/extend": Pair(acts.ExtendForm),
    "governance:case_act/withdraw": REASON,
    "governance:case_deliver": Pair(follow_ups.DeliveryForm),
    "governance:case_notice": Pair(follow_ups.NoticeForm),
    "governance:case_amend": Pair(follow_ups.AmendmentForm),
    "governance:case_reconsider": Pair(follow_ups.ReconsiderationForm),
    "governance:comment_answer": Pair(follow_ups.AnswerForm),
    "governance:comment_hide": Pair(follow_ups.HideForm),
    "governance:public_comment": Pair(
        follow_ups.CommentForm, alone={"website": Reason("A trap for machines that fill in every field of a page.")}
    ),
    "governance:obligation_report": Pair(follow_ups.ReportForm),
    "governance:obligation_verify": Pair(follow_ups.VerdictForm),
    "governance:check_record": Pair(
        checks.VisitForm,
        alone={f"api.{name}": TYPE_TOLD for name in ("authority", "document_number")},
    ),
    "governance:check_record/agreement": Pair(
        checks.AgreementForm,
        alone={
            "api.state": Reason("An agreement that is recorded was given: the form says passed for itself."),
            **{f"api.{name}": TYPE_TOLD for name in ("village_representatives", "experts")},
        },
    ),
    "governance:conflict_act/state": Pair(_conflict(conflicts.StatementForm)),
    "governance:conflict_act/option": Pair(_conflict(conflicts.OptionForm)),
    "governance:conflict_act/raise": Pair(_conflict(conflicts.RaiseForm)),
    "governance:conflict_act/settle": Pair(_conflict(conflicts.SettleForm)),
    "governance:meeting_new": Pair(
        meetings.CallForm,
        alone={"version": Reason("Of an act on a meeting that is there."), "api.kind": Reason("In the address."),
               "api.items": AGENDA},
    ),
    "governance:meeting_add": Pair(meetings.AgendaForm, alone={
        f"api.{name}": AGENDA for name in ("matter", "topic", "subject", "code", "question", "settlement", "falls")
    }),
    "governance:substitution_list": Pair(
        _substitution, differs={name: row() for name in ("organisation", "officer", "substitute")}
    ),
    "governance:verify_code": Pair(verification.FileForm),
}  # fmt: skip
