"""Write the next version of a procedure in two steps: one administrator drafts, another one publishes.

A draft keeps what was typed, whole or not; only `submit` and `publish` ask for completeness.
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import CheckKind, Procedure, ProcedureDraft
from governance.approval.policies import procedure_draft_states
from governance.approval.policies.procedures import ProcedureDraftPolicy
from governance.approval.services.procedures import procedure_faults, procedure_news, procedures
from registry.audit.services import ages, audit
from registry.base.models import limits
from registry.base.rules.errors import Incomplete, WrongState
from registry.base.services import units, validation
from registry.scope.models import User
from registry.scope.policies.base import ensure

_CODE = re.compile(r"[a-z][a-z0-9-]{2,39}")
ROWS = {"seats": procedures.SEAT_FIELDS, "documents": procedures.DOCUMENT_FIELDS, "checks": procedures.CHECK_FIELDS}
MOST_ROWS = 60
#: What a new procedure begins with.
BLANK: dict[str, Any] = {
    "kind": "plan", "sections": [], "section_rules": {}, "applies": {}, "variants": [], "vote": {},
    "day_type": "working", "intake_days": 5, "corrections_allowed": 1, "extension_by": "head", "delivery_days": 10,
    "notice_days": 0, "reconsideration_days": 60, "veto_settler": "", "seats": [], "documents": [], "checks": [],
}  # fmt: skip


@units.unit()
def start(code: str, *, by: User) -> ProcedureDraft:
    """Begin the next version of the procedure `code`, from what its newest version says, or a new procedure."""
    ensure(ProcedureDraftPolicy().check(by, "start"))
    code = code.strip()
    if not _CODE.fullmatch(code):
        raise Incomplete({"code": [_("Use 3 to 40 small letters, digits and hyphens, a letter first.")]})
    base = _newest(code)
    first = {**BLANK, "code": code} if base is None else procedures.content(base)
    first["valid_from"] = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    try:
        with transaction.atomic():
            draft = ProcedureDraft.objects.create(code=code, base=base, content=first, drafted_by=by)
    except IntegrityError as error:
        if "procedure_one_open_draft" not in str(error):
            raise
        raise WrongState(_("This procedure has an open draft already.")) from error
    audit.record("procedures.draft", draft, by=by, after={"code": code, "base": base.version if base else None})
    return draft


@units.unit()
def save(draft_id: int, *, by: User, content: Mapping[str, Any], version: int | None) -> ProcedureDraft:
    """Keep what was typed, whole or not."""
    draft = _access(draft_id, by=by, action="save", version=version)
    before, kept = draft.content, {**_kept(content), "code": draft.code}
    draft.content = kept
    _move(draft, "save", "content")
    changed = {name: value for name, value in kept.items() if before.get(name) != value}
    earlier = {name: before.get(name) for name in changed}
    audit.record("procedures.save", draft, by=by, before=earlier, after=changed)
    return draft


@units.unit()
def submit(draft_id: int, *, by: User, version: int | None) -> ProcedureDraft:
    """Hand the draft to another administrator; raises `Incomplete` with every fault."""
    draft = _access(draft_id, by=by, action="submit", version=version)
    _complete(draft)
    draft.submitted_at, draft.return_reason = timezone.now(), ""
    before = _move(draft, "submit", "submitted_at", "return_reason")
    audit.record("procedures.submit", draft, by=by, before={"state": before}, after={"state": draft.state})
    procedure_news.submitted(draft)
    return draft


@units.unit()
def return_draft(draft_id: int, *, by: User, reason: str, version: int | None) -> ProcedureDraft:
    """Give the draft back to its author, with the reason."""
    draft = _access(draft_id, by=by, action="return", version=version)
    reason = validation.require_reason(reason, limits.column(ProcedureDraft, "return_reason"))
    draft.return_reason = reason
    before = _move(draft, "return", "return_reason")
    audit.record(
        "procedures.return", draft, by=by, before={"state": before}, after={"state": draft.state, "reason": reason}
    )
    procedure_news.returned(draft)
    return draft


@units.unit()
def publish(draft_id: int, *, by: User, version: int | None) -> Procedure:
    """Publish the draft of another administrator; the version before ends the day before the new one begins.

    Open cases go on under the copy they froze. Raises `Incomplete` with every fault, `WrongState` when another version
    was published since the draft began.
    """
    draft = _access(draft_id, by=by, action="publish", version=version)
    _complete(draft)
    number = draft.base.version + 1 if draft.base else 1
    made = procedures.write_version(draft.content, version=number, by=by)
    draft.published_by, draft.published = by, made
    before = _move(draft, "publish", "published_by", "published")
    after = {"state": draft.state, "version": number, "author": draft.drafted_by.username}
    audit.record("procedures.release", draft, by=by, before={"state": before}, after=after)
    return made


@units.unit()
def discard(draft_id: int, *, by: User, version: int | None) -> ProcedureDraft:
    """Give the draft up; it stays on record."""
    draft = _access(draft_id, by=by, action="discard", version=version)
    before = _move(draft, "discard")
    audit.record("procedures.discard", draft, by=by, before={"state": before}, after={"state": draft.state})
    return draft


def faults(draft: ProcedureDraft) -> procedure_faults.Faults:
    """Everything that keeps the draft from being submitted, keyed by field."""
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    first_day = procedures.as_day(draft.content.get("valid_from"))
    parts = procedures.parts_of({**draft.content, "valid_from": first_day or tomorrow}, version=1)
    found = procedure_faults.find(parts.procedure, parts.seats, parts.documents, parts.checks)
    if first_day is None:
        found.setdefault("valid_from", []).append(_("Enter a valid date."))
    elif first_day < tomorrow or (draft.base and first_day <= draft.base.valid_from):
        found.setdefault("valid_from", []).append(_("A new version starts on a later day: at the earliest tomorrow."))
    _both_languages(draft.content, found)
    known = set(CheckKind.objects.in_force().values_list("code", flat=True))
    for place, check in enumerate(parts.checks):
        if str(check.code) not in known:
            found.setdefault(f"checks-{place}-code", []).append(_("Choose a check of the list."))
    return found


def _both_languages(content: Mapping[str, Any], found: procedure_faults.Faults) -> None:
    """Whatever is named in one language is named in the other; names are required in both."""
    places = [("", content)]
    places += [(f"{part}-{place}-", row) for part in ROWS for place, row in enumerate(content.get(part) or ())]
    for prefix, row in places:
        for name in [name for name in row if name.endswith("_zh")]:
            other = f"{name.removesuffix('zh')}en"
            for empty, filled in ((other, name), (name, other)):
                is_half = str(row.get(filled) or "").strip() and not str(row.get(empty) or "").strip()
                if is_half and f"{prefix}{empty}" not in found:
                    found[f"{prefix}{empty}"] = [_("Write it in both languages.")]


def _complete(draft: ProcedureDraft) -> None:
    newest = _newest(draft.code)
    if newest is not None and newest.pk != draft.base_id:
        message = _("Version %(version)s of this procedure was published in the meantime.")
        raise WrongState(message % {"version": newest.version}, current=draft.state)
    if found := faults(draft):
        raise Incomplete(found, _("The draft is not complete."))


def _kept(content: Mapping[str, Any]) -> dict[str, Any]:
    """The known parts of a content as plain JSON; raises `Incomplete` where a part is of another shape."""
    wrong: dict[str, list[Any]] = {}
    kept = {name: audit.plain(content[name]) for name in ("valid_from", *procedures.FIELDS) if name in content}
    for part, fields in ROWS.items():
        rows = content.get(part, [])
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            wrong[part] = [_("Send a list of rows.")]
        elif len(rows) > MOST_ROWS:
            wrong[part] = [_("At most %(n)s rows.") % {"n": MOST_ROWS}]
        else:
            kept[part] = [{name: audit.plain(row[name]) for name in fields if name in row} for row in rows]
    if wrong:
        raise Incomplete(wrong)
    return kept


def require_version(draft: ProcedureDraft, version: int | None, *, by: User) -> None:
    """Raise `Stale` unless the page was made from the present version of the draft."""
    message = _("Somebody else changed this draft since you opened the page.")
    ages.require(draft, version, by=by, message=message)


def _access(draft_id: int, *, by: User, action: str, version: int | None) -> ProcedureDraft:
    draft = ProcedureDraftPolicy().access(by, draft_id, lock=True)
    ensure(ProcedureDraftPolicy().check(by, action, draft))
    require_version(draft, version, by=by)
    procedure_draft_states.DRAFT.require(draft.state, action, label=draft.get_state_display())
    return draft


def _move(draft: ProcedureDraft, verb: str, *fields: str) -> str:
    """Change the state by the table, raise the version, save; returns the state before."""
    before = draft.state
    draft.state = procedure_draft_states.DRAFT.require(draft.state, verb, label=draft.get_state_display()).target
    draft.version += 1
    draft.save(update_fields=["state", "version", "updated_at", *fields])
    return before


def _newest(code: str) -> Procedure | None:
    return Procedure.objects.filter(code=code).order_by("-version").first()
