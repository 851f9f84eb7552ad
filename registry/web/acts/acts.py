"""One description per verb: page form, POST view, API operation, faults by field and test rows derive from it.

The input is a DRF serializer and has the last word for page, API and command; a Django form built from it by one field
table (`registry/web/forms/drawing.py`) only draws. Rights and states are asked of the policy; every rule is in the
service, which asks for right, age and state again under its lock. `docs/acts.md` says how to add one.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rest_framework import serializers as s

from registry.base.rules.contributions import Clash
from registry.base.rules.errors import Incomplete, OutOfScope
from registry.scope.models import User
from registry.scope.policies.base import Denied, Policy, ensure
from registry.scope.policies.flows import Flow
from registry.web.forms.drawing import DrawnForm, drawer, has_rows, label_of

Text = str | Promise


@dataclass(frozen=True)
class Carries:
    """What an act carries of the row that its page showed, and who refuses what is no longer so.

    `reads` are the fields of the input with how each is read; `compare(row, by=user, **sent)` raises `Stale`.
    """

    reads: Mapping[str, Callable[[Any], int]]
    compare: Callable[..., None]

    def of(self, row: Any) -> dict[str, int]:
        """What a page carries that is drawn now."""
        return {name: read(row) for name, read in self.reads.items()}


NOTHING = Carries({}, lambda row, by: None)


@dataclass(frozen=True)
class Act:
    """A verb: its input, its service, its words.

    `service(key, by=user, **fields)` gets the key of the row; of its part, where `part` names the field that says
    which; none where it makes a row of its own (`is_first`). `about` is the description for other systems, in English.
    `offered(row, user, part)` hides it although state and right allow it; `starts(row)` are the form's first values.
    `makes` says that it makes a row of another kind, which the API shows. Ways out for an odd act: a `form` of its own,
    or no page (`has_page`), where a view of the room's own calls `perform` or the service.
    """

    verb: str
    label: Text
    service: Callable[..., Any]
    input: type[s.Serializer[Any]]
    done: Text
    example: Mapping[str, Any]
    about: str
    icon: str = "check"
    tone: str = ""
    hint: Text = ""
    right: str = ""
    part: str = ""
    is_first: bool = False
    has_page: bool = True
    carries: Carries | None = None
    offered: Callable[[Any, User, Any], Any] = lambda row, user, part: True
    starts: Callable[[Any], Mapping[str, Any]] = lambda row: {}
    makes: bool = False
    form: type[DrawnForm] = DrawnForm
    words: Mapping[str, Text] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The verb as the policy, its table and the API's class write it."""
        return self.verb.replace("-", "_")

    @property
    def action(self) -> str:
        """The action that the policy is asked for."""
        return self.right or self.name


@dataclass(frozen=True)
class Panel:
    """An act as a page offers it: its form, or the reason on the disabled button."""

    act: Act
    form: DrawnForm
    address: str
    reason: Any
    is_open: bool


@dataclass(frozen=True)
class Typed:
    """An act that comes back with its form, for the row or for one part of it."""

    act: Act
    form: DrawnForm
    part: str = ""


