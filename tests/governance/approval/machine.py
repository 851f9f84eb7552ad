"""Random lives of a case: hypothesis acts as everybody at once, and what must always hold is checked after each act."""

from typing import Any, ClassVar

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from governance.approval.models import Case, CheckRecord, Conflict, Decision, DossierRevision, Opinion, Round, Seat
from governance.approval.selectors.cases import blocking, standing
from governance.approval.selectors.checks import checks as check_selectors
from governance.approval.selectors.clocks import clocks as readings
from governance.approval.services.cases import cases, intake
from governance.approval.services.clocks import clocks
from governance.approval.services.decisions import decisions
from governance.approval.services.dossiers import revisions
from governance.approval.services.seats import opinions, seats
from registry.base.rules.errors import DomainError
from registry.scope.models import User
from tests.factories import cases as stages
from tests.factories.plans import case_document

FUNCTIONS = ("natural_resources", "emergency_management", "ecology_environment")
REASON = "理由充分，依法依规作出。"
S = Case.State
#: States in which a standing binding objection may be found.
UNDER_OBJECTION = (S.STOPPED, S.REVISING, S.COUNTERSIGNING, S.REFUSED, S.WITHDRAWN)


class CaseLife(RuleBasedStateMachine):
    """One case under random acts; `scene` is set by the test, `reached` collects every state seen."""

    scene: ClassVar[stages.Scene]
    start: ClassVar[Case]
    reached: ClassVar[set[str]] = set()

    @initialize()
    def begin(self) -> None:
        """Every life starts from the same accepted case, and is rolled back."""
        self.point = transaction.savepoint()
        self.case = Case.objects.get(pk=self.start.pk)

    def teardown(self) -> None:
        """Whatever happened, the case can still be brought to an end; then it never was."""
        if hasattr(self, "point"):
            self.finish()
            transaction.savepoint_rollback(self.point)

    def attempt(self, act: Any, *arguments: Any, **given: Any) -> None:
        """Do it, or be refused with a reason and without a trace."""
        before = self._trace()
        refused = False
        try:
            with transaction.atomic():
                act(*arguments, **given)
        except DomainError:
            refused = True
        self.case.refresh_from_db()
        assert not refused or self._trace() == before
        self.reached.add(self.case.state)

    def _trace(self) -> tuple[Any, ...]:
        return self.case.state, self.case.version, Opinion.objects.count(), Round.objects.count()

    def person(self, function: str) -> User:
        """The reviewer of a department."""
        return self.scene.reviewers[function]

    @rule(function=st.sampled_from(FUNCTIONS), kind=st.sampled_from(Opinion.Kind.values), topic=st.booleans())
    def speak(self, function: str, kind: str, topic: bool) -> None:
        """A department speaks; conditions may take a side in a known conflict."""
        side = "safety" if function == "emergency_management" else "ecology"
        condition = opinions.Condition(
            "按期完成", stages.dt.date(2099, 1, 1), "", *(("irrigation", side) if topic else ())
        )
        self.attempt(
            opinions.give, self.scene.seat(self.case, function).pk, by=self.person(function), kind=kind,
            reasons=REASON, ground="法律第一条", conditions=[condition],
        )  # fmt: skip

    @rule()
    def everybody_supports(self) -> None:
        """Every department that still has to speak supports."""
        known = [decision.pk for decision in standing.later_decisions(self.case)]
        for function in FUNCTIONS:
            seat = self.scene.seat(self.case, function)
            self.attempt(opinions.give, seat.pk, by=self.person(function), kind="support", acknowledged=known)

    @rule()
    def go_straight_on(self) -> None:
        """Everybody does the next lawful thing at once."""
        self.everybody_supports()
        self.propose(Decision.Outcome.APPROVE)
        self.countersign("natural_resources")

    @rule(function=st.sampled_from(FUNCTIONS))
    def withdraw_opinion(self, function: str) -> None:
        """A department takes its opinion back."""
        self.attempt(
            opinions.withdraw, self.scene.seat(self.case, function).pk, by=self.person(function), reason=REASON
        )

    @rule()
    def ask_revision(self) -> None:
        """The office gives the dossier back."""
        self.attempt(revisions.ask_revision, self.case.pk, by=self.scene.officer, items=[{"text": REASON}])

    @rule(changes=st.booleans())
    def resubmit(self, changes: bool) -> None:
        """The company submits the dossier again, changed or not."""
        if changes and self.case.state == S.REVISING:
            case_document(self.case, "mining-plan", sha256=f"{self.case.revisions.count():064d}")
        self.attempt(revisions.submit, self.case.pk, by=self.scene.applicant)

    @rule(outcome=st.sampled_from(Decision.Outcome.values))
    def propose(self, outcome: str) -> None:
        """The office drafts the decision."""
        self.attempt(decisions.propose, self.case.pk, by=self.scene.officer, outcome=outcome, reasons=REASON)

    @rule(function=st.sampled_from(FUNCTIONS))
    def countersign(self, function: str) -> None:
        """A head signs."""
        self.attempt(decisions.countersign, self.case.pk, by=self.scene.heads[function])

    @rule()
    def sign_as_the_author(self) -> None:
        """Who drafted tries to sign as well."""
        self.attempt(decisions.countersign, self.case.pk, by=self.scene.officer)

    @rule()
    def send_back(self) -> None:
        """A head returns the proposal."""
        self.attempt(decisions.return_to_office, self.case.pk, by=self.scene.heads["natural_resources"], reason=REASON)

    @rule(pauses=st.booleans())
    def run_clock(self, pauses: bool) -> None:
        """The office stops the clock or starts it again."""
        if pauses:
            self.attempt(clocks.pause, self.case.pk, by=self.scene.officer, **stages.PAUSE)
        else:
            self.attempt(clocks.resume, self.case.pk, by=self.scene.officer)

    @rule(passes=st.booleans())
    def record_hazard(self, passes: bool) -> None:
        """A gate opens or closes."""
        CheckRecord.objects.create(
            case=self.case, code="gate-major-hazard", state="pass" if passes else "fail", text=REASON,
            happened_on=stages.timezone.localdate(), by=self.scene.officer, organisation=self.scene.office,
        )  # fmt: skip

    @rule()
    def decide_elsewhere(self) -> None:
        """Another decision on the mine is signed meanwhile."""
        if not standing.later_decisions(self.case).exists():
            stages.signed_elsewhere(self.scene)

    @rule(function=st.sampled_from(FUNCTIONS))
    def acknowledge(self, function: str) -> None:
        """A department notes what was decided meanwhile."""
        known = [decision.pk for decision in standing.later_decisions(self.case)]
        seat = self.scene.seat(self.case, function)
        self.attempt(seats.acknowledge, seat.pk, by=self.person(function), decision_ids=known)

    @rule()
    def settle_conflicts(self) -> None:
        """The conflicts are settled: one side's condition falls."""
        self.case.conflicts.filter(state="open", kind="conditions").update(
            state="settled", settlement="chosen", settlement_text=REASON, settled_at=stages.timezone.now()
        )

    @rule()
    def take_back(self) -> None:
        """The company withdraws."""
        self.attempt(cases.withdraw, self.case.pk, by=self.scene.applicant, reason=REASON)

    @rule()
    def accept_again(self) -> None:
        """Somebody presses an old button."""
        self.attempt(intake.accept, self.case.pk, by=self.scene.clerk)

    @invariant()
    def holds(self) -> None:
        """What is always true."""
        if not hasattr(self, "case"):
            return
        rows = standing.seats(self.case)
        objecting = standing.objections(self.case, rows)
        clocks_now = readings.of_case(self.case)
        if self.case.is_open:
            assert all(holder.organisation and holder.task for holder in self._holders(clocks_now))
        assert not objecting or self.case.state in UNDER_OBJECTION, "a refusal stops the case"
        assert self.case.rounds.filter(closed_at__isnull=True).count() <= 1
        assert self.case.decisions.filter(state__in=["proposed", "signed"]).count() <= 1
        self._nothing_stale(rows)
        if self.case.state in (S.APPROVED, S.REFUSED):
            self._signed_by_two()
        if self.case.state == S.APPROVED:
            assert rows
            assert all(seat.state in Seat.SPOKEN for seat in rows), "quorum"
            assert not check_selectors.blocking(self.case)
            assert not Conflict.objects.filter(case=self.case, state="open").exists()
            assert not standing.blind(self.case, rows)

    def _holders(self, clocks_now: list[readings.CaseClock]) -> list[blocking.Holder]:
        holders = blocking.who_is_blocking(self.case, clocks_now)
        assert holders, self.case.state
        return holders

    def _nothing_stale(self, rows: list[Seat]) -> None:
        """An opinion counts on the revision it was given on, or on a later one that does not touch its ground."""
        latest = DossierRevision.objects.filter(case=self.case).order_by("-number")[0]
        for seat in rows:
            opinion = standing.opinion_of(seat)
            if opinion is None or seat.round.revision_id != latest.pk:
                continue
            given = opinion.revision.number
            if given != latest.number:
                touched = revisions.touched_sections(self.case, given, latest.number)
                assert seat.state == Seat.State.CARRIED
                assert not touched & set(seat.sections), "a stale opinion counts"

    def _signed_by_two(self) -> None:
        decision = self.case.decisions.get(state="signed")
        assert decision.countersigned_by_id not in (None, decision.drafted_by_id)
        assert decision.countersigned_for_id != decision.drafted_for_id

    def finish(self) -> None:
        """No dead end: by lawful acts every case comes to an end."""
        for _step in range(4):
            if not self.case.is_open:
                return
            if self.case.state == S.COUNTERSIGNING:
                self.attempt(
                    decisions.return_to_office, self.case.pk, by=self.scene.heads["natural_resources"], reason=REASON
                )
            self.attempt(cases.withdraw, self.case.pk, by=self.scene.applicant, reason=REASON)
        assert not self.case.is_open, f"stuck in {self.case.state}"


def live(here: stages.Scene, case: Case, *, lives: int, seed: int, steps: int = 9) -> set[str]:
    """Let the case live `lives` random lives of at most `steps` acts; return the states that were reached."""
    life: Any = type("Life", (CaseLife,), {"scene": here, "start": case, "reached": set()})
    life._hypothesis_internal_use_seed = seed
    chosen = settings(
        max_examples=lives,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(life, settings=chosen)
    reached: set[str] = life.reached
    return reached
