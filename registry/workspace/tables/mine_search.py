"""What the registry itself finds: mines and organisations."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from registry.mines.selectors import mines as selector
from registry.mines.tables.mines import holder_of, region_of
from registry.people.selectors import organisations
from registry.scope.models import User
from registry.workspace.selectors import search


def mines(user: User, words: str, limit: int) -> search.Group:
    """The mines in scope whose name, identifier or holder matches."""
    rows = list(
        selector.matching(selector.listed(selector.visible(user)), words).order_by("name_zh", "pk")[: limit + 1]
    )
    hits = [
        search.Hit(
            title=row.name,
            url=row.get_absolute_url(),
            detail=" · ".join(filter(None, (row.identifier, region_of(row), holder_of(row)))),
            mark=row.get_stage_display(),
            is_simulated=row.is_simulated,
        )
        for row in rows[:limit]
    ]
    more = f"{reverse('registry:mine_list')}?{urlencode({'q': words})}" if len(rows) > limit else ""
    return search.Group(_("Mines"), "pickaxe", hits, more)


def bodies(user: User, words: str, limit: int) -> search.Group:
    """The organisations in scope whose name or credit code matches."""
    rows = organisations.listed(user, search=words).order_by("name_zh", "pk")[:limit]
    hits = [
        search.Hit(
            title=row.name,
            url=reverse("registry:organisation_detail", args=[row.pk]),
            detail=row.get_kind_display(),
            is_simulated=row.is_simulated,
        )
        for row in rows
    ]
    return search.Group(_("Organisations"), "building-2", hits)
