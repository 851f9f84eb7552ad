"""What an approval changes outside the application, as the API takes and answers it."""

from typing import Any

from rest_framework import serializers

from governance.approval.models import Case, Decision, DecisionEffect, LicenceTerms
from governance.approval.services.decisions import effects
from registry.base.models import limits
from registry.web.api import columns
from registry.web.api.shared import MAX_KEY


class EffectSerializer(serializers.Serializer[Any]):
    """One thing that the signature of the approval changes, or changed, outside the application."""

    kind = serializers.ChoiceField(choices=DecisionEffect.Kind.choices)
    text = serializers.CharField(help_text="The sentence in the language asked for.")
    is_done = serializers.BooleanField(help_text="Whether the decision was signed and this was done.")


class LicenceWishSerializer(serializers.Serializer[Any]):
    """The licence that an approval issues: within the right and the approved plan."""

    right = serializers.IntegerField(
        min_value=1, max_value=MAX_KEY, required=False, allow_null=True, default=None,
        help_text="Key of a registered right of the applicant; may be left out when there is only one.",
    )  # fmt: skip
    number = columns.text(limits.column(LicenceTerms, "number"))
    valid_to = serializers.DateField()
    capacity = columns.figure(limits.column(LicenceTerms, "capacity"), help_text="Mt a year.")


def of(case: Case, proposal: Decision | None) -> list[dict[str, Any]]:
    """What an approved case changed, or what its proposal will change, for who reads it."""
    if case.state == Case.State.APPROVED:
        rows = DecisionEffect.objects.filter(decision__case=case)
        return [{"kind": row.kind, "text": effects.told(row), "is_done": True} for row in rows]
    if proposal is None or proposal.outcome != Decision.Outcome.APPROVE:
        return []
    return [{"kind": one.kind, "text": one.text, "is_done": False} for one in effects.planned(case, proposal)]
