"""Holds: placed and lifted by a room and by hand, ended by their last day, never changed."""

import datetime as dt

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone, translation

from registry.audit.selectors import audit
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, Stale, WrongState
from registry.messages.models import Notification
from registry.mines.models import Change, Hold
from registry.mines.policies import holds as policies
from registry.mines.policies import origins
from registry.mines.policies.origins import HoldSource
from registry.mines.rules.holds import Question, Ref
from registry.mines.selectors import holds as selectors
from registry.mines.services import holder_changes, holds
from registry.scope.models import Role, User
from registry.scope.policies.base import Allowed, Denied
from registry.scope.rules.grants import System
from tests.factories.holds import GROUND, REASON, HoldFactory, room
from tests.factories.memberships import member
from tests.factories.mines import FacilityFactory, MineFactory, held_mine
from tests.factories.organisations import company, ecology, emergency, finance, natural_resources

pytestmark = pytest.mark.django_db
SYSTEM = System("tests")
APPROVAL = Question("approvals")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def mine():
    return held_mine()


def placed(mine, key: str = "7", **more) -> Hold:
    given = {"kind": "order", "blocks": ["payments", "approvals"], "ground": GROUND, "reason_zh": REASON}
    return holds.place(mine.pk, by=SYSTEM, source=room(), key=key, **(given | more))


def by_hand(mine, by: User, **more) -> Hold:
    given = {"kind": "hazard", "blocks": ["approvals"], "ground": GROUND, "reason_zh": REASON}
    return holds.place_by_hand(mine.pk, by=by, **(given | more))


class TestPlacing:
    def test_a_room_places_and_everything_is_on_record(self, mine) -> None:
        hold = placed(mine)
        assert (hold.blocks, hold.state, hold.placed_text) == (["approvals", "payments"], "open", "system:tests")
        assert hold.since == timezone.localdate()
        event = audit.trail(hold).get()
        assert (event.verb, event.region_code, event.after["ground"]) == ("hold.placed", mine.region_code, GROUND)
        change = Change.objects.get()
        assert (change.kind, change.mine_id, change.row_key) == ("hold", mine.pk, hold.pk)
        assert [row.pk for row in selectors.stopping(mine.pk, APPROVAL)] == [hold.pk]
        assert list(selectors.stopped_mines("payments").values_list("mine", flat=True)) == [mine.pk]
        assert not selectors.stopped_mines("scores").exists()

    def test_company_and_departments_are_told(self, mine) -> None:
        people = [
            member(Role.APPLICANT, mine.holder),
            member(Role.REVIEWER, natural_resources(mine.region_code)),
            member(Role.DEPARTMENT_HEAD, emergency(mine.region_code)),
        ]
        others = [member(Role.REVIEWER, finance(mine.region_code)), member(Role.REVIEWER, emergency("140212"))]
        placed(mine)
        told = set(Notification.objects.filter(kind="holds.placed").values_list("recipient", flat=True))
        assert told == {one.pk for one in people}
        assert not told & {one.pk for one in others}

    def test_the_smallest_territory_is_told(self, mine) -> None:
        near = member(Role.REVIEWER, emergency(mine.region_code))
        member(Role.REVIEWER, emergency(f"{mine.region_code[:4]}00"))
        placed(mine)
        assert list(Notification.objects.values_list("recipient", flat=True)) == [near.pk]

    @pytest.mark.parametrize(
        ("wrong", "fields"),
        [
            ({"kind": "horoscope"}, {"kind"}),
            ({"kind": "seizure"}, {"kind"}),
            ({"blocks": []}, {"blocks"}),
            ({"blocks": ["weddings"]}, {"blocks"}),
            ({"blocks": ["scores"]}, {"blocks"}),
            ({"ground": " "}, {"ground"}),
            ({"ground": "字" * 301}, {"ground"}),
            ({"reason_zh": "太短"}, {"reason_zh"}),
            ({"reason_en": "x" * 1001}, {"reason_en"}),
            ({"since": dt.date(2999, 1, 1)}, {"since"}),
            ({"until": dt.date(2020, 1, 1)}, {"until"}),
            ({"facility": 10**9}, {"facility"}),
            ({"kind": "", "blocks": [], "ground": "", "reason_zh": ""}, {"kind", "blocks", "ground", "reason_zh"}),
        ],
    )
    def test_every_fault_is_told_at_once_and_nothing_is_kept(self, mine, wrong, fields) -> None:
        with pytest.raises(Incomplete) as caught:
            placed(mine, **wrong)
        assert fields <= set(caught.value.fields)
        assert not Hold.objects.exists()
        assert not Change.objects.exists()

    def test_a_day_is_not_enough(self, mine) -> None:
        with pytest.raises(Incomplete) as caught:
            placed(mine, until=timezone.localdate())
        assert "The last day must come after the first." in str(caught.value)

    def test_a_facility_of_another_mine_is_none(self, mine) -> None:
        with pytest.raises(Incomplete):
            placed(mine, facility=FacilityFactory().pk)
        with pytest.raises(Incomplete):
            placed(mine, facility=FacilityFactory(mine=mine, is_ended=True))
        dump = FacilityFactory(mine=mine, is_dump=True)
        assert placed(mine, facility=dump).facility == dump

    def test_one_open_hold_of_a_kind_for_a_record(self, mine) -> None:
        first = placed(mine)
        with pytest.raises(Incomplete):
            placed(mine)
        assert placed(mine, kind="hazard").pk != first.pk
        assert placed(mine, key="8").pk != first.pk
        with pytest.raises(IntegrityError), transaction.atomic():
            HoldFactory(mine=mine, source_kind="tests.order", source_key="7", kind="order")
        holds.lift(room(), "7", by=SYSTEM, ground=GROUND, reason=REASON, kind="order")
        assert placed(mine).pk != first.pk

    def test_a_lapsed_hold_makes_room_for_the_next(self, mine) -> None:
        old = HoldFactory(mine=mine, is_lapsed=True, source_kind="tests.order", source_key="7", kind="order")
        placed(mine)
        old.refresh_from_db()
        assert old.state == "ended"

    def test_what_fails_later_takes_the_hold_with_it(self, mine) -> None:
        with transaction.atomic():
            placed(mine)
            transaction.set_rollback(True)
        assert not Hold.objects.exists()
        assert not Notification.objects.exists()


