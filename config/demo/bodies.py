"""The bodies and people of the demonstration: all invented, all marked as such."""

import datetime as dt
from typing import Any

from django.conf import settings

from registry.people.rules import credit_code
from registry.people.services import memberships, organisations, users
from registry.scope.models import Organisation, Region, Role, User
from registry.scope.rules.grants import System

DEMO = System("demo")
#: Before the first story begins.
SINCE = dt.date(2025, 1, 1)

#: key: kind, function, region code, Chinese name, English name
BODIES: dict[str, tuple[str, str, str, str, str]] = {
    "committee": ("committee", "", "150000", "内蒙古矿区协同治理委员会（演示）", "Inner Mongolia Mining Area Committee (demo)"),
    "office": ("committee_office", "", "150000", "内蒙古矿区协同治理委员会办公室（演示）", "Committee Office (demo)"),
    "nr": ("department", "natural_resources", "150000", "自治区自然资源厅（演示）", "Natural Resources (demo)"),
    "em": ("department", "emergency_management", "150000", "自治区应急管理厅（演示）", "Emergency Management (demo)"),
    "ee": ("department", "ecology_environment", "150000", "自治区生态环境厅（演示）", "Ecology and Environment (demo)"),
    "finance": ("department", "finance", "150000", "自治区财政厅（演示）", "Finance (demo)"),
    "water": ("department", "water", "150000", "自治区水利厅（演示）", "Water Resources (demo)"),
    "forestry": ("department", "forestry_grassland", "150000", "自治区林业和草原局（演示）", "Forestry and Grassland (demo)"),
    "energy": ("department", "energy", "150000", "自治区能源局（演示）", "Energy (demo)"),
    "shaanxi": ("department", "natural_resources", "610000", "陕西省自然资源厅（演示）", "Shaanxi Natural Resources (demo)"),
    "village": ("village_committee", "", "150622", "青岭村村民委员会（演示）", "Qingling Village Committee (demo)"),
    "qingling": ("company", "", "150622", "青岭矿业有限公司（演示）", "Qingling Mining Co., Ltd. (demo)"),
    "cangwu": ("company", "", "150600", "苍梧能源有限公司（演示）", "Cangwu Energy Co., Ltd. (demo)"),
    "shiquan": ("company", "", "150400", "石泉岭金属矿业有限公司（演示）", "Shiquanling Metals Co., Ltd. (demo)"),
    "assessor": ("assessor", "", "150100", "正衡矿山评估有限公司（演示）", "Zhengheng Mine Assessment (demo)"),
    "ms": ("department", "mine_safety", "150000", "国家矿山安全监察局内蒙古局（演示）", "Mine Safety Administration, Inner Mongolia (demo)"),
}  # fmt: skip

#: user name: full name, role, body
PEOPLE: dict[str, tuple[str, Role, str]] = {
    "applicant": ("高原", Role.APPLICANT, "qingling"),
    "manager": ("苏合", Role.COMPANY_MANAGER, "qingling"),
    "applicant2": ("林溪", Role.APPLICANT, "cangwu"),
    "applicant3": ("石磊", Role.APPLICANT, "shiquan"),
    "clerk": ("何静", Role.INTAKE_CLERK, "office"),
    "nr.reviewer": ("李文", Role.REVIEWER, "nr"),
    "nr.head": ("周渠", Role.DEPARTMENT_HEAD, "nr"),
    "em.reviewer": ("王峰", Role.REVIEWER, "em"),
    "em.head": ("孙苗", Role.DEPARTMENT_HEAD, "em"),
    "ee.reviewer": ("赵岚", Role.REVIEWER, "ee"),
    "ee.head": ("钱程", Role.DEPARTMENT_HEAD, "ee"),
    "ms.reviewer": ("秦川", Role.REVIEWER, "ms"),
    "ms.head": ("韩雪", Role.DEPARTMENT_HEAD, "ms"),
    "office": ("吴桐", Role.COMMITTEE_OFFICE, "office"),
    "office2": ("邵青", Role.COMMITTEE_OFFICE, "office"),
    "member": ("郑远", Role.COMMITTEE_MEMBER, "committee"),
    "member2": ("罗岚", Role.COMMITTEE_MEMBER, "committee"),
    "member3": ("方洲", Role.COMMITTEE_MEMBER, "committee"),
    "inspector": ("冯毅", Role.INSPECTOR, "em"),
    "fund": ("陈雨", Role.FUND_OFFICER, "finance"),
    "assessor": ("褚明", Role.ASSESSOR, "assessor"),
    "village": ("乌兰", Role.VILLAGE_REPRESENTATIVE, "village"),
    "shaanxi": ("韩川", Role.REVIEWER, "shaanxi"),
    "auditor": ("卫清", Role.AUDITOR, "committee"),
    "security": ("蒋安", Role.SECURITY_OFFICER, "committee"),
    "admin": ("沈理", Role.ADMINISTRATOR, "committee"),
}


def load() -> tuple[dict[str, Organisation], dict[str, User]]:
    """Make the bodies and people through the services that everybody uses."""
    bodies: dict[str, Organisation] = {}
    for place, (key, row) in enumerate(BODIES.items(), start=1):
        bodies[key] = _body(place, row, bodies.get("committee"))
    people = {username: _person(username, row, bodies) for username, row in PEOPLE.items()}
    return bodies, people


def _body(place: int, row: tuple[str, str, str, str, str], committee: Organisation | None) -> Organisation:
    kind, function, code, name_zh, name_en = row
    given: dict[str, Any] = {"kind": kind, "function": function, "name_zh": name_zh, "name_en": name_en}
    given["valid_from"] = SINCE
    if code:
        given["region"] = Region.objects.filter(code=code).order_by("-level").first()
    if kind == "committee_office":
        given["parent"] = committee
    if kind in ("company", "assessor"):
        given["credit_code"] = _credit_code(place)
    return organisations.create(by=DEMO, is_simulated=True, **given)


def _credit_code(place: int) -> str:
    """A well-formed code that no real body carries."""
    body = f"MADEM{place:03d}"
    return credit_code.complete(f"91150000{body}{credit_code.organisation_check_character(body)}")


def _person(username: str, row: tuple[str, Role, str], bodies: dict[str, Organisation]) -> User:
    full_name, role, body = row
    email = f"{username}@demo.invalid"
    opened = users.create(
        by=DEMO,
        username=username,
        full_name=full_name,
        home=bodies[body],
        email=email,
        password=settings.DEMO_PASSWORD,
    )
    memberships.grant(by=DEMO, user_id=opened.user.pk, organisation_id=bodies[body].pk, role=role, valid_from=SINCE)
    return User.objects.get(pk=opened.user.pk)
