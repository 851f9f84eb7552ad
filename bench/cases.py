"""Server time and queries of queue, case list and case page at 20,000 open cases, against their bare queries."""

import datetime as dt
import os
import random
import sys
from collections.abc import Callable
from itertools import count
from typing import Any

from bench import harness, register

ROWS = int(os.environ.get("BENCH_CASES", "20000"))
COUNTIES = ("150602", "150621", "150622", "150623", "150624", "610802", "610881", "610822", "140212", "140213")
FUNCTIONS = ("natural_resources", "emergency_management", "ecology_environment", "water", "forestry_grassland")
BARE_QUEUE = "SELECT * FROM registry_queueentry WHERE region_code LIKE '15%%' ORDER BY urgent_on, id LIMIT 26"
BARE_MINE = "SELECT * FROM registry_queueentry WHERE organisation_id = %s ORDER BY urgent_on, id LIMIT 26"
BARE_LIST = (
    "SELECT * FROM governance_case WHERE region_code LIKE '15%%' ORDER BY created_at DESC, matter_id DESC LIMIT 26"
)
BARE_CASE = "SELECT * FROM governance_case WHERE matter_id = %s"


def main() -> None:
    """Lay the cases and their queue down in bulk, and time the pages of five people."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from governance.approval.models import Case
    from governance.approval.services.procedures import procedures
    from registry.calendar.services import calendars
    from registry.matters.models import Matter
    from registry.matters.services import queues
    from registry.regions.services import regions
    from registry.scope.models import Membership, Organisation, Region, User
    from registry.scope.rules.grants import System

    settings.ALLOWED_HOSTS = ["testserver"]
    regions.load(by=System("bench"))
    calendars.seed_from_file(settings.DATA_DIR / "working_days.json", by=System("bench"))
    procedures.load(settings.DATA_DIR / "procedures.json")
    place = {code: Region.objects.get(code=code, level="district") for code in COUNTIES}
    bodies = {
        (code, function): Organisation.objects.create(
            name_zh=f"{region.name_zh}{function}", kind="department", function=function, region=region
        )
        for code, region in place.items()
        for function in FUNCTIONS
    }
    offices = {
        code: Organisation.objects.create(name_zh=f"{region.name_zh}协治办", kind="committee_office", region=region)
        for code, region in place.items()
    }
    with connection.cursor() as cursor:  # no history and no checks of foreign keys while rows are laid down
        cursor.execute("SET session_replication_role = replica")
        lay_down(bodies, offices, place)
        cursor.execute("SET session_replication_role = DEFAULT")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    in_review = list(Case.objects.filter(state="review").values_list("pk", flat=True)[:500])
    some = Matter.objects.filter(pk__in=in_review)
    taken = harness.seconds(lambda: queues.refresh_all(some), repeat=1)
    harness.emit("cases", "queue entries of one case, made anew", taken / 500 * 1000, "ms")
    taken = harness.seconds(queues.sweep, repeat=3)
    harness.emit("cases", "sweep of the queue, nothing stale", taken * 1000, "ms")

    def person(name: str, role: str, body: Organisation) -> Client:
        user = User.objects.create_user(name, full_name=name)
        Membership.objects.create(user=user, organisation=body, role=role)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    county = bodies["150621", "ecology_environment"]
    head = person("head", "department_head", county)
    office = person("office", "committee_office", offices["150621"])
    province = Organisation.objects.create(
        name_zh="基准省委员会", kind="committee", region=Region.objects.get(code="150000", level="province")
    )
    member = person("member", "committee_member", province)
    nation = person("nation", "auditor", Organisation.objects.create(name_zh="基准全国委员会", kind="committee"))
    company = person("company", "applicant", Organisation.objects.filter(kind="company").order_by("pk")[0])
    case = Case.objects.filter(region_code="150621", state="review").order_by("pk")[20]

    def bare(statement: str, *params: object) -> Callable[[], object]:
        def ask() -> object:
            with connection.cursor() as cursor:
                cursor.execute(statement, params)
                return cursor.fetchall()

        return ask

    def compare(figure: str, client: Client, address: str, asked: Callable[[], object]) -> None:
        def get() -> object:
            answer = client.get(f"/zh-hans{address}")
            assert answer.status_code == 200, (address, answer.status_code)
            return answer

        get()
        made: list[str] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            made.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            get()
        reference, taken = harness.seconds(asked, repeat=5), harness.seconds(get, repeat=5)
        harness.emit("cases", figure, taken * 1000, "ms", ratio=reference / taken)
        harness.emit("cases", f"{figure}: queries", len(made), "queries")

    mine = bare(BARE_MINE, county.pk)
    compare("queue, mine, head of a department", head, "/queue/", mine)
    compare("queue, my body, head of a department", head, "/queue/?tab=department", mine)
    compare("queue, waiting for others, head", head, "/queue/?tab=waiting", bare(BARE_QUEUE))
    compare("queue, waiting for others, office", office, "/queue/?tab=waiting", bare(BARE_QUEUE))
    everywhere = bare(BARE_QUEUE.replace(" WHERE region_code LIKE '15%%'", ""))
    for name, client, asked in (("a province", member, bare(BARE_QUEUE)), ("the nation", nation, everywhere)):
        for tab in ("mine", "department", "waiting", "overdue", "paused"):
            compare(f"queue, {tab}, {name}", client, f"/queue/?tab={tab}", asked)
    compare("queue, words, the nation", nation, "/queue/?tab=waiting&q=基准0099", everywhere)
    compare("queue, by holder, the nation", nation, "/queue/?tab=overdue&holder=water", everywhere)
    compare("queue, by number, the nation", nation, "/queue/?tab=waiting&order=-number", everywhere)
    compare("queue, a company", company, "/queue/", everywhere)
    compare("home, head of a department", head, reverse("registry:home").removeprefix("/zh-hans"), mine)
    listed = bare(BARE_LIST)
    compare("case list, a province", member, "/cases/", listed)
    compare("case list, the nation", nation, "/cases/", bare(BARE_LIST.replace(" WHERE region_code LIKE '15%%'", "")))
    compare("case list, words, the nation", nation, "/cases/?q=基准0099", listed)
    compare("case list, waiting for me, head", head, "/cases/?waiting=1", listed)
    compare("case page", head, f"/cases/{case.pk}/", bare(BARE_CASE, case.pk))
    compare("savings, the nation", nation, "/savings/", bare("SELECT count(*) FROM governance_casefigure"))


def lay_down(bodies: dict[Any, Any], offices: dict[str, Any], place: dict[str, Any]) -> None:
    """`ROWS` open cases of every state with seats and clock events, and a fifth as many decided ones with figures."""
    from django.utils import timezone

    from governance.approval.models import (  # fmt: skip
        Case,
        CaseFigure,
        DossierRevision,
        Procedure,
        Round,
        Seat,
        SeatFigure,
    )
    from governance.approval.services.procedures import procedures
    from registry.matters.models import ClockEvent, Matter
    from registry.mines.models import Mine
    from registry.scope.models import Organisation, User

    dice, now = random.Random(20261126), timezone.now()
    procedure = Procedure.objects.order_by("pk")[0]
    copy = procedures.snapshot(procedure)
    opener = User.objects.create_user("opener", full_name="opener")
    companies = Organisation.objects.bulk_create(
        [Organisation(name_zh=f"基准矿业{n}有限公司", kind="company") for n in range(ROWS // 20)]
    )
    mines = Mine.objects.bulk_create(
        [
            Mine(
                identifier=f"B{n:06d}", name_zh=f"基准{n:06d}煤矿", mineral="coal", method="open_pit", longitude=110,
                latitude=40, region=place[code], region_code=code, source="bench", stage="producing",
            )
            for n in range(ROWS + ROWS // 5)
            for code in [COUNTIES[n % len(COUNTIES)]]
        ],
        batch_size=2000,
    )  # fmt: skip
    states = (
        ("review",) * 12 + ("submitted",) * 2 + ("deciding",) * 2 + ("draft", "correcting", "stopped", "countersigning")
    )
    cases = []
    for n, mine in enumerate(mines):
        state = states[n % len(states)] if n < ROWS else "approved"
        began = now - dt.timedelta(days=dice.randrange(1, 60), minutes=n % 1000)
        cases.append(
            Case.of(
                Matter(
                    kind=Case.KIND, number=f"XZ-2026-{n:06d}", title_zh=f"基准方案{n}", mine=mine,
                    region_code=mine.region_code, responsible=offices[mine.region_code],
                ),
                procedure=procedure, procedure_copy=copy, applicant=companies[n % len(companies)], state=state,
                opened_by=opener,
                submitted_at=None if state == "draft" else began,
                accepted_at=None if state in ("draft", "submitted", "correcting") else began,
                decided_at=now if state == "approved" else None,
            )
        )  # fmt: skip
    Matter.objects.bulk_create([case.matter for case in cases], batch_size=1000)
    for case in cases:
        case.matter_id = case.matter.pk
    Case.objects.bulk_create(cases, batch_size=1000)
    reviewed = [case for case in cases if case.accepted_at]
    revisions = DossierRevision.objects.bulk_create(
        [DossierRevision(case=case, number=1, frozen_by=opener, content_hash="ab" * 32) for case in reviewed],
        batch_size=2000,
    )
    rounds = Round.objects.bulk_create(
        [
            Round(case=case, number=1, revision=revision, closed_at=None if case.state == "review" else now)
            for case, revision in zip(reviewed, revisions, strict=True)
        ],
        batch_size=2000,
    )
    seats, place_of = [], count()
    for case, review in zip(reviewed, rounds, strict=True):
        for function in FUNCTIONS:
            is_open = case.state == "review" and dice.random() < 0.6
            seats.append(
                Seat(
                    round=review, organisation=bodies[case.region_code, function], function=function, power="decides",
                    ground_zh="法", ground_en="law", days=20, day_type="working", silence="blocks",
                    position=next(place_of) % len(FUNCTIONS), state="open" if is_open else "answered",
                )
            )  # fmt: skip
    Seat.objects.bulk_create(seats, batch_size=2000)
    events = []
    starts = {review.pk: case for case, review in zip(reviewed, rounds, strict=True)}
    paused = {
        "reason": "专家评审", "legal_basis": "行政许可法第四十五条", "notice": "书面告知", "told_by": "基准",
        "expected_days": 20,
    }  # fmt: skip
    for case in cases:
        if case.state == "submitted":
            events.append(ClockEvent(matter=case.matter, clock="intake", kind="start", at=case.submitted_at))
        if case.accepted_at:
            events.append(ClockEvent(matter=case.matter, clock="decision", kind="start", at=case.accepted_at))
    for seat in seats:
        case = starts[seat.round_id]
        events.append(ClockEvent(matter=case.matter, subject=seat.pk, clock="seat", kind="start", at=case.accepted_at))
        if seat.state == "answered":
            events.append(ClockEvent(matter=case.matter, subject=seat.pk, clock="seat", kind="stop", at=now))
        elif dice.random() < 0.05:
            events.append(ClockEvent(matter=case.matter, subject=seat.pk, clock="seat", kind="pause", at=now, **paused))
    ClockEvent.objects.bulk_create(events, batch_size=2000)
    lay_queue(cases, seats, starts, dice)
    figures = CaseFigure.objects.bulk_create(
        [
            CaseFigure(
                case=case, procedure_code=copy["code"], region_code=case.region_code, method="open_pit", size="large",
                outcome="approve", accepted_on=case.accepted_at.date(), days_real=(real := dice.randrange(5, 25)),
                decided_on=now.date() - dt.timedelta(days=dice.randrange(700)), days_serial=real + dice.randrange(40),
            )
            for case in cases
            if case.state == "approved"
        ],
        batch_size=2000,
    )  # fmt: skip
    SeatFigure.objects.bulk_create(
        [
            SeatFigure(
                figure=figure, organisation=bodies[figure.region_code, function], function=function,
                days_used=dice.randrange(3, 22), days_allowed=20, on_time=dice.random() < 0.9,
            )
            for figure in figures
            for function in FUNCTIONS
        ],
        batch_size=2000,
    )  # fmt: skip


def lay_queue(cases: list[Any], seats: list[Any], starts: dict[int, Any], dice: random.Random) -> None:
    """The entries of the queue as its service would make them, without reading 20,000 cases one by one."""
    from django.utils import timezone

    from governance.approval.models import Case
    from registry.matters.models import QueueEntry

    today, rows = timezone.localdate(), []

    def entry(case: Any, body: int, part: str, task: tuple[str, str], clock: str, seat: Any = None) -> None:
        paused = seat is not None and dice.random() < 0.05
        due = today + dt.timedelta(days=dice.randrange(-10, 30)) if clock and not paused else None
        rows.append(
            QueueEntry(
                matter=case.matter, organisation_id=body, company_id=case.applicant_id, subject=seat.pk if seat else 0,
                part=part, task_zh=task[0], task_en=task[1], clock=clock,
                since=case.submitted_at or timezone.now(), due_on=due, urgent_on=due or dt.date.max, is_paused=paused,
                kind=Case.KIND, number=case.number, state=case.state, category=case.frozen.code,
                region_code=case.region_code, matter_version=1, calendar_version=1, last_event=10**12,
            )
        )  # fmt: skip

    for case in cases:
        if case.state in ("draft", "correcting"):
            entry(case, case.applicant_id, "applicant", ("补正", "Complete the dossier and submit it"), "")
        elif case.state == "submitted":
            entry(case, case.office_id, "intake", ("检查", "Check completeness"), "intake")
        elif case.state in ("deciding", "stopped"):
            entry(case, case.office_id, "office", ("起草决定", "Draft the decision"), "decision")
    for seat in seats:
        case = starts[seat.round_id]
        if seat.state == "open":
            entry(case, seat.organisation_id, "seat", ("出具意见", "Give the opinion"), "seat", seat)
        elif case.state == "countersigning":
            entry(case, seat.organisation_id, "signature", ("副署", "Countersign the decision"), "decision")
    QueueEntry.objects.bulk_create(rows, batch_size=2000)


if __name__ == "__main__":
    with register.database(f"xiezhi_bench_cases_{os.getpid()}"):
        main()
    sys.exit(0)