class Acts:
    """All acts on one kind of row; made once, at import, where everything that can be wrong is refused.

    `parts(row, key)` finds a part of the row that an act is on, None where it has none; `find(user, key)` fetches the
    row (the policy's `access` unless said); `home(row)` is where a page goes on (the page `<kind>_detail` unless said).
    """

    kinds: ClassVar[dict[str, "Acts"]] = {}

    def __init__(
        self,
        kind: str,
        policy: Policy[Any],
        *acts: Act,
        carries: Carries = NOTHING,
        parts: Callable[[Any, int], Any] = lambda row, key: None,
        find: Callable[[User, int], Any] | None = None,
        home: Callable[[Any], str] | None = None,
        elsewhere: frozenset[str] = frozenset(),
    ) -> None:
        self.kind, self.policy, self.by_verb = kind, policy, {act.verb: act for act in acts}
        self.carries, self.parts, self.find, self.home = carries, parts, find or policy.access, home or self._detail
        #: Whether an act has a page of its own, which is read before it is sent; `routes` says so.
        self.has_own_pages = False
        self.flow: Flow | None = getattr(policy, "flow", None)
        if kind in self.kinds or len(self.by_verb) != len(acts):
            raise Clash(f"Acts on {kind!r} (or one of them) are registered twice.")
        for act in acts:
            self._verify(act)
        known = self.flow.known if self.flow else set()
        if forgotten := known - {act.name for act in acts} - elsewhere:
            raise ImproperlyConfigured(f"{kind}: verbs of the table without an act: {sorted(forgotten)}.")
        self.kinds[kind] = self

    def __iter__(self) -> Iterator[Act]:
        return iter(self.by_verb.values())

    def words(self) -> dict[str, Text]:
        """What the audit trail calls what these acts record."""
        return {code: text for act in self for code, text in act.words.items()}

    def _detail(self, row: Any) -> str:
        return reverse(f"{self.route.removesuffix('_act')}_detail", args=[row.pk])

    @property
    def route(self) -> str:
        """The name of the address of the acts on a row, which takes its key and the verb."""
        return f"{self.policy.model._meta.app_label}:{self.kind}_act"

    def address(self, act: Act, row: Any) -> str:
        """Where an act on the row is sent."""
        return reverse(self.route, args=[row.pk, act.verb])

    def carried(self, act: Act) -> Carries:
        """What an act carries."""
        return NOTHING if act.is_first else self.carries if act.carries is None else act.carries

    def _verify(self, act: Act) -> None:
        def refuse(what: str) -> None:
            raise ImproperlyConfigured(f"{self.kind}.{act.verb}: {what}")

        if act.action not in self.policy.actions:
            refuse("the policy knows no such action.")
        others = [other.input for kind in self.kinds.values() for other in kind]
        if any(other is not act.input and other.__name__ == act.input.__name__ for other in others):
            refuse(f"another input is named {act.input.__name__}.")
        source = act.input()
        fields, carried = dict(source.fields), set(self.carried(act).reads)
        if lost := (carried | {act.part}) - {""} - set(fields):
            refuse(f"the input does not carry {sorted(lost)}.")
        _verify_fields(source, fields, carried | {act.part}, refuse)
        taken = inspect.signature(act.service).parameters
        given = {f.source or name: f for name, f in fields.items() if name != act.part and not f.read_only}
        if any(one.kind is one.VAR_KEYWORD for one in taken.values()):
            return
        must = {name for name, one in taken.items() if one.kind is one.KEYWORD_ONLY and one.default is one.empty} - {
            "by"
        }
        sure = {name for name, f in given.items() if f.required or f.default is not s.empty}
        if wrong := (set(given) - set(taken)) | (must - sure):
            refuse(f"input and service disagree about {sorted(wrong)}.")

    def perform(self, act: Act, key: int | None, user: User, data: Any, *, is_page: bool = False) -> tuple[Any, Any]:
        """The one way in, for page, API and command: scope, right, age, state, input, service; the row and the result.

        A page that carries nothing is an old page; the API is told what is missing.
        """
        row: Any = None if act.is_first else self.find(user, key or 0)
        ensure(self.policy.check(user, act.action, row))
        given = self.read(act, row, user, data)
        faults = {} if given.is_valid() else flat(given.errors)
        part = self._part(act, row, given, faults)
        target = row if part is None else part
        carries = self.carried(act)
        sent = {name: self._sent(name, given, faults, is_page=is_page) for name in carries.reads}
        is_found = act.carries is None or not act.part or part is not None
        if is_found and None not in sent.values():
            carries.compare(row if act.carries is None else target, by=user, **sent)
        if self.flow is not None and row is not None and act.name in self.flow.known:
            self.flow.step(row, act.name)
        if faults:
            raise Incomplete(faults)
        values = {name: value for name, value in given.validated_data.items() if name != act.part}
        keys = () if row is None else (target.pk,)
        return row, act.service(*keys, by=user, **values)

    def _sent(self, name: str, given: Any, faults: dict[str, list[Any]], *, is_page: bool) -> int | None:
        """What was sent of the fields that are carried; a page that carries nothing carries what no row has."""
        if isinstance(given.initial_data, Mapping) and name in given.initial_data and name not in faults:
            return int(given.fields[name].run_validation(given.initial_data[name]))
        if is_page:
            faults.pop(name, None)
            return 0
        faults.setdefault(name, [_("Send the version you saw, in the content or as If-Match.")])
        return None

    def read(self, act: Act, row: Any, user: User, data: Any) -> s.Serializer[Any]:
        """The input over what was sent."""
        return act.input(data=data, context={"row": row, "user": user})

    def _part(self, act: Act, row: Any, given: s.Serializer[Any], faults: Mapping[str, Any]) -> Any:
        if not act.part or act.part in faults or not isinstance(given.initial_data, Mapping):
            return None
        part = self.parts(row, given.fields[act.part].run_validation(given.initial_data[act.part]))
        if part is None:
            raise OutOfScope
        return part

    def form(
        self, act: Act, row: Any, user: User, *, part: Any = None, data: Any = None, faults: Any = None
    ) -> DrawnForm:
        """The form of an act; what it carries is what the page shows now."""
        target = row if part is None else part
        hidden: dict[str, Any] = dict(self.carried(act).of(row if act.carries is None else target))
        if act.part:
            hidden[act.part] = getattr(part, "pk", "")
        source = act.input(context={"row": row, "user": user, "part": part, "is_drawn": True})
        starts = {} if row is None else dict(act.starts(target))
        ids = f"id_{self.kind}_{act.name}_{getattr(part, 'pk', '')}_%s"
        return act.form(source, hidden, data, faults, auto_id=ids, initial=starts)

    def panels(self, row: Any, user: User, typed: Typed | None = None, *, part: Any = None) -> dict[str, Panel]:
        """The acts on the row, or on a part of it, that state and party allow; a further bar disables the button."""
        found = {}
        for act in self:
            if act.is_first or not act.has_page or bool(act.part) != (part is not None):
                continue
            came = typed is not None and typed.act is act and typed.part in ("", str(getattr(part, "pk", "")))
            form = typed.form if came and typed is not None else None
            reason = "" if came else self._reason(act, row, user, part)
            if reason is not None:
                shown = form or self.form(act, row, user, part=part)
                found[act.name] = Panel(act, shown, self.address(act, row), reason, form is not None)
        return found

    def _reason(self, act: Act, row: Any, user: User, part: Any) -> Any:
        """Why the button is disabled, "" where it is not, None where the act is not offered at all."""
        flow = self.flow if self.flow is not None and act.name in self.flow.known else None
        if flow is not None and not (flow.allows(row, act.name) and flow.right(row, act.name, user)):
            return None
        verdict = self.policy.check(user, act.action, row)
        if not act.offered(row, user, part):
            return None
        return verdict.reason if isinstance(verdict, Denied) else ""


