"""The decision letter for the parties of a case."""

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from governance.approval.models import Decision, DecisionLetter
from governance.approval.policies.cases import CasePolicy
from governance.approval.services.decisions import delivery, letters
from registry.base.rules.errors import OutOfScope
from registry.files.services import attachments
from registry.web.views.signed import Signed


@login_required
@require_GET
def letter(request: Signed, pk: int, language: str) -> HttpResponseBase:
    """The letter of the signed decision, made now if the sweep has not made it yet."""
    user = request.user
    case = CasePolicy().access(user, pk)
    rows = DecisionLetter.objects.filter(decision__case=case, decision__state=Decision.State.SIGNED)
    found = rows.filter(language=language).first()
    if found is None:
        raise OutOfScope
    answer = attachments.download_response(letters.render(found.pk))
    delivery.take(case, by=user)
    return answer
