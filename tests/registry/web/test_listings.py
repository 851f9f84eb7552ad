"""What is wrong with the description of a list fails when it is made; what is right gives page, file and operation."""

import subprocess
import sys
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIRequestFactory, force_authenticate

from registry.base.rules.contributions import Clash
from registry.layers.api.layers import LayerSerializer
from registry.layers.tables.layers import LAYERS
from registry.scope.models import Role
from registry.web.api.listings import ListingResource, derived
from registry.web.tables.listings import Listing
from tests.factories.layers import box, map_layer
from tests.factories.memberships import member
from tests.factories.organisations import natural_resources
from tests.factories.regions import region

GOOD = box(110.0, 40.0, 110.1, 40.1)


@pytest.fixture(autouse=True)
def _lists_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Listing, "all", dict(Listing.all))
    monkeypatch.setattr(ListingResource, "own", set(ListingResource.own))


def listed(name: str = "other", **changes: Any) -> Listing:
    told = {"title": "T", "rows": LAYERS.rows, "filter": LAYERS.filter, "table": LAYERS.table, "orders": LAYERS.orders}
    return Listing(name, **{**told, **changes})


@pytest.mark.parametrize(
    ("orders", "words"), [({"kind": ("kind",)}, "end with the key"), ({"x": ("knid", "pk")}, "knid")]
)
def test_what_is_wrong_fails_when_the_list_is_made(orders: Any, words: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=words):
        listed(orders=orders)
    assert "other" not in Listing.all


def test_no_list_is_described_twice() -> None:
    with pytest.raises(Clash):
        listed("layer")


@pytest.mark.django_db
def test_page_rows_and_file_show_the_same_rows(client: Client) -> None:
    region("150621")
    for number in range(3):
        map_layer(GOOD, name_zh=f"=线{number}")
    client.force_login(member(Role.REVIEWER, natural_resources("150621")))
    address = reverse("registry:layer_list")
    whole = client.get(f"{address}?order=-name").content.decode()
    rows = client.get(f"{address}?order=-name", headers={"HX-Request": "true"}).content.decode()
    assert "<!doctype" in whole.lower()
    assert "<html" not in rows
    assert rows.index("=线2") < rows.index("=线0")
    assert rows.strip() in whole
    file = b"".join(client.get(f"{address}?order=-name&export=csv")).decode("utf-8-sig")  # type: ignore[arg-type]
    assert file.index("'=线2") < file.index("'=线0")


@pytest.mark.django_db
def test_a_list_with_a_path_is_a_resource_of_its_own() -> None:
    region("150621")
    listed(path="others", shape=LayerSerializer, about="List others.")
    [(path, resource, name)] = [found for found in derived() if found[2] == "other"]
    layer, reader = map_layer(GOOD), member(Role.REVIEWER, natural_resources("150621"))
    assert (path, resource.__doc__) == ("others", "List others.")

    def ask(method: str, **keys: Any) -> Any:
        request = APIRequestFactory().get("/api/v1/others/")
        force_authenticate(request, reader)
        return resource.as_view({"get": method}, basename=name)(request, **keys)

    assert [row["id"] for row in ask("list").data["results"]] == [layer.pk]
    assert ask("retrieve", pk=layer.pk).data["version"] == 1
    assert ask("retrieve", pk=layer.pk + 1).status_code == 404


def test_every_room_is_described_before_the_api_is_routed() -> None:
    """In a process that reads the API first, a list that only a page's address names is a resource all the same."""
    told = (
        "import sys, django; django.setup(); from registry.web.api import listings as found; asked = []; "
        "found.derived = lambda: asked.append({'registry.urls', 'governance.urls'} <= set(sys.modules)) or (); "
        "import config.api; print(asked)"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[True]"
