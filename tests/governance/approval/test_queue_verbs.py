"""After every business verb the stored queue equals an independent reading, made once, as the last thing of the act."""

import datetime as dt
import importlib
import inspect
import pkgutil
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

import governance
import registry.matters
from governance.approval.models import Case, Conflict, Seat
from governance.approval.selectors.cases.blocking import who_is_blocking
from governance.approval.selectors.clocks import clocks
from governance.approval.services.cases import cases, intake, links, successions
from governance.approval.services.conflicts import conflict_acts
from governance.approval.services.decisions import delivery
from governance.approval.services.seats import seats, silences
from governance.committee.services import meeting_votes, meetings
from registry.matters.models import QueueEntry
from registry.matters.services import queues
from registry.mines.services import mines
from registry.scope.models import Organisation
from tests.factories import cases as stages
from tests.factories import conflicts as disputes
from tests.factories import follow_ups
from tests.factories.organisations import committee_office, company, ecology
from tests.governance.approval import faults
from tests.governance.approval.faults import EE, EM, NR, WORDS, Act, Play

pytestmark = pytest.mark.django_db
TABLE = QueueEntry._meta.db_table
WRITES, SAVEPOINTS = ("INSERT", "UPDATE", "DELETE"), ("SAVEPOINT", "RELEASE", "ROLLBACK")
LONG_AGO = dt.timedelta(days=99)


def read(case: Case) -> list[tuple[object, ...]]:
    """What the queue must say of a case, asked for in each language by itself."""
    by_language = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            holders = who_is_blocking(case, clocks.of_case(case))
            by_language.append([str(holder.task) for holder in holders])
    return [
        (
            case.pk, case.state, case.version, holder.organisation.pk, holder.subject,
            holder.officer and holder.officer.pk, zh, en, holder.clock.clock if holder.clock else "", holder.due,
            bool(holder.clock and holder.clock.shown.state.value == "paused"),
        )
        for holder, zh, en in zip(holders, *by_language, strict=True)
    ]  # fmt: skip


def stored() -> list[tuple[object, ...]]:
    """What the queue says of every case."""
    columns = (
        "matter", "state", "matter_version", "organisation", "subject", "officer", "task_zh", "task_en", "clock",
        "due_on", "is_paused",
    )  # fmt: skip
    return list(QueueEntry.objects.order_by("matter", "id").values_list(*columns))


def long_ago() -> Any:
    """Let what is played happen long ago."""
    return mock.patch("django.utils.timezone.now", return_value=timezone.now() - LONG_AGO)


def _open(here: stages.Scene) -> Act:
    given: dict[str, Any] = {"by": here.applicant, "title_zh": "测试方案"}
    return lambda: cases.open_case(here.mine.pk, stages.PROCEDURE, **given)


def _silent_intake(here: stages.Scene) -> Act:
    with long_ago():
        case = stages.submitted(here)
    return lambda: intake.deem_accepted(case.pk)


def _silent_seat(here: stages.Scene) -> Act:
    with long_ago():
        case = stages.in_review(here)
    seat = here.seat(case, EE)
    Seat.objects.filter(pk=seat.pk).update(silence="consents", deemed_basis_zh="《某法》第一条")
    return lambda: silences.deem(seat.pk)


def _deliver(here: stages.Scene) -> Act:
    case = stages.decided(here)
    return lambda: delivery.deliver(case.pk, by=here.clerk, method="post", note="EMS 1000200030001")


def _take(here: stages.Scene) -> Act:
    case = stages.decided(here)
    return lambda: delivery.take(case, by=here.applicant)


def _closed(body: Organisation) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Organisation.objects.filter(pk=body.pk).update(valid_from=yesterday - LONG_AGO, valid_to=yesterday)


def _succeed(here: stages.Scene) -> Act:
    case = stages.in_review(here)
    seat = here.seat(case, EE)
    _closed(here.departments[EE])
    ecology(here.mine.region_code)
    return lambda: successions.succeed(seat.pk)


