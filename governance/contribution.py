"""What governance hands to the registry: its menu, the words of its acts, its work, search, panels and timeline."""

from django.utils.translation import gettext_lazy as _

from governance.approval.rules.cases import case_verbs
from governance.approval.rules.conflicts import conflict_verbs
from governance.approval.rules.obligations import follow_up_verbs
from governance.approval.views.cases import case_providers
from governance.approval.views.obligations import follow_up_work
from governance.committee.acts.meetings import MEETINGS
from governance.committee.rules import meeting_verbs
from governance.committee.views import meeting_work
from registry.audit.rules import audit_verbs
from registry.workspace.selectors import navigation
from registry.workspace.selectors.navigation import ADMIN, FOOT, OPEN, WORK, Entry

#: Who sees the cases of a territory.
OFFICIALS = frozenset(
    {"intake_clerk", "reviewer", "department_head", "committee_member", "committee_office", "inspector"}
    | {"fund_officer", "auditor"}
)
#: Who sits in meetings of the committee, calls them, or is invited.
MEETING_ROLES = frozenset({"committee_member", "committee_office", "department_head", "auditor"})
#: Who speaks for a department, and may be away.
SPEAKER_ROLES = frozenset({"reviewer", "department_head"})
ENTRIES = (
    Entry(WORK, _("Work queue"), "list-todo", "governance:queue", OFFICIALS | {"applicant", "company_manager"}, rank=5),
    Entry(WORK, _("Joint approvals"), "git-pull-request-arrow", "governance:case_list", rank=10),
    Entry(WORK, _("Obligations"), "list-checks", "governance:obligation_list", rank=30),
    Entry(WORK, _("Meetings"), "gavel", "governance:meeting_list", MEETING_ROLES, rank=20),
    Entry(WORK, _("Substitutions"), "user-check", "governance:substitution_list", SPEAKER_ROLES, rank=40),
    Entry(WORK, _("What joint review saves"), "trending-down", "governance:savings", OFFICIALS, rank=50),
    Entry(OPEN, _("Public disclosure"), "megaphone", "governance:public_home", rank=10),
    Entry(ADMIN, _("Procedures"), "workflow", "governance:procedure_list", navigation.ADMINISTRATORS, rank=40),
)
PUBLIC = (
    Entry(OPEN, _("Disclosure"), "megaphone", "governance:public_home", rank=10),
    Entry(OPEN, _("Decisions"), "stamp", "governance:public_decisions", rank=20),
    Entry(OPEN, _("Mines"), "pickaxe", "governance:public_mines", rank=30),
    Entry(OPEN, _("Procedures"), "workflow", "governance:procedure_list", rank=40),
    Entry(OPEN, _("Verify a letter"), "shield-check", "governance:verify", rank=50),
    Entry(FOOT, _("Thresholds"), "ruler", "governance:threshold_list", rank=70),
    Entry(FOOT, _("Accessibility"), "accessibility", "governance:accessibility", rank=80),
    Entry(FOOT, _("Privacy"), "lock", "governance:privacy", rank=90),
)


def register() -> None:
    """Hand everything over; called once at start-up."""
    navigation.register(*ENTRIES)
    navigation.register(*PUBLIC, public=True)
    audit_verbs.register(MEETINGS.words())
    for words in (case_verbs, conflict_verbs, meeting_verbs, follow_up_verbs):
        words.register()
    for provided in (case_providers, follow_up_work, meeting_work):
        provided.register()