class TestSources:
    def test_a_kind_that_nobody_registered_is_no_source(self, mine) -> None:
        stranger = HoldSource("nobody.knows", "?", kinds=("order",), things=("approvals",))
        with pytest.raises(LookupError):
            holds.place(
                mine.pk, by=SYSTEM, source=stranger, key="1", kind="order", blocks=["approvals"], ground=GROUND,
                reason_zh=REASON,
            )  # fmt: skip
        with pytest.raises(LookupError):
            origins.get("nobody.knows")

    @pytest.mark.parametrize(
        "more", [{"kinds": ("horoscope",)}, {"things": ("weddings",)}, {"kinds": ()}, {"may_lift": None}]
    )
    def test_a_source_that_is_not_whole_fails_at_start_up(self, more) -> None:
        given = {
            "kinds": ("order",), "things": ("approvals",), "may_place": lambda _b, _m: Allowed(),
            "may_lift": lambda _b, _h: Allowed(),
        }  # fmt: skip
        with pytest.raises(ValueError):
            origins.register(HoldSource("tests.broken", "Broken", **(given | more)))
        assert "tests.broken" not in origins.known()

    def test_a_kind_is_registered_once(self) -> None:
        with pytest.raises(ValueError):
            origins.register(HoldSource(room().kind, "Again"))

    def test_the_room_says_who_may(self, mine, monkeypatch) -> None:
        source = HoldSource(
            "tests.closed", "Closed", kinds=("order",), things=("approvals",),
            may_place=lambda _by, _mine: Denied("Not you."), may_lift=lambda _by, _hold: Denied("Not you."),
        )  # fmt: skip
        monkeypatch.setitem(origins._origins, source.kind, source)
        with pytest.raises(NotAllowed):
            holds.place(
                mine.pk, by=SYSTEM, source=source, key="1", kind="order", blocks=["approvals"], ground=GROUND,
                reason_zh=REASON,
            )  # fmt: skip
        HoldFactory(mine=mine, source_kind=source.kind, source_key="1")
        with pytest.raises(NotAllowed):
            holds.lift(source, "1", by=SYSTEM, ground=GROUND, reason=REASON)


