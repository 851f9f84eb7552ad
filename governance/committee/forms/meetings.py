"""What people tick and type to call a meeting and to fill its agenda; the services decide."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.committee.models import AgendaItem, Meeting
from governance.committee.services.agendas import Draft
from registry.base.models import limits
from registry.matters.selectors.agendas import Proposal, Question
from registry.web.forms import columns
from registry.web.forms.base import UiForm
from registry.web.forms.drawing import MomentInput


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

    def __init__(self, *args: Any, questions: Sequence[Question] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for one in self.questions:
            self.fields[f"pick_{one.name}"] = forms.BooleanField(label=one.label, required=False)
            self.fields[f"ask_{one.name}"] = columns.text(
                limits.column(AgendaItem, "question"), label=_("Question"), required=False, initial=one.text
            )
            if one.choices:
                choices = [(choice.value, choice.label) for choice in one.choices]
                label = _("The committee votes on")
                self.fields[f"do_{one.name}"] = forms.ChoiceField(label=label, choices=choices, required=False)

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each question."""
        parts = ("pick_", "do_", "ask_")
        return [[self[part + one.name] for part in parts if part + one.name in self.fields] for one in self.questions]

    def drafts(self) -> list[Draft]:
        """The questions that were picked."""
        data = self.cleaned_data
        return [
            _draft(one, data[f"ask_{one.name}"], data.get(f"do_{one.name}", ""))
            for one in self.questions
            if data.get(f"pick_{one.name}")
        ]


def _draft(one: Question, question: str, chosen: str) -> Draft:
    """The question with what was chosen for its adoption."""
    wish = next((choice.proposal for choice in one.choices if choice.value == chosen), Proposal())
    topic, subject, code = one.subject
    return Draft(one.matter.pk, topic, subject, code, question, wish.settlement, wish.falls)


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
