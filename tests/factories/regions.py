"""Regions: Inner Mongolia, Ordos, Dongsheng and Dalad, with neighbours to be out of scope in."""

import datetime as dt
from typing import Any

from registry.regions.services import regions
from registry.scope.models import Region
from registry.scope.rules.grants import System

#: code → (level, Chinese name, English name, code of the parent)
TREE = {
    "150000": ("province", "内蒙古自治区", "Inner Mongolia", ""),
    "150600": ("city", "鄂尔多斯市", "Ordos", "150000"),
    "150602": ("district", "东胜区", "Dongsheng", "150600"),
    "150621": ("district", "达拉特旗", "Dalad Banner", "150600"),
    "150300": ("city", "乌海市", "Wuhai", "150000"),
    "150302": ("district", "海勃湾区", "Haibowan", "150300"),
    "140000": ("province", "山西省", "Shanxi", ""),
    "140200": ("city", "大同市", "Datong", "140000"),
    "140212": ("district", "新荣区", "Xinrong", "140200"),
}
#: Every region as the first load of this process left it.
_LOADED: list[dict[str, Any]] = []
_SIGNIFICANT = {"province": 2, "city": 4, "district": 6}


def region(code: str = "150621") -> Region:
    """The region with `code`, made together with what it lies in when missing."""
    level, name_zh, name_en, parent = TREE[code]
    found, _ = Region.objects.get_or_create(
        code=code,
        level=level,
        defaults={
            "prefix": code[: _SIGNIFICANT[level]],
            "parent": region(parent) if parent else None,
            "name_zh": name_zh,
            "name_en": name_en,
            "valid_from": dt.date(2020, 1, 1),
            "source": "GB/T 2260",
        },
    )
    return found


def all_regions() -> None:
    """Every region of the product's table in an empty one: loaded once a process, then written as it was."""
    if not _LOADED:
        regions.load(by=System("tests"))
        _LOADED.extend(Region.objects.order_by("id").values())
    elif not Region.objects.exists():
        Region.objects.bulk_create(Region(**row) for row in _LOADED)
    else:
        regions.load(by=System("tests"))
