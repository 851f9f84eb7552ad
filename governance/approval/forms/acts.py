"""What people type when they act on a case; the services decide."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.approval.models import Case, CorrectionNotice, Opinion, OpinionCondition, Seat
from governance.approval.models.cases import CORRECTION_ITEM
from governance.approval.services.seats.opinions import Condition
from registry.base.models import limits
from registry.matters.models import ClockEvent
from registry.web.forms import columns
from registry.web.forms.base import UiForm


class DateInput(forms.DateInput):
    """A date field that the browser helps with; always ISO, whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ActForm(UiForm, forms.Form):
    """Every act carries what its page showed: the version of the case, or seat, revision and the seat's own version."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seat = forms.IntegerField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    CARRIED: ClassVar[tuple[str, ...]] = ("version", "seat", "revision")

    def on_case(self) -> None:
        """Carry the version of the case alone."""
        del self.fields["seat"], self.fields["revision"]


class EmptyForm(ActForm):
    """An act that needs no words."""


class ReasonForm(ActForm):
    """An act with a written reason."""

    reason = columns.text(limits.column(Case, "closing_reason"), label=_("Reason"), rows=3, required=True)


class WithdrawOpinionForm(ActForm):
    """Why a department takes its opinion back."""

    reason = columns.text(limits.column(Seat, "withdrawn_reason"), label=_("Reason"), rows=3, required=True)


class CorrectionsForm(ActForm):
    """Everything that is missing, told at once."""

    text = forms.CharField(
        label=_("What is missing"),
        max_length=CorrectionNotice.MOST_ITEMS * ((CORRECTION_ITEM.max_length or 0) + 2),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One item on each line. The law allows asking once, so name everything."),
    )
    due_on = forms.DateField(label=_("Supply by"), required=False, widget=DateInput)

    def items(self) -> list[dict[str, str]]:
        """The lines as items."""
        lines = self.cleaned_data["text"].splitlines()
        return [{"section": "", "text": line.strip()} for line in lines if line.strip()]

    def add_incomplete(self, errors: Any) -> None:
        super().add_incomplete({("text" if name == "items" else name): texts for name, texts in errors.items()})


class RevisionForm(CorrectionsForm):
    """What the company must change in the dossier under review."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What must be changed")
        self.fields["text"].help_text = _("One item on each line. Only departments whose sections change speak again.")


class SeenDecisions(ActForm):
    """The decisions on the same mine since the submission, each to be acknowledged."""

    acknowledged = forms.MultipleChoiceField(
        label=_("Seen: decided on this mine since the submission"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, decisions: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if decisions:
            self.fields["acknowledged"].choices = decisions  # type: ignore[attr-defined]
        else:
            del self.fields["acknowledged"]

    def seen(self) -> list[int]:
        """The keys of the decisions that were ticked."""
        return [int(key) for key in self.cleaned_data.get("acknowledged", ())]

    def add_incomplete(self, errors: Any) -> None:
        """What the service refuses about decisions that the page did not show yet stands at the top."""
        there = "acknowledged" in self.fields
        moved = {("" if name == "acknowledged" and not there else name): texts for name, texts in errors.items()}
        super().add_incomplete(moved)


class OpinionForm(SeenDecisions):
    """The opinion of a department; conditions come as rows: text, due date, evidence, and the conflict it touches."""

    kind = forms.ChoiceField(
        label=_("Opinion"),
        choices=Opinion.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an opinion.")},
    )
    ground = columns.text(
        limits.column(Opinion, "ground"),
        label=_("Ground of the objection"),
        help_text=_("Law, article or standard. Only for an objection."),
    )
    reasons = columns.text(
        limits.column(Opinion, "reasons"),
        label=_("Reasons"),
        rows=4,
        help_text=_("Published with the decision. Required for an objection, or when the matter is not yours."),
    )

    def __init__(self, *args: Any, topics: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.data.get("rows", "") if self.is_bound else ""
        # One more than may be: the service says that they are too many, nothing is cut.
        self.rows = min(int(asked), Opinion.MOST_CONDITIONS + 1) if asked.isdecimal() and len(asked) < 4 else 1
        for number in range(self.rows):
            self.fields[f"condition_{number}"] = columns.text(
                limits.column(OpinionCondition, "text"), label=_("Condition %(n)s") % {"n": number + 1}, required=False
            )
            self.fields[f"due_{number}"] = forms.DateField(label=_("Due date"), required=False, widget=DateInput)
            self.fields[f"evidence_{number}"] = columns.text(
                limits.column(OpinionCondition, "evidence"), label=_("What proves it")
            )
            self.fields[f"topic_{number}"] = forms.ChoiceField(
                label=_("Touches a known conflict"), required=False, choices=[("", _("None")), *topics]
            )

    def condition_rows(self) -> list[list[forms.BoundField]]:
        """The rows as bound fields."""
        names = ("condition", "due", "evidence", "topic")
        return [[self[f"{name}_{number}"] for name in names] for number in range(self.rows)]

    def conditions(self) -> list[Condition]:
        """The rows that hold something."""
        typed = [
            Condition(
                self.cleaned_data.get(f"condition_{n}", ""),
                self.cleaned_data.get(f"due_{n}"),
                self.cleaned_data.get(f"evidence_{n}", ""),
                *self._topic(n),
            )
            for n in range(self.rows)
        ]
        return [row for row in typed if row.text.strip() or row.due_on]

    def _topic(self, number: int) -> tuple[str, str]:
        """The topic and the side that a choice such as `slope:safety` names."""
        topic, _colon, side = self.cleaned_data.get(f"topic_{number}", "").partition(":")
        return topic, side

    def add_incomplete(self, errors: Any) -> None:
        super().add_incomplete({("condition_0" if name == "conditions" else name): t for name, t in errors.items()})


class AssignForm(ActForm):
    """The officer who handles the matter for the department."""

    officer = forms.ChoiceField(label=_("Officer"))

    def __init__(self, *args: Any, officers: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = officers or []  # type: ignore[attr-defined]


class PauseForm(ActForm):
    """Why the clock stops, on what legal basis, who told the applicant, and the written notice."""

    reason_code = forms.ChoiceField(label=_("Kind of pause"))
    reason = columns.text(limits.column(ClockEvent, "reason"), label=_("Reason"), required=True)
    legal_basis = columns.text(
        limits.column(ClockEvent, "legal_basis"),
        label=_("Legal basis"),
        help_text=_("Left empty, the one of the kind of pause is used."),
    )
    expected_days = columns.whole(limits.column(ClockEvent, "expected_days"), label=_("Days expected"), required=True)
    notice = columns.text(
        limits.column(ClockEvent, "notice"),
        label=_("Written notice to the applicant"),
        rows=3,
        required=True,
        help_text=_("The applicant gets it at once (Administrative Licensing Law art. 45)."),
    )
    told_by = columns.text(
        limits.column(ClockEvent, "told_by"), label=_("Who told the applicant, and how"), required=True
    )

    def __init__(self, *args: Any, reasons: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason_code"].choices = reasons  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.CARRIED}


class ExtendForm(ActForm):
    """Why the period is extended, with whose approval."""

    reason = columns.text(limits.column(ClockEvent, "reason"), label=_("Reason"), required=True)
    legal_basis = columns.text(
        limits.column(ClockEvent, "legal_basis"),
        label=_("Approval and legal basis"),
        required=True,
        help_text=_("Who approved it; for example Administrative Licensing Law art. 42(2)."),
    )
