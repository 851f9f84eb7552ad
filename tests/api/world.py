"""A county in which every kind of row exists once, and people who call."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from schemathesis.core.parameters import ParameterLocation

from governance.approval.services.procedures import procedure_drafts
from registry.layers.models import LayerImport
from registry.messages.models import Notification
from registry.mines.models import MineDocument
from registry.people.services import tokens
from registry.scope.models import Role, User
from tests.factories import cases as stages
from tests.factories import layers, mines
from tests.factories.acceptances import acceptance_case
from tests.factories.attachments import AttachmentFactory
from tests.factories.imports import ImportRunFactory
from tests.factories.memberships import member
from tests.factories.notifications import NotificationFactory
from tests.factories.organisations import committee_office


@dataclass
class World:
    """Callers by role, and keys that exist by the first word of the path."""

    tokens: dict[str, str]
    keys: dict[str, list[int]]

    def aim(self, case: Any) -> None:
        """Let most requests meet a row that exists: chance alone never would."""
        chosen = int(hashlib.sha256(_told(case)).hexdigest()[:8], 16)
        if "id" not in (case.path_parameters or {}) or chosen % 4 == 0:
            return
        known = self.keys.get(case.path.split("/")[3], [])
        if known and not _spoilt(case):
            case.path_parameters["id"] = known[chosen % len(known)]

    def callers(self, case: Any) -> Iterator[dict[str, str]]:
        """One or two of the callers, in turn; the anonymous one is among them."""
        names = list(self.tokens)
        chosen = int(hashlib.sha256(_told(case)).hexdigest()[:8], 16)
        turns = (0, 3) if case.method == "GET" else (0,)
        for turn in turns:
            name = names[(chosen + turn) % len(names)]
            plain = {"Accept-Encoding": "identity"}
            yield {**plain, "Authorization": f"Bearer {self.tokens[name]}"} if self.tokens[name] else plain


def _told(case: Any) -> bytes:
    return repr((case.method, case.path_parameters, case.query, case.headers, case.body)).encode()


def _spoilt(case: Any) -> bool:
    return bool(case.meta and case.meta.is_negative_at(ParameterLocation.PATH))


def build() -> World:
    """Set the county up inside the caller's transaction."""
    here = stages.scene(has_boundary=True)
    people: dict[str, User | None] = {
        "applicant": here.applicant,
        "clerk": here.clerk,
        "officer": here.officer,
        "reviewer": here.reviewers["natural_resources"],
        "head": here.heads["natural_resources"],
        "administrator": member(Role.ADMINISTRATOR, committee_office("150600")),
        "anonymous": None,
    }
    applications = [stages.in_review(here)]
    for make in (stages.draft, stages.submitted, stages.countersigning, stages.decided):
        here.mine = mines.held_mine(here.company, region_code="150621", is_simulated=True)
        applications.append(make(here))
    mine = mines.held_mine(here.company, region_code="150621", is_simulated=True)
    applications.insert(0, acceptance_case(mine, by=here.applicant))
    right = mines.RightFactory(mine=here.mine)
    land = here.reviewers["natural_resources"]
    layer = layers.map_layer(layers.box(100.0, 30.0, 100.1, 30.1), region_code="150621")
    checked = LayerImport.objects.create(
        attachment=AttachmentFactory(), fields=layers.described(region_code="150621").plain, checked_by=land
    )
    facility = mines.FacilityFactory(mine=here.mine)
    for person in people.values():
        if person:
            NotificationFactory(recipient=person)
    last = applications[-1]
    keys = {
        "applications": [case.pk for case in applications],
        "seats": [seat.pk for seat in applications[1].rounds.get().seats.all()],
        "opinions": list(last.rounds.get().seats.values_list("opinion", flat=True)),
        "decisions": [last.decisions.get().pk],
        "procedures": [last.procedure_id],
        "procedure-drafts": [procedure_drafts.start(stages.PROCEDURE, by=people["administrator"]).pk],
        "mines": [here.mine.pk],
        "facilities": [facility.pk],
        "rights": [right.pk],
        "licences": [mines.LicenceFactory(right=right).pk],
        "mine-documents": [
            MineDocument.objects.create(
                mine=here.mine, attachment=AttachmentFactory(), kind="other", title="储量核实报告"
            ).pk
        ],
        "mine-imports": [ImportRunFactory(started_by=land).pk],
        "layers": [layer.pk],
        "layer-imports": [checked.pk],
        "organisations": [here.office.pk, here.company.pk],
        "notifications": list(Notification.objects.values_list("pk", flat=True)[:20]),
    }
    texts = {
        name: tokens.issue(by=person, name="machine", days=30)[1] if person else "" for name, person in people.items()
    }
    return World(texts, keys)
