"""What governance gives to the shared places: its menus, words, messages, work, search, panels, past and sweeps."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from governance.approval.rules.cases import case_verbs
from governance.approval.rules.conflicts import conflict_verbs
from governance.approval.rules.obligations import follow_up_verbs
from governance.approval.selectors.decisions import delivery
from governance.approval.selectors.notices import notices
from governance.approval.services.cases import transfers
from governance.approval.views.cases import case_providers
from governance.approval.views.checks import gate_duties
from governance.approval.views.dossiers import schemes
from governance.approval.views.obligations import follow_up_panels, follow_up_work
from governance.approval.views.queues import queue_home
from governance.committee.acts.meetings import MEETINGS
from governance.committee.rules import meeting_verbs
from governance.committee.services import meeting_news
from governance.committee.views import meeting_work
from registry.base.rules.contributions import Contribution, Sweep, merged
from registry.matters.selectors import obligations
from registry.messages.services import messages
from registry.mines.services.holder_changes import Follower
from registry.workspace.selectors import navigation
from registry.workspace.selectors.navigation import ADMIN, FOOT, OPEN, WORK, Entry
from registry.workspace.selectors.search import Source
from registry.workspace.selectors.worklist import Work

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
_WORDS = (case_verbs, conflict_verbs, follow_up_verbs)
GIVEN = Contribution(
    room="governance",
    words=merged(MEETINGS.words(), meeting_verbs.VERBS, *(words.VERBS for words in _WORDS)),
    message_kinds=merged(messages.declared(meeting_news), *(words.KINDS for words in _WORDS)),
    work={
        "cases": Work(queue_home.waiting, queue_home.waiting_count),
        "gates": Work(gate_duties.waiting, gate_duties.waiting_count),
        "obligations": Work(follow_up_work.to_report, lambda user: obligations.to_report(user).count()),
        "verifications": Work(follow_up_work.to_verify, lambda user: obligations.to_verify(user).count()),
        "comments": Work(follow_up_work.to_answer, lambda user: notices.to_answer(user).count()),
        "deliveries": Work(follow_up_work.to_deliver, lambda user: delivery.to_deliver(user).count()),
        "votes": Work(meeting_work.to_vote, meeting_work.count),
    },
    counters={"cases": case_providers.counters, "case_queue": queue_home.counters},
    menu=navigation.named(*ENTRIES),
    public_menu=navigation.named(*PUBLIC),
    search={"cases": Source(case_providers.find, rank=20)},
    panels={
        "cases": case_providers.mine_panel,
        "mining_scheme": schemes.panel,
        "obligations": follow_up_panels.of_mine,
    },
    timelines={"cases": case_providers.mine_timeline},
    holder_changes={"obligations": Follower(transfers.refusals, transfers.effects, transfers.follow)},
    calendar_impacts={"cases": case_providers.moved},
    sweeps={
        "queue": Sweep("governance.approval.tasks.sweep_queue", 60, expires=60),
        "intake": Sweep("governance.approval.tasks.sweep_intake", 600, expires=600),
        "reminders": Sweep("governance.approval.tasks.sweep_reminders", 900, expires=900),
        "figures": Sweep("governance.approval.tasks.sweep_figures", 600, expires=600),
        "letters": Sweep("governance.approval.tasks.sweep_letters", 15, expires=15),
        "checks": Sweep("governance.approval.tasks.sweep_checks", crontab(hour=0, minute=30), expires=18000),
        "holds and checks": Sweep("governance.approval.tasks.sweep_hold_checks", 60, expires=60),
        "obligations": Sweep("governance.approval.tasks.sweep_obligations", 3600, expires=3000),
    },
)