def _lead(here: stages.Scene) -> Act:
    case = stages.submitted(here)
    _closed(here.office)
    committee_office(here.mine.region_code)
    return lambda: successions.lead(case.pk)


def _see(here: stages.Scene) -> Act:
    case = stages.deciding(here)
    later = stages.signed_elsewhere(here)
    queues.refresh(case)
    return lambda: seats.acknowledge(here.seat(case, NR).pk, by=here.reviewers[NR], decision_ids=[later.pk])


def _settle(here: stages.Scene) -> Act:
    case = stages.in_review(here)
    stages.speak(here, case, NR)
    conflict = disputes.contradicted(here, case)
    conflict_acts.propose_option(conflict.pk, by=here.officer, text=WORDS)
    for function in (EM, EE):
        conflict_acts.state(conflict.pk, by=here.reviewers[function], text=WORDS, agrees=True)
    return lambda: conflict_acts.settle_desk(conflict.pk, by=here.officer, text=WORDS)


def _raise(here: stages.Scene) -> Act:
    conflict = disputes.objected(here)
    return lambda: conflict_acts.raise_level(conflict.pk, by=here.officer, reason=WORDS)


def _at_committee(here: stages.Scene) -> tuple[disputes.Table, Conflict]:
    at = disputes.table(here)
    return at, disputes.raised(disputes.objected(here), here)


def _call(here: stages.Scene) -> Act:
    at, conflict = _at_committee(here)
    return lambda: disputes.planned(at, disputes.draft(conflict, "upheld"))


def _remove(here: stages.Scene) -> Act:
    at, conflict = _at_committee(here)
    meeting = disputes.planned(at, disputes.draft(conflict, "upheld"))
    return lambda: meetings.remove_item(meeting.pk, by=here.officer, item_id=meeting.items.get().pk)


def _add(here: stages.Scene) -> Act:
    at, conflict = _at_committee(here)
    meeting = disputes.planned(at, disputes.draft(conflict, "upheld"))
    meetings.remove_item(meeting.pk, by=here.officer, item_id=meeting.items.get().pk)
    return lambda: meetings.add_item(meeting.pk, disputes.draft(conflict, "upheld"), by=here.officer)


def _amend(here: stages.Scene) -> Act:
    follow_ups.amendment_procedure()
    parent = stages.decided(here)
    return lambda: links.open_amendment(parent.pk, by=here.applicant, scope="minor", title_zh="变更")


def _reconsider(here: stages.Scene) -> Act:
    follow_ups.reconsideration_procedure()
    parent = stages.decided(here)
    delivery.deliver(parent.pk, by=here.clerk, method="post", note="EMS 1000200030001")
    return lambda: links.open_reconsideration(parent.pk, by=here.applicant, reason=WORDS, claim="撤销")


def _transfer(here: stages.Scene) -> Act:
    stages.in_review(here)
    buyer = company(is_simulated=True)
    return lambda: mines.transfer_holder(
        here.mine.pk, by=here.reviewers[NR], organisation_id=buyer.pk, reason="采矿权转让"
    )


def _reject(here: stages.Scene) -> Act:
    at, conflict = _at_committee(here)
    item = disputes.sitting(at, disputes.draft(conflict, "upheld")).items.get()
    for one in at.members:
        meeting_votes.vote(item.pk, by=one, choice="against")
    return lambda: meeting_votes.close_item(item.pk, by=here.officer, text=WORDS)


