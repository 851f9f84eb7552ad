"""What people type after and around a decision; the services decide."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.approval.forms.acts import DateInput
from governance.approval.models import Case, Decision, Reconsideration
from governance.approval.services.decisions import delivery
from registry.base.models import limits
from registry.matters.models import Matter, ObligationReport, PublicComment, PublicNotice
from registry.matters.services import notices
from registry.web.forms import columns
from registry.web.forms.base import UiForm


class ReportForm(UiForm, forms.Form):
    """The holder says what was done."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = columns.text(limits.column(ObligationReport, "text"), label=_("What was done"), rows=4)
    file = forms.FileField(label=_("Proof"), required=False, help_text=_("PDF, Word, Excel or a picture."))


class VerdictForm(UiForm, forms.Form):
    """The department accepts the report or returns it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    verdict = forms.ChoiceField(
        label=_("Verdict"),
        choices=[
            (ObligationReport.Verdict.ACCEPTED, _("Accepted: the obligation is met")),
            (ObligationReport.Verdict.RETURNED, _("Returned: more is needed")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you accept the report.")},
    )
    text = columns.text(
        limits.column(ObligationReport, "verdict_text"),
        label=_("Reasons"),
        rows=3,
        help_text=_("Required when the report is returned."),
    )


class DeliveryForm(UiForm, forms.Form):
    """How and when the office handed the decision over."""

    method = forms.ChoiceField(
        label=_("How"),
        choices=[(key, key.label) for key in delivery.BY_OFFICE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the decision was delivered.")},
    )
    delivered_on = forms.DateField(
        label=_("Delivered on"), required=False, widget=DateInput, help_text=_("Today when left empty.")
    )
    note = columns.text(
        limits.column(Decision, "delivery_note"),
        label=_("Note"),
        required=True,
        help_text=_("Who received it, or the number of the postal item."),
    )


class NoticeForm(UiForm, forms.Form):
    """The text and the length of a public notice."""

    units = {"days": _("working days")}
    text_zh = columns.text(limits.column(PublicNotice, "text_zh"), label=_("Text (Chinese)"), rows=4)
    text_en = columns.text(limits.column(PublicNotice, "text_en"), label=_("Text (English)"), rows=3)
    days = forms.IntegerField(label=_("Length"), min_value=1, max_value=notices.LONGEST_DAYS)


class AnswerForm(UiForm, forms.Form):
    """The answer to a comment; it is published."""

    text = columns.text(
        limits.column(PublicComment, "answer"), label=pgettext_lazy("to a comment", "Answer"), rows=3, required=True,
        help_text=_("Published beside the comment. It cannot be changed afterwards."),
    )  # fmt: skip


class HideForm(UiForm, forms.Form):
    """Why a comment is not published."""

    reason = columns.text(
        limits.column(PublicComment, "hidden_reason"),
        label=_("Reason"),
        required=True,
        help_text=_("An insult, or personal data of somebody. It is published."),
    )


class CommentForm(UiForm, forms.Form):
    """What somebody says to a public notice; the trap is a field that people do not see."""

    wide = ("text",)
    text = columns.text(
        limits.column(PublicComment, "text"),
        label=_("Your comment"),
        rows=5,
        help_text=_("Published with the answer. At most 2,000 characters; name no other people."),
    )
    name = columns.text(limits.column(PublicComment, "name"), label=_("Your name"), help_text=_("Never published."))
    contact = columns.text(
        limits.column(PublicComment, "contact"),
        label=_("Telephone or e-mail"),
        help_text=_("Never published; for questions of the authority only."),
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        """Refuse what only a machine fills in."""
        if self.cleaned_data.get("website"):
            raise forms.ValidationError(_("This field must stay empty: it tells people from machines."))
        return ""


class ReferenceForm(UiForm, forms.Form):
    """The code under which a commenter finds the answer."""

    reference = forms.CharField(
        label=_("Reference"),
        max_length=20,
        help_text=_("Ten letters and digits, shown when you sent the comment."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class AmendmentForm(UiForm, forms.Form):
    """What an amendment is called and how far it goes."""

    scope = forms.ChoiceField(
        label=_("Scope of the change"),
        choices=Case.Scope.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how far the change goes.")},
    )
    title_zh = columns.text(limits.column(Matter, "title_zh"), label=_("Title (Chinese)"))
    title_en = columns.text(limits.column(Matter, "title_en"), label=_("Title (English)"))


class ReconsiderationForm(UiForm, forms.Form):
    """Why a decision should be reconsidered."""

    reason = columns.text(
        limits.column(Reconsideration, "grounds"), label=_("Reasons"), rows=6,
        help_text=_("What is wrong with the decision: facts, law, procedure."),
    )  # fmt: skip
    claim = columns.text(
        limits.column(Reconsideration, "claim"), label=_("What you ask for"), rows=3,
        help_text=_("For example to annul the decision, or to change it, and how."),
    )  # fmt: skip