def _verify_fields(source: Any, fields: Mapping[str, Any], unseen: set[str], refuse: Callable[[str], None]) -> None:
    """Every field can be drawn, has words and a limit; `unseen` are those that a page carries along."""
    for name, f in fields.items():
        if has_rows(f):
            _verify_fields(f.child, f.child.fields, set(), refuse)
        else:
            drawer(f)
        if (
            name not in unseen
            and f.style.get("input_type") != "hidden"
            and not f.read_only
            and not label_of(source, name, f)
        ):
            refuse(f"{name} has no label.")
        texts = isinstance(f, s.CharField) and not isinstance(f, s.UUIDField | s.IPAddressField)
        if (texts or isinstance(f, s.ListField)) and not f.max_length:
            refuse(f"{name} has no limit.")


def flat(errors: Any, at: str = "") -> dict[str, list[Any]]:
    """Nested faults of a serializer as `conditions.0.text` → texts; the whole is the empty name."""
    if isinstance(errors, list) and not any(isinstance(item, dict) for item in errors):
        return {at: list(errors)}
    found: dict[str, list[Any]] = {}
    for name, inner in errors.items() if isinstance(errors, dict) else enumerate(errors):
        step = "" if name == "non_field_errors" else str(name)
        found |= flat(inner, ".".join(filter(None, (at, step))))
    return found
