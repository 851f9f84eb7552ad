"""The same for the register and the map layers, for the sections of a dossier, and the forms that no machine needs."""

from collections.abc import Callable
from typing import Any

from django import forms

from governance.approval.forms import follow_ups, procedures, sections, verification
from registry.calendar.forms import calendars
from registry.layers.forms import layers
from registry.messages.forms import notifications
from registry.mines.forms import holds, imports, mine_parts, mines, production
from registry.mines.models import Hold, Mine, MiningRight
from registry.mines.services import rights
from registry.mines.views.mine_parts import LICENCE_VERBS
from registry.people.forms import organisations, sign_in, tokens, users
from registry.scope.models import Region
from tests.api.pairs import ADDRESS, Pair, row
from tests.api.parity_reasons import Reason

PLACE = {
    **dict.fromkeys(("province", "city", "district", "api.region"), Reason(
        "The page leads from the province to the county, the API takes the code of the county.")),
}  # fmt: skip
GEOJSON = (
    frozenset({"kind", "longest", "required"}),
    Reason("The page takes the GeoJSON as text, the API as an object."),
)
TYPED_PLACE = frozenset({"kind", "longest"}), Reason("The page takes the GeoJSON as text, the API as an object.")
FIRST = Reason("Set when a mine is entered, changed by verbs of their own afterwards.")
CHOSEN = frozenset({"required"}), Reason("The page offers all values with one of them chosen; the API fills it in.")


def _mine() -> forms.BaseForm:
    return mines.MineForm()


def _known_mine() -> forms.BaseForm:
    return mines.MineForm(instance=Mine(pk=1, region=Region(code="150621", level=Region.Level.DISTRICT)))


def _right() -> forms.BaseForm:
    return mine_parts.RightForm(mine=Mine(region_code="150621"))


def _holder() -> forms.BaseForm:
    return mines.HolderForm(mine=Mine(region_code="150621"))


def _hold() -> forms.BaseForm:
    return holds.HoldForm(mine=Mine(pk=1), kinds=Hold.Kind.values)


def _ended(choices: Any) -> Callable[[], forms.BaseForm]:
    return lambda: mine_parts.ReasonForm(choices=list(choices))


DEFAULTS = dict.fromkeys(("method", "gas_rating", "water_class", "fire_class"), CHOSEN)
RIGHT = Pair(_right, differs={"holder": row(), "authority": row()})
REGISTRY: dict[str, Pair] = {
    "registry:mine_create": Pair(_mine, alone={**PLACE, "version": FIRST}, differs={**DEFAULTS, "stage": CHOSEN}),
    "registry:mine_edit": Pair(_known_mine, alone=PLACE, differs=DEFAULTS),
    "registry:mine_boundary_edit": Pair(
        mines.BoundaryForm,
        differs={
            "geojson": GEOJSON,
            "zone": (
                frozenset({"kind", "choices", "least", "most"}),
                Reason("The page names the zones with their meridians, the API takes the number."),
            ),
        },
    ),
    "registry:mine_transfer": Pair(_holder, differs={"organisation": row()}),
    "registry:mine_stage": Pair(mines.StageForm, alone={"api.verb": ADDRESS}),
    "registry:mine_documents": Pair(mine_parts.DocumentForm),
    "registry:right_create": RIGHT,
    "registry:right_edit": RIGHT,
    "registry:right_end": Pair(_ended([one for one in MiningRight.Status.choices if one[0] in rights.ENDINGS])),
    "registry:licence_create": Pair(mine_parts.LicenceForm),
    "registry:licence_edit": Pair(mine_parts.LicenceForm),
    "registry:licence_status": Pair(_ended(LICENCE_VERBS.items()), names={"status": "verb"}),
    "registry:hold_place": Pair(_hold, differs={"facility": row()}, alone={"api.mine": ADDRESS}),
    "registry:hold_lift": Pair(holds.LiftForm),
    "registry:production_record": Pair(production.ProductionForm, alone={"api.mine": ADDRESS}),
    "registry:mine_import": Pair(imports.ImportForm),
    "registry:layer_import": Pair(layers.LayerImportForm),
}

#: Forms whose fields are not those of an operation, with the reason.
FORMLESS: dict[type[forms.BaseForm], Reason] = {
    **dict.fromkeys(
        (procedures.ProcedureForm, procedures.SeatForm, procedures.DocumentForm, procedures.CheckForm,
         procedures.VariantForm, procedures.RuleForm),
        Reason("A draft of a procedure keeps what is typed, whole or not; the API takes it as one object, and "
               "`procedure_faults` says of both what is wrong when it is handed in."),
    ),
    verification.CodeForm: Reason("Looks a letter up; the code is the address of the operation."),
    follow_ups.ReferenceForm: Reason("Looks a comment up; the reference is the address of the operation."),
    **dict.fromkeys(
        (calendars.CalendarYearForm, calendars.CalendarFileForm),
        Reason("The calendar is edited on the page only (parity_registry.py)."),
    ),
    **dict.fromkeys(
        (organisations.OrganisationForm, organisations.OrganisationEndForm, users.UserForm, users.InviteForm,
         users.MembershipForm),
        Reason("Accounts, roles and bodies are kept by people only (parity_registry.py)."),
    ),
    **dict.fromkeys(
        (notifications.PreferencesForm, sign_in.CodeForm, sign_in.ConfirmPasswordForm, sign_in.PasswordChangeForm,
         sign_in.ProfileForm, sign_in.SignInForm, tokens.TokenForm),
        Reason("One's own account is kept by people only (parity_registry.py)."),
    ),
}  # fmt: skip
#: Pages that write without a form, though their operation takes something.
PLAIN: dict[str, Reason] = {
    "governance:dossier_upload": Reason("One file control a document, named after its code."),
    "governance:dossier_submit": Reason("A declaration to be ticked, and the version."),
    "governance:procedure_draft_start": Reason("One control, kept by the page when the service refuses it."),
    "governance:procedure_draft_return": Reason("One control, kept by the page when the service refuses it."),
    **dict.fromkeys(
        ("governance:procedure_draft_submit", "governance:procedure_draft_publish",
         "governance:procedure_draft_discard", "governance:checks_run", "governance:substitution_end"),
        Reason("A button with the version."),
    ),
    "governance:procedure_draft_edit": Reason("The whole procedure as one form of forms."),
}  # fmt: skip
SECTIONS = {f"api:{key}-section PUT": bundle for key, bundle in sections.BUNDLES.items()}
