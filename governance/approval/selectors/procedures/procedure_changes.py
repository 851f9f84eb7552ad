"""What a draft changes of the version before, field by field, in the reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from governance.approval.models import CheckKind, Procedure, ProcedureCheck, ProcedureDocument, ProcedureSeat
from governance.approval.selectors.procedures import procedure_words
from registry.scope.models import Organisation

#: Part → its model and the field that tells one row from another.
ROWS: dict[str, tuple[type[models.Model], str]] = {
    "seats": (ProcedureSeat, "function"),
    "documents": (ProcedureDocument, "code"),
    "checks": (ProcedureCheck, "code"),
}


@dataclass(frozen=True)
class Change:
    """One field that says something else; an empty text is nothing said."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Part:
    """One part of the procedure and what changes in it."""

    label: str
    changes: list[Change]


def compare(before: Mapping[str, Any], after: Mapping[str, Any], labels: Mapping[str, Any]) -> list[Part]:
    """Every difference; `labels` names the sections. An empty `before` shows everything that is new."""
    names = [name for name in after if name not in (*ROWS, "code")]
    own = [_change(Procedure, name, before.get(name), after.get(name), labels) for name in names]
    parts = [Part(_("Procedure"), [one for one in own if one])]
    titles = {"seats": _("Departments that speak"), "documents": _("Documents"), "checks": _("Checks")}
    for part in ROWS:
        parts.append(Part(titles[part], _rows(part, before.get(part) or [], after.get(part) or [], labels)))
    return [part for part in parts if part.changes]


def _rows(part: str, before: Any, after: Any, labels: Mapping[str, Any]) -> list[Change]:
    table, key = ROWS[part]
    old = {str(row.get(key)): row for row in before}
    new = {str(row.get(key)): row for row in after}
    names = _names(part, [*old.values(), *new.values()])
    changes = []
    for code in [*new, *[code for code in old if code not in new]]:
        if code not in old:
            changes.append(Change(names[code], "", _summary(table, new[code], labels) or _("added")))
        elif code not in new:
            changes.append(Change(names[code], _summary(table, old[code], labels) or _("present"), ""))
        else:
            fields = [name for name in {**old[code], **new[code]} if name != key]
            found = [_change(table, name, old[code].get(name), new[code].get(name), labels) for name in fields]
            changes += [Change(f"{names[code]} · {one.label}", one.before, one.after) for one in found if one]
    if list(old) != list(new) and set(old) == set(new):
        changes.append(Change(_("Order"), _(", ").join(names[c] for c in old), _(", ").join(names[c] for c in new)))
    return changes


def _names(part: str, rows: list[Mapping[str, Any]]) -> dict[str, str]:
    if part == "seats":
        functions = dict(Organisation.Function.choices)
        return {
            str(row.get("function")): str(functions.get(str(row.get("function")), row.get("function"))) for row in rows
        }
    if part == "documents":
        return {str(row.get("code")): str(row.get("code")) for row in rows}
    kinds = {kind.code: kind.name for kind in CheckKind.objects.all()}
    return {str(row.get("code")): kinds.get(str(row.get("code")), str(row.get("code"))) for row in rows}


def _summary(table: type[models.Model], row: Mapping[str, Any], labels: Mapping[str, Any]) -> str:
    """The words that tell a new or a dropped row."""
    told = [name for name in ("power", "days", "name_zh", "name_en", "lifted_by", "applies") if name in row]
    return ", ".join(filter(None, (_text(table, name, row[name], labels) for name in told)))


def _change(table: type[models.Model], name: str, old: Any, new: Any, labels: Mapping[str, Any]) -> Change | None:
    if old == new or (old in (None, "", [], {}) and new in (None, "", [], {})):
        return None
    label = str(table._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return Change(label[:1].upper() + label[1:], _text(table, name, old, labels), _text(table, name, new, labels))


def _text(table: type[models.Model], name: str, value: Any, labels: Mapping[str, Any]) -> str:
    """One value as a reader sees it."""
    if value in (None, "", [], {}):
        return ""
    if name == "applies":
        return procedure_words.applies(value)
    if name == "vote":
        return "; ".join(f"{label}: {text}" for label, text in procedure_words.vote(value))
    if name == "sections" and isinstance(value, list):
        return _(", ").join(str(labels.get(str(key), key)) for key in value)
    if name == "section_rules" and isinstance(value, Mapping):
        return "; ".join(f"{labels.get(key, key)} – {procedure_words.applies(rule)}" for key, rule in value.items())
    if name == "variants" and isinstance(value, list):
        rows = [row for row in value if isinstance(row, Mapping)]
        return "; ".join(
            f"{procedure_words.applies(row.get('applies'))} – {procedure_words.variant(row)}" for row in rows
        )
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        return ", ".join(f"{key} = {one}" for key, one in value.items())
    choices = dict(getattr(table._meta.get_field(name), "flatchoices", ()) or ())
    return str(choices.get(value, value)) if isinstance(value, str) else str(value)
