"""The invented layers of the demonstration break the rules where they are meant to, and nowhere else."""

import pytest
from django.core.management import call_command

from config.demo import bodies, layers, mines
from governance.approval.selectors.checks import spatial_checks
from registry.layers.models import MapLayer

pytestmark = pytest.mark.django_db

FAULTS = {
    (layers.ON_RED_LINE, "spatial-red-line"),
    (layers.ON_FARMLAND, "spatial-farmland"),
    (layers.BY_RAILWAY, "spatial-railway"),
    (layers.BY_ROAD, "spatial-road"),
}


def test_one_mine_breaks_each_rule_and_the_others_pass(settings: object) -> None:
    settings.DEMO_PASSWORD = "Grassland-2026-demo"  # type: ignore[attr-defined]
    call_command("load_regions", verbosity=0)
    made, _people = bodies.load()
    held = mines.load(made)
    first = layers.load(held)
    results = {(key, one.code): one for key, mine in held.items() for one in spatial_checks.evaluate(mine)}
    assert {place for place, one in results.items() if one.result != "pass"} == FAULTS
    assert all(results[place].result == "fail" for place in FAULTS)
    assert 550 < float(results[layers.BY_RAILWAY, "spatial-railway"].distance_m or 0) < 630
    assert float(results[layers.ON_RED_LINE, "spatial-red-line"].area_ha or 0) > 50
    assert not MapLayer.objects.filter(is_simulated=False).exists()
    assert all("演示" in layer.name_zh for layer in MapLayer.objects.all())
    assert {kind: layer.pk for kind, layer in layers.load(held).items()} == {k: v.pk for k, v in first.items()}