class TestByHand:
    def test_who_is_responsible_places_and_its_head_lifts(self, mine) -> None:
        body = emergency(mine.region_code)
        reviewer, head = member(Role.REVIEWER, body), member(Role.DEPARTMENT_HEAD, body)
        hold = by_hand(mine, reviewer)
        assert (hold.authority, hold.source_kind, hold.placed_by) == (body, policies.BY_HAND, reviewer)
        with pytest.raises(NotAllowed):
            holds.lift_by_hand(hold.pk, by=reviewer, ground=GROUND, reason=REASON)
        lifted = holds.lift_by_hand(hold.pk, by=head, ground=GROUND, reason=REASON, version=hold.version)
        assert (lifted.state, lifted.closed_by, lifted.lift_reason, lifted.version) == ("lifted", head, REASON, 2)
        assert audit.trail(hold)[0].after == {"state": "lifted", "ground": GROUND, "reason": REASON}
        assert not selectors.stopping(mine.pk, APPROVAL)
        with pytest.raises(WrongState):
            holds.lift_by_hand(hold.pk, by=head, ground=GROUND, reason=REASON)

    def test_a_hold_that_was_lifted_meanwhile_is_stale(self, mine) -> None:
        head = member(Role.DEPARTMENT_HEAD, emergency(mine.region_code))
        hold = HoldFactory(mine=mine)
        with pytest.raises(Stale):
            holds.lift_by_hand(hold.pk, by=head, ground=GROUND, reason=REASON, version=hold.version + 1)

    @pytest.mark.parametrize("wrong", [{"ground": ""}, {"reason": "太短"}, {"ground": "", "reason": ""}])
    def test_lifting_needs_ground_and_reason(self, mine, wrong) -> None:
        head = member(Role.DEPARTMENT_HEAD, emergency(mine.region_code))
        hold = HoldFactory(mine=mine)
        with pytest.raises(Incomplete) as caught:
            holds.lift_by_hand(hold.pk, by=head, **({"ground": GROUND, "reason": REASON} | wrong))
        assert set(caught.value.fields) == set(wrong)
        hold.refresh_from_db()
        assert hold.state == "open"

    def test_another_department_another_kind_another_territory(self, mine) -> None:
        with pytest.raises(NotAllowed):
            by_hand(mine, member(Role.REVIEWER, emergency(mine.region_code)), kind="money")
        with pytest.raises(NotAllowed):
            by_hand(mine, member(Role.INSPECTOR, emergency(mine.region_code)))
        with pytest.raises(OutOfScope):
            by_hand(mine, member(Role.REVIEWER, emergency("140212")))
        with pytest.raises(NotAllowed):
            by_hand(mine, member(Role.APPLICANT, mine.holder))
        head = member(Role.DEPARTMENT_HEAD, ecology(mine.region_code))
        with pytest.raises(NotAllowed):
            holds.lift_by_hand(HoldFactory(mine=mine).pk, by=head, ground=GROUND, reason=REASON)

    def test_what_a_room_placed_is_not_lifted_by_hand(self, mine) -> None:
        head = member(Role.DEPARTMENT_HEAD, emergency(mine.region_code))
        with pytest.raises(NotAllowed):
            holds.lift_by_hand(placed(mine, kind="hazard").pk, by=head, ground=GROUND, reason=REASON)


