"""The decision as the committee's office drafts it, and the second signature under it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.approval.forms.acts import ActForm, DateInput
from governance.approval.models import Decision, LicenceTerms, ObligationChoice
from governance.approval.services.decisions import licence_terms
from governance.approval.services.obligations.obligation_carrying import Wish
from registry.base.models import limits
from registry.web.forms import columns

LICENCE_FIELDS = ("right", "number", "valid_to", "capacity")


def licence_fields(rights: Sequence[tuple[int, str]], capacity: Any, most: str) -> dict[str, forms.Field]:
    """The fields of a licence; the service says what is missing, since a refusal needs none of them."""
    limit = _("Mt a year; the approved plan allows %(most)s.") % {"most": most} if most else _("Mt a year")
    return {
        "licence_right": forms.ChoiceField(
            label=_("Mining right"), choices=rights, required=False, initial=rights[0][0] if rights else None
        ),
        "licence_number": columns.text(
            limits.column(LicenceTerms, "number"), label=_("Licence number"), required=False
        ),
        "licence_valid_to": forms.DateField(label=_("Licence valid to"), widget=DateInput, required=False),
        "licence_capacity": columns.decimal(
            limits.column(LicenceTerms, "capacity"), label=_("Approved capacity"), required=False, initial=capacity,
            help_text=limit,
        ),
    }  # fmt: skip


class SignForm(ActForm):
    """The second signature, with what it changes."""

    def __init__(self, *args: Any, effects: Sequence[str] = (), refusals: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.effects, self.refusals = effects, refusals


class ReturnForm(ActForm):
    """Why a proposal goes back to the office."""

    reason = columns.text(limits.column(Decision, "return_reason"), label=_("Reason"), rows=3, required=True)


class ProposalForm(ActForm):
    """The decision as the committee's office drafts it."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=Decision.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the outcome.")},
    )
    reasons = columns.text(
        limits.column(Decision, "reasons"),
        label=_("Reasons"),
        rows=5,
        help_text=_("They go into the decision letter and are published."),
    )

    def __init__(
        self,
        *args: Any,
        outcomes: Sequence[str] = (),
        obligations: Sequence[tuple[int, str]] = (),
        effects: Sequence[str] = (),
        refusals: Sequence[str] = (),
        licence: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.effects, self.refusals, self.has_licence = effects, refusals, licence is not None
        if licence is not None:
            self.fields |= licence_fields(**licence)
        self.obligations = [pk for pk, _text in obligations]
        for pk, text in obligations:
            self.fields[f"end_{pk}"] = columns.text(
                limits.column(ObligationChoice, "reason"),
                label=_("Obligation: %(text)s") % {"text": text},
                help_text=_("Carried over unless you say here why it ends."),
            )
        kept = [choice for choice in Decision.Outcome.choices if not outcomes or choice[0] in outcomes]
        self.fields["outcome"].choices = kept  # type: ignore[attr-defined]
        if len(kept) == 1:
            self.initial["outcome"] = kept[0][0]

    def obligation_fields(self) -> list[forms.BoundField]:
        """The pending obligations as bound fields."""
        return [self[f"end_{pk}"] for pk in self.obligations]

    def licence_fields(self) -> list[forms.BoundField]:
        """The terms of the licence as bound fields, none when the case issues no licence."""
        return [self[f"licence_{name}"] for name in LICENCE_FIELDS] if self.has_licence else []

    def licence(self) -> licence_terms.Wish | None:
        """What was entered about the licence."""
        if not self.has_licence:
            return None
        right, *rest = [self.cleaned_data.get(f"licence_{name}") for name in LICENCE_FIELDS]
        number, valid_to, capacity = rest
        return licence_terms.Wish(number or "", valid_to, capacity, int(right) if right else None)

    def choices(self) -> dict[int, Wish]:
        """What becomes of each pending obligation: ended with a reason, or carried."""
        reasons = {pk: self.cleaned_data.get(f"end_{pk}", "").strip() for pk in self.obligations}
        return {pk: Wish(is_carried=not reason, reason=reason) for pk, reason in reasons.items()}

    def add_incomplete(self, errors: Any) -> None:
        """What blocks an approval stands at the outcome; what is wrong with an obligation at its field."""
        names = {"checks": "outcome"} | {f"obligations.{pk}": f"end_{pk}" for pk in self.obligations}
        moved: dict[Any, list[Any]] = {}
        for name, texts in errors.items():
            moved.setdefault(names.get(name, name), []).extend(texts)
        super().add_incomplete(moved)
