"""Who is away, who stands in, and until when; the service decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.approval.forms.acts import DateInput
from governance.approval.models import Substitution
from registry.base.models import limits
from registry.scope.models import Organisation, User
from registry.web.forms import columns
from registry.web.forms.base import UiForm


class SubstitutionForm(UiForm, forms.Form):
    """A head names a substitute; who heads several departments says for which."""

    organisation = forms.TypedChoiceField(label=_("Department"), coerce=int)
    officer = forms.TypedChoiceField(label=pgettext_lazy("substitution", "Away"), coerce=int)
    substitute = forms.TypedChoiceField(label=_("Stands in"), coerce=int)
    valid_from = forms.DateField(label=_("First day"), widget=DateInput)
    valid_to = forms.DateField(label=_("Last day"), widget=DateInput)
    reason = columns.text(limits.column(Substitution, "reason"), label=_("Reason"))

    def __init__(self, *args: Any, bodies: list[Organisation], people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = bodies
        names = [("", "—"), *((str(person.pk), str(person)) for person in people)]
        for name in ("officer", "substitute"):
            self.fields[name].choices = names  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [(str(body.pk), str(body)) for body in bodies]  # type: ignore[attr-defined]
        if len(bodies) == 1:
            del self.fields["organisation"]

    def given(self) -> dict[str, Any]:
        """What the service is asked for."""
        data = self.cleaned_data
        return {
            "organisation_id": data.get("organisation") or self.bodies[0].pk,
            "officer_id": data["officer"],
            "substitute_id": data["substitute"],
            **{name: data[name] for name in ("valid_from", "valid_to", "reason")},
        }
