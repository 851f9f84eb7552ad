"""What the public sees of the mine register: names, place, kind, stage, source; no coordinates, risk or contacts."""

from django.db.models import Q, QuerySet

from registry.base.models.querysets import holding
from registry.base.rules.errors import OutOfScope
from registry.mines.models import Mine

ORDER = ("name_zh", "id")


def mines() -> QuerySet[Mine]:
    """The register in the order of names, without the columns the public pages do not show."""
    rows = Mine.objects.select_related("region__parent", "holder").order_by(*ORDER)
    return rows.defer("boundary", "longitude", "latitude", "risk_level", "risk_as_of", "location_note")


def words_in(words: str) -> Q:
    """Mines that hold every one of the words in a name, the holder's name, or at the start of the identifier."""
    found = Q()
    for word in words.replace("\x00", "").split()[:6]:
        names = holding(word, "name_zh", "name_en", "holder_name")
        found &= names | Q(identifier__istartswith=word)
    return found


def access_mine(mine_id: int) -> Mine:
    """One mine of the register; `OutOfScope` when there is none."""
    mine = mines().filter(pk=mine_id).first() if mine_id < 2**63 else None
    if mine is None:
        raise OutOfScope
    return mine
