"""A page and its operation ask the same of every field: required, lengths, numbers, choices."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from rest_framework import serializers

from governance.approval.forms import acts
from governance.approval.models import CorrectionNotice, Opinion
from governance.approval.services.dossiers import sections
from governance.committee.services import agendas
from tests import acts as described
from tests.api import pairs, pairs_registry, parity, shapes
from tests.api.pairs import Pair
from tests.api.parity_reasons import Reason

pytestmark = pytest.mark.django_db

AS_TEXT = Reason("The page takes the object as text.")
PART = Reason("The page carries along which part the act is on.")
#: Described acts are drawn from what their operation reads: their pairs follow, and try the field table.
DESCRIBED = {
    described.page(of, act): Pair(
        partial(described.form, of, act),
        alone=dict.fromkeys((act.part, f"api.{act.part}"), PART),
        differs={
            name: (frozenset({"kind"}), AS_TEXT)
            for name, field in described.fields(of, act).items()
            if isinstance(field, serializers.JSONField)
        },
    )
    for of, act in described.described()
    if act.has_page and described.fields(of, act)
}
PAIRS: dict[str, Pair] = {**pairs.GOVERNANCE, **pairs_registry.REGISTRY, **DESCRIBED}
REQUESTS = shapes.requests()
#: A draft asks for nothing while it is written.
HALF = "required"
#: Fields that stand on both sides; fewer mean that the walk has lost some.
MEETS = 300
#: Lists of what is typed, with where their most rows are written.
COUNTS = (
    ("api:seat-opinion POST", "conditions", Opinion.MOST_CONDITIONS),
    ("api:application-ask-corrections POST", "items", CorrectionNotice.MOST_ITEMS),
    ("api:application-ask-revision POST", "items", CorrectionNotice.MOST_ITEMS),
    ("api:meeting-list POST", "items", agendas.MOST_ITEMS),
)


@dataclass(frozen=True)
class Shared:
    """One field on both sides."""

    page: str
    name: str
    form: shapes.Limits
    api: shapes.Limits
    ignored: frozenset[str] = frozenset()

    @property
    def faults(self) -> list[str]:
        """What differs without a reason."""
        return [
            f"{self.page} {self.name} {limit}: {getattr(self.form, limit)} on the page, {getattr(self.api, limit)} here"
            for limit in self.form.differing(self.api)
            if limit not in self.ignored
        ]


def operation(page: str) -> str:
    """The operation of a page; the part behind the last slash only tells two forms of one page apart."""
    told = parity.WRITES.get(page) or parity.WRITES[page.rpartition("/")[0]]
    assert not isinstance(told, Reason)
    return told


def members(shape: Any) -> dict[str, Any]:
    """The fields that are sent, those of a list or an object as `list.field`."""
    found: dict[str, Any] = {}
    for name, field in shape().fields.items() if shape is not None else ():
        child = field.child if isinstance(field, serializers.ListSerializer | serializers.ListField) else field
        if isinstance(child, serializers.Serializer) and not field.read_only:
            found |= {f"{name}.{key}": value for key, value in child.fields.items()}
        if not field.read_only:
            found[name] = field
    return found


def shared(page: str, pair: Pair) -> Iterator[Shared]:
    """The fields of a pair that stand on both sides."""
    path = operation(page)
    theirs = members(REQUESTS[path])
    for name, field in pair.form().fields.items():
        other = theirs.get(pair.names.get(name, name))
        if other is not None and name not in pairs.CARRIED and name not in pair.alone:
            ignored = pair.differs.get(name, (frozenset(), ""))[0]
            api = shapes.of_serializer(other, is_partial=path.endswith("PATCH"))
            if path.endswith("PATCH"):
                ignored |= {"required"}
            yield Shared(page, name, shapes.of_form(field), api, ignored)


def of_sections() -> Iterator[Shared]:
    """The columns of the sections; a draft asks for nothing, so what the form marks as required is of the stage."""
    for path, bundle in pairs_registry.SECTIONS.items():
        kind = sections.KINDS[path.removeprefix("api:").removesuffix("-section PUT")]
        sent = REQUESTS[path]().fields  # type: ignore[misc]
        parts = [(bundle.form_class, sent["fields"].fields)]
        parts += [(spec.row_class, sent["rows"].fields[spec.row_class.relation].child.fields)
                  for spec in bundle.row_specs]  # fmt: skip
        for form, theirs in parts:
            made = form(instance=form._meta.model())
            for name in [name for name in made.fields if name not in pairs.CARRIED]:
                limits = shapes.of_form(made.fields[name])
                ignored = frozenset({HALF, *({"kind", "least", "most"} if limits.kind == "row" else ())})
                yield Shared(f"{kind.key} {form.__name__}", name, limits, shapes.of_serializer(theirs[name]), ignored)


def everything() -> list[Shared]:
    """Every field that stands on a page and in the API."""
    found = [one for page, pair in PAIRS.items() for one in shared(page, pair)]
    return [*found, *of_sections()]


def test_every_form_and_every_content_has_its_pair() -> None:
    paired = {type(pair.form()) for pair in PAIRS.values()}
    paired |= {spec.row_class for bundle in pairs_registry.SECTIONS.values() for spec in bundle.row_specs}
    paired |= {bundle.form_class for bundle in pairs_registry.SECTIONS.values()}
    bases = {base for form in paired for base in form.__mro__}
    unpaired = shapes.form_classes() - paired - bases - set(pairs_registry.FORMLESS)
    assert sorted(f"{form.__module__}.{form.__qualname__}" for form in unpaired) == []
    asked = {path for path, shape in REQUESTS.items() if shape is not None} - set(pairs_registry.SECTIONS)
    known = {operation(page) for page in [*PAIRS, *pairs_registry.PLAIN, *described.WRITES]}
    assert sorted(asked - known) == []
    pages = {page for page, told in parity.WRITES.items() if not isinstance(told, Reason) and told in asked}
    assert sorted(pages - set(PAIRS) - set(pairs_registry.PLAIN) - set(described.WRITES)) == []


@pytest.mark.parametrize("page", PAIRS)
def test_every_field_has_its_counterpart_or_a_reason(page: str) -> None:
    pair = PAIRS[page]
    theirs = members(REQUESTS[operation(page)])
    ours = {name: pair.names.get(name, name) for name in pair.form().fields}
    told = {*ours.values(), *(name.removeprefix("api.") for name in pair.alone), *pairs.CARRIED}
    lost = [name for name, other in ours.items() if other not in theirs and name not in (*pair.alone, *pairs.CARRIED)]
    unasked = [
        name
        for name in theirs
        if not {name, name.partition(".")[0]} & told and not any(other.startswith(f"{name}.") for other in told)
    ]
    assert (lost, unasked) == ([], [])


@pytest.mark.parametrize("page", PAIRS)
def test_the_page_asks_what_its_operation_asks(page: str) -> None:
    assert [fault for one in shared(page, PAIRS[page]) for fault in one.faults] == []


def test_the_sections_ask_the_same_on_the_page() -> None:
    assert [fault for one in of_sections() for fault in one.faults] == []


def test_reasons_are_reasons() -> None:
    told = [*pairs_registry.FORMLESS.values(), *pairs_registry.PLAIN.values()]
    for pair in PAIRS.values():
        told += [*pair.alone.values(), *(reason for _limits, reason in pair.differs.values())]
        fields = pair.form().fields
        assert [name for name in pair.differs if name not in fields] == []
    assert [reason for reason in told if not isinstance(reason, Reason) or len(reason) < 12] == []


def test_what_is_excused_differs() -> None:
    idle = [
        f"{page} {one.name}"
        for page, pair in PAIRS.items()
        for one in shared(page, pair)
        if one.name in pair.differs and not set(one.form.differing(one.api)) & one.ignored
    ]
    assert idle == []


def test_the_walk_meets_every_field() -> None:
    assert len(everything()) >= MEETS


@pytest.mark.parametrize(("path", "name", "most"), COUNTS)
def test_a_list_takes_as_many_rows_as_its_model_says(path: str, name: str, most: int) -> None:
    assert members(REQUESTS[path])[name].max_length == most


def test_no_row_of_a_page_is_cut() -> None:
    sent = acts.OpinionForm({"rows": str(Opinion.MOST_CONDITIONS + 9)})
    assert sent.rows == Opinion.MOST_CONDITIONS + 1
