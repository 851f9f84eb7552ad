"""The public notice of a case as the authorities work on it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from governance.approval.forms.follow_ups import AnswerForm, HideForm, NoticeForm
from governance.approval.models import Case
from governance.approval.policies import notices as policies
from governance.approval.policies.cases import CasePolicy
from governance.approval.policies.notices import CommentPolicy
from governance.approval.services.notices import notices
from registry.audit.views.ages import require_seen
from registry.matters.selectors import notices as readings
from registry.scope.policies.base import ensure
from registry.web.forms.base import UiForm
from registry.web.views.responses import saved, seen, status_of
from registry.web.views.signed import Signed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_notice(request: Signed, pk: int) -> HttpResponse:
    """The notices of a case with their comments, the unanswered first; the office opens one."""
    user = request.user
    case = CasePolicy().access(user, pk)
    if request.method != "POST":
        return _page(request, case)
    ensure(policies.opens(user, case))
    form = NoticeForm(request.POST)
    if saved(
        form,
        lambda: notices.open_notice(pk, by=user, version=seen(request), **form.cleaned_data),
        lambda: require_seen(request, case),
    ):
        messages.success(request, _("The notice is open: everybody can comment on the public page."))
        return redirect("governance:case_notice", pk=pk)
    return _page(request, case, opening=form)


@login_required
@require_POST
def comment_answer(request: Signed, pk: int) -> HttpResponse:
    """Answer one comment; the answer is published."""
    user = request.user
    row = CommentPolicy().access(user, pk)
    ensure(CommentPolicy().check(user, "answer", row))
    form = AnswerForm(request.POST, auto_id=f"id_answer_{pk}_%s")
    if saved(
        form,
        lambda: notices.answer(pk, by=user, version=seen(request), **form.cleaned_data),
        lambda: require_seen(request, row, trail=row.notice.matter.case),
    ):
        messages.success(request, _("The answer was published."))
        return redirect("governance:case_notice", pk=row.notice.matter_id)
    return _page(request, row.notice.matter.case, typed=(pk, "answer", form))


@login_required
@require_POST
def comment_hide(request: Signed, pk: int) -> HttpResponse:
    """Publish a comment no longer; it is kept."""
    user = request.user
    row = CommentPolicy().access(user, pk)
    ensure(CommentPolicy().check(user, "hide", row))
    form = HideForm(request.POST, auto_id=f"id_hide_{pk}_%s")
    if saved(
        form,
        lambda: notices.hide(pk, by=user, version=seen(request), **form.cleaned_data),
        lambda: require_seen(request, row, trail=row.notice.matter.case),
    ):
        messages.success(request, _("The comment is no longer published."))
        return redirect("governance:case_notice", pk=row.notice.matter_id)
    return _page(request, row.notice.matter.case, typed=(pk, "hide", form))


def _page(
    request: Signed, case: Case, *, opening: NoticeForm | None = None, typed: tuple[int, str, UiForm] | None = None
) -> HttpResponse:
    user = request.user
    shown = readings.of_matter(case.matter)
    reads_hidden = bool(policies.answers(user, case))
    may_answer = reads_hidden and case.state not in Case.ENDED
    for one in shown:
        for comment in one.comments:
            if may_answer and not comment.is_hidden:
                comment.answer_form = AnswerForm(auto_id=f"id_answer_{comment.pk}_%s")  # type: ignore[attr-defined]
                comment.hide_form = HideForm(auto_id=f"id_hide_{comment.pk}_%s")  # type: ignore[attr-defined]
            if typed and typed[0] == comment.pk:
                setattr(comment, f"{typed[1]}_form", typed[2])
    may_open = bool(policies.opens(user, case)) and case.state in notices.OPEN_IN
    if opening is None and may_open and not any(one.is_open for one in shown):
        least = notices.least_days(case)
        opening = NoticeForm(initial={"days": max(least, 10), "text_zh": _draft(case)})
    refused = typed[2] if typed else opening if opening is not None and opening.is_bound else None
    context = {
        "case": case,
        "shown": shown,
        "opening": opening,
        "least": notices.least_days(case),
        "may_answer": may_answer,
        "reads_hidden": reads_hidden,
        "refused": refused,
        "typed": typed[0] if typed else None,
    }
    return render(request, "governance/approval/case_notice.html", context, status=status_of(refused))


def _draft(case: Case) -> str:
    """The first words of a notice; the office changes them as it needs."""
    return (
        f"现将{case.applicant.name_zh}提交的《{case.title_zh}》（{case.number}）予以公示。"
        "公示期内，任何单位和个人均可在本页面提出意见，我们将逐条答复。"
    )