class TestEnding:
    def test_the_last_day_ends_it_without_anybody(self, mine) -> None:
        hold = HoldFactory(mine=mine, is_lapsed=True)
        assert not hold.is_standing
        assert not selectors.stopping(mine.pk, APPROVAL)
        assert selectors.of_mine(mine) == ([], [hold])
        assert holds.end_lapsed() == 1
        hold.refresh_from_db()
        assert (hold.state, hold.closed_text) == ("ended", "system:holds")
        assert audit.trail(hold)[0].verb == "hold.ended"
        assert holds.end_lapsed() == 0

    def test_on_its_last_day_it_stands(self, mine) -> None:
        today = timezone.localdate()
        HoldFactory(mine=mine, since=today - dt.timedelta(days=3), until=today)
        assert holds.end_lapsed() == 0
        assert selectors.stopping(mine.pk, APPROVAL)

    def test_a_room_lifts_all_holds_of_its_record_once(self, mine) -> None:
        made = {placed(mine).pk, placed(mine, kind="hazard").pk}
        other = placed(mine, key="8")
        lifted = holds.lift(room(), "7", by=SYSTEM, ground=GROUND, reason=REASON)
        assert {row.pk for row in lifted} == made
        assert holds.lift(room(), "7", by=SYSTEM, ground=GROUND, reason=REASON) == []
        assert [row.pk for row in selectors.stopping(mine.pk, APPROVAL)] == [other.pk]

    def test_nothing_but_its_end_is_ever_written(self, mine) -> None:
        hold = HoldFactory(mine=mine)
        for change in (
            {"reason_zh": "另一个理由，写满十个字。"},
            {"until": dt.date(2999, 1, 1)},
            {"blocks": ["scores"]},
        ):
            with pytest.raises(InternalError), transaction.atomic():
                Hold.objects.filter(pk=hold.pk).update(**change)
        with pytest.raises(InternalError), transaction.atomic():
            hold.delete()
        over = HoldFactory(mine=mine, is_lifted=True)
        with pytest.raises(InternalError), transaction.atomic():
            Hold.objects.filter(pk=over.pk).update(lift_reason="另一个理由，写满十个字。")

    @pytest.mark.parametrize(
        "broken",
        [
            {"blocks": []},
            {"blocks": ["weddings"]},
            {"until": dt.date(2020, 1, 1)},
            {"state": "lifted"},
            {"state": "ended", "closed_at": timezone.now()},
            {"ground": ""},
            {"work_kind": "funds.work"},
            {"lift_reason": "没有解除。"},
        ],
    )
    def test_the_database_says_so_too(self, mine, broken) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            HoldFactory(mine=mine, **broken)


class TestReading:
    def test_the_work_that_remedies_it_passes(self, mine) -> None:
        placed(mine)
        remedy = Question("payments", remedies=frozenset({Ref("tests.order", "7")}))
        assert not selectors.stopping(mine.pk, remedy)
        holds.require_free(mine.pk, remedy)
        with pytest.raises(WrongState) as caught:
            holds.require_free(mine.pk, Question("payments"))
        assert REASON in str(caught.value)

    def test_a_company_sees_its_own_and_an_office_its_territory(self, mine) -> None:
        ours, theirs = HoldFactory(mine=mine), HoldFactory(mine=held_mine(company()))
        away = HoldFactory(mine=MineFactory(region_code="140212"))
        applicant, officer = member(Role.APPLICANT, mine.holder), member(Role.REVIEWER, finance("150621"))
        assert set(selectors.visible(applicant)) == {ours}
        assert set(selectors.visible(officer)) == {ours, theirs}
        assert away not in selectors.visible(officer)
        assert not selectors.visible(member(Role.ADMINISTRATOR, natural_resources("150621"))).exists()

    def test_words_name_kind_day_place_and_reason(self, mine) -> None:
        dump = FacilityFactory(mine=mine, name_zh="外排土场", name_en="External dump")
        zh, en = selectors.words([HoldFactory(mine=mine, facility=dump)])
        assert "重大事故隐患" in zh
        assert "外排土场" in zh
        assert "External dump" in en
        assert "An open major hazard." in en

    def test_a_transfer_says_that_holds_go_along(self, mine) -> None:
        assert holder_changes.effects(mine) == []
        HoldFactory(mine=mine)
        HoldFactory(mine=mine, is_ended=True)
        assert "1 hold goes with the mine." in holder_changes.effects(mine)
