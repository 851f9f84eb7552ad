"""One world for every attack: two companies in one county, a third far away, and a person in every role."""

import datetime as dt
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from governance.approval.models import Case, CaseDocument, Opinion, ProcedureDraft
from governance.approval.services.decisions import letters
from registry.audit.models import AuditEvent
from registry.files.models import Attachment
from registry.layers.services import layers
from registry.mines.models import Mine, MineDocument
from registry.people.services import tokens
from registry.scope.models import Membership, Role, User
from tests.factories import cases as stages
from tests.factories import checks as gates
from tests.factories.acceptances import acceptance_case
from tests.factories.attachments import PDF, AttachmentFactory, upload
from tests.factories.holds import HoldFactory
from tests.factories.imports import ImportRunFactory
from tests.factories.layers import box, collection, described, map_layer
from tests.factories.memberships import member
from tests.factories.mines import FacilityFactory, LicenceFactory, RightFactory, held_mine
from tests.factories.notifications import NotificationFactory
from tests.factories.organisations import (
    OrganisationFactory,
    assessor,
    committee,
    company,
    finance,
    village_committee,
)
from tests.factories.procedures import content
from tests.factories.production import ProductionFactory
from tests.factories.users import UserFactory
from tests.permissions import disputes, follow_ups

HERE, AWAY = "150621", "140212"
LAND = "natural_resources"
#: Far from every mine, so that no case fails for it.
LAYER = box(100.0, 30.0, 100.1, 30.1)
#: The order of the columns of the matrix.
RELATIONS = (
    "anonymous",
    "applicant", "manager", "rival",
    "nr_reviewer", "em_reviewer", "ee_reviewer", "seatless", "away",
    "clerk", "head", "office", "member",
    "inspector", "fund", "assessor", "village",
    "auditor", "security", "administrator",
)  # fmt: skip


class Objects(SimpleNamespace):
    """The rows that object-bearing addresses name, of one company."""


@dataclass
class World:
    """Everything the attacks need: people by relation, objects by name."""

    scene: stages.Scene
    rival: stages.Scene
    away: stages.Scene
    people: dict[str, User]
    cases: dict[str, Case]
    free_mine: Mine
    objects: dict[str, "Objects"] = field(default_factory=dict)
    signed_in: dict[str, dict[str, str]] = field(default_factory=dict)

    def cookies(self, relation: str) -> dict[str, str]:
        """The cookies of a fresh sign-in of the person."""
        if relation == "anonymous":
            return {}
        if relation not in self.signed_in:
            client = Client()
            client.force_login(self.people[relation], backend="django.contrib.auth.backends.ModelBackend")
            client.get("/en/privacy/")  # the guard notes the first use
            self.signed_in[relation] = {name: morsel.value for name, morsel in client.cookies.items()}
        return self.signed_in[relation]


def build() -> World:
    """Set the world up; the caller rolls it back."""
    scene = stages.scene(HERE, has_boundary=True, name_zh="青石沟煤矿", name_en="Qingshigou Colliery")
    rival = _second_company(scene)
    away = stages.scene(AWAY, has_boundary=True, name_zh="云冈山煤矿", name_en="Yungangshan Colliery")
    people = _people(scene, rival, away)
    cases = {
        "draft": stages.draft(scene),
        **{name: getattr(stages, name)(_sibling(scene)) for name in _STAGES},
        "rival": stages.in_review(rival),
        "rival_draft": stages.draft(_sibling(rival)),
        "rival_decided": stages.decided(_sibling(rival)),
        "away": stages.in_review(away),
        "away_draft": stages.draft(_sibling(away)),
        "away_decided": stages.decided(_sibling(away)),
    }
    stages.pass_checks(scene, cases["deciding"])
    world = World(scene, rival, away, people, cases, free_mine=_sibling(scene).mine)
    world.objects = {
        "ours": _objects(world, scene, "in_review", "draft", "decided"),
        "rival": _objects(world, rival, "rival", "rival_draft", "rival_decided"),
        "away": _objects(world, away, "away", "away_draft", "away_decided"),
    }
    _store_files()
    letters.render_pending()
    return world


def _store_files() -> None:
    """The factories name files; here downloads are tried, so the files exist."""
    for attachment in Attachment.objects.exclude(file=""):
        if not default_storage.exists(attachment.file.name):
            default_storage.save(attachment.file.name, ContentFile(PDF))


_STAGES = ("submitted", "in_review", "deciding", "stopped", "countersigning", "decided")


def _sibling(scene: stages.Scene) -> stages.Scene:
    """The same people with another mine: a company has one open application a mine."""
    mine = held_mine(scene.company, region_code=scene.mine.region_code, is_simulated=True, has_boundary=True)
    return stages.Scene(**{**scene.__dict__, "mine": mine})


