"""Two editions of a layer at once: one is in force, whoever came second."""

import pytest

from registry.base.rules.errors import WrongState
from registry.layers.models import LayerImport, MapLayer
from registry.layers.services import layers
from registry.scope.models import Role
from tests.concurrency.test_cases import one_wins, race
from tests.factories.attachments import upload
from tests.factories.layers import box, collection, described, map_layer
from tests.factories.memberships import member
from tests.factories.organisations import natural_resources

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_editions_at_once_leave_one_in_force() -> None:
    race(lambda: map_layer(box(110.0, 40.0, 110.1, 40.1)), lambda: map_layer(box(111.0, 40.0, 111.1, 40.1)))
    assert MapLayer.objects.count() == 2
    assert MapLayer.objects.filter(valid_to__isnull=True).count() == 1


def test_the_same_edition_twice_at_once_is_one_layer() -> None:
    first, second = race(*[lambda: map_layer(box(110.0, 40.0, 110.1, 40.1))] * 2)
    assert first.pk == second.pk
    assert MapLayer.objects.count() == 1


def test_two_people_load_one_file_at_once(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    office = natural_resources("150000")
    one, other = member(Role.REVIEWER, office), member(Role.DEPARTMENT_HEAD, office)
    kept = layers.check(upload("layer.geojson", collection(box(110.0, 40.0, 110.1, 40.1))), described(), by=one)
    lost = one_wins(race(lambda: layers.load(kept.pk, by=one), lambda: layers.load(kept.pk, by=other)))
    assert isinstance(lost, WrongState)
    assert LayerImport.objects.get().layer == MapLayer.objects.get()
