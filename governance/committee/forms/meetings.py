"""What people tick and type to call a meeting and to fill its agenda; the services decide."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.approval.models import Conflict, ConflictKind
from governance.approval.services.conflicts import conflict_acts
from governance.committee.models import AgendaItem, Meeting
from governance.committee.selectors.meetings import Liftable
from governance.committee.services.agendas import Draft
from registry.base.models import limits
from registry.web.forms import columns
from registry.web.forms.base import UiForm
from registry.web.forms.drawing import MomentInput

Settlement, Side = Conflict.Settlement, ConflictKind.Side


def link_field() -> forms.URLField:
    """Where to take part from afar."""
    most = limits.longest(limits.column(Meeting, "link"))
    label = gettext_lazy("Link to take part")
    return forms.URLField(label=label, max_length=most, required=False, assume_scheme="https")


class MeetingForm(UiForm, forms.Form):
    """Acts on a meeting carry the version that their page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)


class AgendaForm(MeetingForm):
    """What may stand on the agenda, each with its question and what adoption does."""

    def __init__(
        self, *args: Any, conflicts: Sequence[Conflict] = (), checks: Sequence[Liftable] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts, self.checks = list(conflicts), list(checks)
        for conflict in self.conflicts:
            name = f"c{conflict.pk}"
            topic = conflict.topic.name if conflict.topic else conflict.get_kind_display()
            self._add(
                name,
                f"{conflict.case.number} {conflict.case.mine.name}: {topic}",
                _("How is it settled: ") + str(topic),
            )
            if conflict.level == Conflict.Level.COMMITTEE:
                self.fields[f"do_{name}"] = forms.ChoiceField(
                    label=_("The committee votes on"), choices=_settlements(conflict), required=False
                )
        for found in self.checks:
            name = f"k{found.case.pk}_{found.row.code}"
            label = f"{found.case.number} {found.case.mine.name}: {found.row.name}"
            self._add(name, label, _("Is this check lifted: ") + found.row.name)

    def _add(self, name: str, label: str, question: str) -> None:
        self.fields[f"pick_{name}"] = forms.BooleanField(label=label, required=False)
        self.fields[f"ask_{name}"] = columns.text(
            limits.column(AgendaItem, "question"), label=_("Question"), required=False, initial=question
        )

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each question."""
        names = [f"c{one.pk}" for one in self.conflicts] + [f"k{one.case.pk}_{one.row.code}" for one in self.checks]
        parts = ("pick_", "do_", "ask_")
        return [[self[part + name] for part in parts if part + name in self.fields] for name in names]

    def drafts(self) -> list[Draft]:
        """The questions that were picked."""
        data = self.cleaned_data
        made = []
        for conflict in self.conflicts:
            name = f"c{conflict.pk}"
            if data.get(f"pick_{name}"):
                settlement, falls = _meaning(conflict, data.get(f"do_{name}", ""))
                made.append(
                    Draft(conflict=conflict.pk, question=data[f"ask_{name}"], settlement=settlement, falls=falls)
                )
        for found in self.checks:
            name = f"k{found.case.pk}_{found.row.code}"
            if data.get(f"pick_{name}"):
                made.append(Draft(case=found.case.pk, check=found.row.code, question=data[f"ask_{name}"]))
        return made


def _settlements(conflict: Conflict) -> list[tuple[str, str]]:
    if conflict.kind == Conflict.Kind.CONDITIONS:
        return [
            (Side.SAFETY.value, _("The conditions of the safety side fall")),
            (Side.ECOLOGY.value, _("The conditions of the ecology side fall")),
        ]
    found = [(Settlement.UPHELD.value, _("The objection is upheld"))]
    if conflict_acts.may_overcome(conflict.case):
        found.append((Settlement.OVERRIDDEN.value, _("The objection is overcome")))
    return found


def _meaning(conflict: Conflict, chosen: str) -> tuple[str, list[int]]:
    """The settlement, and the keys of the sides that fall."""
    if conflict.level != Conflict.Level.COMMITTEE:
        return "", []
    if conflict.kind == Conflict.Kind.OPINIONS:
        return chosen, []
    return Settlement.CHOSEN, list(conflict.sides.filter(side=chosen).values_list("pk", flat=True))


class CallForm(AgendaForm):
    """The head of a meeting and its agenda."""

    title_zh = columns.text(limits.column(Meeting, "title_zh"), label=gettext_lazy("Title (Chinese)"))
    title_en = columns.text(limits.column(Meeting, "title_en"), label=gettext_lazy("Title (English)"))
    held_at = forms.DateTimeField(label=gettext_lazy("Time"), widget=MomentInput)
    place = columns.text(limits.column(Meeting, "place"), label=gettext_lazy("Venue"))
    link = link_field()
    ballot = forms.ChoiceField(
        label=gettext_lazy("Ballot"),
        required=False,
        choices=[("", gettext_lazy("As the procedure says")), *Meeting.Ballot.choices],
    )

    HEAD = ("title_zh", "title_en", "held_at", "place", "link", "ballot")

    def head(self) -> list[forms.BoundField]:
        """The fields of the head."""
        return [self[name] for name in self.HEAD if name in self.fields]