def _second_company(scene: stages.Scene) -> stages.Scene:
    """A competitor in the same county, before the same departments."""
    holder = company(name_zh="对手矿业有限公司", name_en="Rival Mining Co., Ltd.", is_simulated=True)
    mine = held_mine(
        holder, region_code=HERE, is_simulated=True, has_boundary=True, name_zh="乌兰河煤矿", name_en="Wulanhe Colliery"
    )
    applicant = member(Role.APPLICANT, holder, full_name="对手申报人")
    return stages.Scene(**{**scene.__dict__, "company": holder, "mine": mine, "applicant": applicant})


def _people(scene: stages.Scene, rival: stages.Scene, away: stages.Scene) -> dict[str, User]:
    body = committee(HERE)
    water = OrganisationFactory(function="water", region_code=HERE)
    return {
        "applicant": scene.applicant,
        "manager": member(Role.COMPANY_MANAGER, scene.company),
        "rival": rival.applicant,
        "nr_reviewer": scene.reviewers["natural_resources"],
        "em_reviewer": scene.reviewers["emergency_management"],
        "ee_reviewer": scene.reviewers["ecology_environment"],
        "seatless": member(Role.REVIEWER, water),
        "away": away.reviewers["natural_resources"],
        "clerk": scene.clerk,
        "head": scene.heads["natural_resources"],
        "office": scene.officer,
        "member": member(Role.COMMITTEE_MEMBER, body),
        "inspector": member(Role.INSPECTOR, scene.departments["emergency_management"]),
        "fund": member(Role.FUND_OFFICER, finance(HERE)),
        "assessor": member(Role.ASSESSOR, assessor()),
        "village": member(Role.VILLAGE_REPRESENTATIVE, village_committee(HERE)),
        "auditor": member(Role.AUDITOR, body),
        "security": member(Role.SECURITY_OFFICER, body),
        "administrator": member(Role.ADMINISTRATOR, body),
    }


def _opinion(case: Case) -> Opinion:
    return Opinion.objects.filter(seat__round__case=case).order_by("pk")[0]


def _objects(world: World, scene: stages.Scene, stage: str, draft: str, decided: str) -> Objects:
    """The rows that object-bearing addresses name."""
    case, mine = world.cases[stage], world.cases[stage].mine
    right = RightFactory(mine=mine, holder=scene.company, authority=scene.departments["natural_resources"])
    document = CaseDocument.objects.filter(case=case).order_by("pk")[0]
    colleague = UserFactory(full_name=f"同事{scene.company.pk}号", home=scene.company)
    found = {
        "case": case,
        "draft": world.cases[draft],
        "decided": world.cases[decided],
        "acceptance": acceptance_case(_sibling(scene).mine, by=scene.applicant),
        "mine": mine,
        "right": right,
        "licence": LicenceFactory(right=right),
        "facility": FacilityFactory(mine=mine),
        "hold": HoldFactory(mine=mine, kind="order", blocks=["scores"], authority=scene.departments[LAND]),
        "production": ProductionFactory(mine=mine, month=dt.date(2020, 3, 1)),
        "mine_document": MineDocument.objects.create(
            mine=mine, attachment=AttachmentFactory(), kind="other", title="储量核实报告"
        ),
        "document": document,
        "check_record": gates.record(gates.ask(case, "gate-security"), "gate-security", attachment=AttachmentFactory()),
        "draft_document": CaseDocument.objects.filter(case=world.cases[draft]).order_by("pk")[0],
        "opinion": _opinion(world.cases[decided]),
        "seat": scene.seat(case, "natural_resources"),
        "company": scene.company,
        "colleague": colleague,
        "procedure_draft": ProcedureDraft.objects.create(
            code=f"draft-{scene.company.pk}",
            drafted_by=world.people["administrator"],
            content={**content(), "valid_from": "2099-01-01"},
        ),
        "membership": Membership.objects.create(
            user=colleague, organisation=scene.company, role=Role.APPLICANT, valid_from=dt.date(2020, 1, 1)
        ),
        "token": tokens.issue(by=scene.applicant, name="system", days=30)[0],
        "notification": NotificationFactory(recipient=scene.applicant),
        "event": AuditEvent.objects.filter(region_code=scene.mine.region_code).order_by("-pk")[0],
        "run": ImportRunFactory(started_by=scene.reviewers["natural_resources"]),
        "layer": map_layer(LAYER, name_zh=f"红线{mine.pk}", region_code=mine.region_code),
        "layer_import": layers.check(
            upload("layer.geojson", collection(LAYER)),
            described(name_zh=f"基本农田{mine.pk}", kind="basic_farmland", region_code=mine.region_code),
            by=scene.reviewers["natural_resources"],
        ),
    }
    if scene.mine.region_code == HERE:
        chair = world.people["member"]
        body = chair.memberships.get().organisation
    else:
        body = committee(AWAY)
        chair = member(Role.COMMITTEE_MEMBER, body)
    return Objects(
        **found, **follow_ups.objects(case, world.cases[decided]), **disputes.objects(scene, _sibling, body, chair)
    )