MORE: dict[str, Play] = {
    "cases.open_case": _open,
    "intake.deem_accepted": _silent_intake,
    "silences.deem": _silent_seat,
    "delivery.deliver": _deliver,
    "delivery.take": _take,
    "seats.acknowledge deciding": _see,
    "successions.succeed": _succeed,
    "successions.lead": _lead,
    "conflict_acts.settle_desk deciding": _settle,
    "conflict_acts.raise_level": _raise,
    "meetings.call": _call,
    "meetings.add_item": _add,
    "meetings.remove_item": _remove,
    "meeting_votes.close_item rejected": _reject,
    "links.open_amendment": _amend,
    "links.open_reconsideration": _reconsider,
    "transfers.follow": _transfer,
}
PLAYED = faults.VERBS | MORE
#: What acts only inside another verb, or on nothing that the queue says.
ELSEWHERE = {
    "checks": {"run"},
    "check_sweeps": {"_again"},
    "conflict_acts": {"state", "propose_option"},
    "conflicts": {"detect", "void_open", "agreed_by_withdrawal"},
    "dossiers": {"save", "upload", "remove_document"},
    "figures": {"keep", "_refresh"},
    "letters": {"render"},
    "meeting_changes": {"name_chair"},
    "meetings": {"reorder", "open_sitting", "note_presence", "close"},
    "minutes": {"render"},
    "notices": {"open_notice", "comment", "answer", "hide"},
    "obligation_carrying": {"record_choices", "carry"},
    "obligation_reminders": {"remind"},
    "obligation_making": {"create_from"},
    "queues": {"_refresh_some"},
    "reminders": {"_remind"},
    "seats": {"end_substitution"},
    "sections": {"start", "freeze", "approve", "refuse", "supersede"},
    **{name: {"load"} for name in ("catalogues", "procedures", "thresholds")},
    "procedure_drafts": {"start", "save", "submit", "return_draft", "publish", "discard"},
}


def _units(path: str) -> set[str]:
    """The functions of a services module that are a unit of work."""
    module = importlib.import_module(path)
    functions = inspect.getmembers(module, inspect.isfunction)
    own = [function for _name, function in functions if function.__module__ == module.__name__]
    return {one.__name__ for one in own if "@units.unit()" in inspect.getsource(one).split("def ", 1)[0]}


def _services() -> dict[str, str]:
    """The modules of services of matters and of every inner room of governance, by their own name."""
    rooms = (registry.matters, governance)
    walked = [info for room in rooms for info in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")]
    return {info.name.rpartition(".")[2]: info.name for info in walked if ".services." in info.name and not info.ispkg}


def test_every_writing_service_is_played_or_named() -> None:
    played = {verb.split(" ")[0] for verb in PLAYED}
    found = {
        f"{name}.{unit}" for name, path in _services().items() for unit in _units(path) - ELSEWHERE.get(name, set())
    }
    assert found - played == set()
    assert played - found == set(), "a verb that is no unit of work"


@pytest.mark.parametrize("verb", PLAYED)
def test_the_queue_is_made_anew_once_and_last(verb: str) -> None:
    act = PLAYED[verb](stages.scene())
    laid_down = set(Case.objects.filter(matter__queue_entries=None).values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as captured:
        act()
    said = [row for case in Case.objects.exclude(pk__in=laid_down).order_by("pk") for row in read(case)]
    assert stored() == said
    statements = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(SAVEPOINTS)]
    reads = [at for at, sql in enumerate(statements) if sql.startswith("SELECT") and TABLE in sql]
    assert len(reads) <= 1, "one reading for all cases of the act"
    writes = [at for at, sql in enumerate(statements) if sql.startswith(WRITES) and TABLE not in sql]
    assert not reads or max(writes) < reads[0], "nothing is written after the queue was made"


class Broken(Exception):
    """What goes wrong."""


def test_a_fault_while_the_queue_is_made_undoes_the_act() -> None:
    here = stages.scene()
    case, before = stages.draft(here), stored()
    with mock.patch("registry.matters.services.queues._write", side_effect=Broken), pytest.raises(Broken):
        cases.submit(case.pk, by=here.applicant)
    case.refresh_from_db()
    assert (case.state, case.revisions.count(), stored()) == (Case.State.DRAFT, 0, before)
    cases.submit(case.pk, by=here.applicant)
    assert stored() == read(Case.objects.get(pk=case.pk)) != before
