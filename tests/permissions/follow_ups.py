"""What the attacks need of obligations, deliveries, notices and linked cases: rows, addresses and bodies."""

from typing import Any

from django.utils import timezone

from governance.approval.models import Case
from registry.matters.models import Obligation, ObligationReport
from tests.factories import follow_ups
from tests.factories.attachments import AttachmentFactory, upload

WORDS = "理由充分,依据明确,写满十个字以上。"


def objects(case: Case, decided: Case) -> dict[str, Any]:
    """An open obligation, a reported one with its file, and a comment on an open notice."""
    owed = Obligation.objects.filter(matter=decided.matter).order_by("pk")[0]
    reported = follow_ups.obligation(follow_ups.decision_of(owed), owed.verifier, state="reported")
    report = ObligationReport.objects.create(
        obligation=reported, text=WORDS, by=decided.opened_by, attachment=AttachmentFactory()
    )
    return {
        "obligation": owed,
        "reported": reported,
        "report": report,
        "comment": follow_ups.comment(follow_ups.notice(case)),
    }


OWNED: dict[str, Any] = {
    "governance:obligation_detail": lambda o: {"pk": o.obligation.pk},
    "governance:obligation_report": lambda o: {"pk": o.obligation.pk},
    "governance:obligation_verify": lambda o: {"pk": o.reported.pk},
    "governance:obligation_file": lambda o: {"pk": o.reported.pk, "report": o.report.pk},
    **{f"governance:case_{name}": lambda o: {"pk": o.decided.pk} for name in ("deliver", "amend", "reconsider")},
    "governance:case_notice": lambda o: {"pk": o.case.pk},
    "governance:comment_answer": lambda o: {"pk": o.comment.pk},
    "governance:comment_hide": lambda o: {"pk": o.comment.pk},
    "api:obligation-detail": lambda o: {"pk": o.obligation.pk},
    "api:obligation-report": lambda o: {"pk": o.obligation.pk},
    "api:obligation-verify": lambda o: {"pk": o.reported.pk},
    **{f"api:comment-{name}": lambda o: {"pk": o.comment.pk} for name in ("detail", "reply", "hide")},
}
OPEN: dict[str, Any] = {
    "governance:public_comment": lambda o: {"number": o.case.number},
    "governance:public_comment_detail": lambda o: {"reference": o.comment.reference},
    "api:public-notice-detail": lambda o: {"pk": o.comment.notice_id},
    "api:public-notice-comments": lambda o: {"pk": o.comment.notice_id},
    "api:public-notice-comment": lambda o: {"reference": o.comment.reference},
}
BODIES: dict[str, Any] = {
    "governance:obligation_report POST": lambda _w, _o: {"text": WORDS, "file": upload()},
    "governance:obligation_verify POST": lambda _w, _o: {"verdict": "accepted"},
    "governance:case_deliver POST": lambda _w, _o: {
        "method": "post", "note": "EMS1", "delivered_on": timezone.localdate().isoformat()
    },
    "governance:case_notice POST": lambda _w, _o: {"text_zh": WORDS, "days": "20"},
    "governance:case_amend POST": lambda _w, _o: {"scope": "minor", "title_zh": "变更"},
    "governance:case_reconsider POST": lambda _w, _o: {"reason": WORDS, "claim": WORDS},
    "governance:comment_answer POST": lambda _w, _o: {"text": WORDS},
    "governance:comment_hide POST": lambda _w, _o: {"reason": WORDS},
    "governance:public_comment POST": lambda _w, _o: {"text": WORDS},
    "api:obligation-report POST": lambda _w, _o: {"text": WORDS, "file": upload()},
    "api:obligation-verify POST": lambda _w, _o: {"verdict": "accepted"},
    "api:comment-reply POST": lambda _w, _o: {"text": WORDS},
    "api:comment-hide POST": lambda _w, _o: {"reason": WORDS},
    "api:public-notice-comments POST": lambda _w, _o: {"text": WORDS},
}  # fmt: skip
