"""Who is who towards the rows of the world, by hand; what each act answers follows from it and the table of states.

A line has one sign for each relation, in the order of `world.RELATIONS` without the anonymous one: `x` is, `-` is not.
"""

from collections.abc import Callable
from typing import Any

from tests import acts, lists
from tests.permissions import meetings
from tests.permissions.world import RELATIONS

WORDS = "理由充分,依据明确,写满十个字以上。"

# applicant manager rival; nr em ee seatless away; clerk head office member;
# inspector fund assessor village; auditor security administrator
#: Kind → who sees the row at all.
SEEN: dict[str, str] = {
    "layer": "--- xxxx- xxxx xx-- xxx",
    "meeting": "--- ----- -xxx ---- x--",
    **dict.fromkeys(("mine", "facility"), "xx- xxxx- xxxx xx-- x--"),
}
#: Kind and party, or the action where the policy has no table → who is it.
IS: dict[tuple[str, str], str] = {
    ("layer", "end"): "--- x---- -x-- ---- --x",
    **dict.fromkeys((("mine", "manage_facilities"), ("facility", "manage")), "xx- xx--- -x-- ---- ---"),
    ("meeting", "call"): "--- ----- --x- ---- ---",
    ("meeting", "office"): "--- ----- --x- ---- ---",
    ("meeting", "chair"): "--- ----- ---x ---- ---",
    ("meeting", "member"): "--- ----- ---x ---- ---",
}
#: Act → what a person with the right sends besides what is carried; the example of the act where it stands not here.
BODIES: dict[str, Callable[[Any, Any], dict[str, Any]]] = {
    "layer.end": lambda _w, _o: {"reason": WORDS},
    **meetings.BODIES,
    **{
        f"{verb}": lambda _w, _o: {
            "kind": "dump",
            "code": "N1",
            "name_zh": "新排土场",
            "name_en": "New dump",
            "height": "40",
        }
        for verb in ("mine.add-facility", "facility.revise")
    },
}
#: Acts that the world is not ready for: they are refused although state and right are there, and why.
REFUSED: dict[str, str] = {
    "meeting.call": "The conflict stands on an agenda already.",
    "meeting.chair": "Its chair is its only member.",
    **dict.fromkeys(("meeting.close", "meeting.close-item"), "Nobody has voted yet."),
}


def _marks(line: str) -> str:
    return line.replace(" ", "")


def name_of(kind: str) -> str:
    """The row of the world on which the acts of a kind are tried."""
    return kind.replace("-", "_")


def may(kind: str, act: Any) -> str:
    """One sign for each relation: who has the right by the table, or by the policy."""
    found = acts.Acts.kinds[kind]
    if found.flow is None or act.name not in found.flow.known:
        return _marks(IS[kind, act.action])
    parties = {party for row in found.flow.rows if row.verb == act.name for party in row.parties}
    lines = [_marks(IS[kind, party]) for party in parties]
    return "".join("x" if "x" in signs else "-" for signs in zip(*lines, strict=True))


#: Kind → the state of its row in the world.
STATES: dict[str, str] = {"meeting": "open"}


def line(kind: str, act: Any) -> str:
    """The line of the matrix for one act."""
    found = acts.Acts.kinds[kind]
    seen = "x" * (len(RELATIONS) - 1) if act.is_first else _marks(SEEN[kind])
    is_open = (
        found.flow is None
        or act.name not in found.flow.known
        or any(row.verb == act.name and row.source == STATES[kind] for row in found.flow.rows)
    )
    done = "." if is_open and f"{kind}.{act.verb}" not in REFUSED else "R"
    marks = [("H" if s == "-" else "D" if m == "-" else done) for s, m in zip(seen, may(kind, act), strict=True)]
    return "S" + "".join(marks)


#: The lines of the matrix of all described acts.
ROWS: dict[str, str] = {}
for _acts, _act in acts.described():
    ROWS[acts.operation(_acts, _act)] = line(_acts.kind, _act)
    if _act.has_page:
        ROWS[f"{acts.page(_acts, _act)} POST"] = line(_acts.kind, _act)
        is_read = acts.page(_acts, _act) in acts.FORMS
        ROWS[f"{acts.page(_acts, _act)} GET"] = (
            line(_acts.kind, _act).replace("R", ".") if is_read else "S" + "M" * (len(RELATIONS) - 1)
        )


def address(kind: str) -> Callable[[Any], dict[str, Any]]:
    """The key of the row on which the acts of a kind are tried."""
    return lambda objects: {"pk": getattr(objects, name_of(kind)).pk}


#: Routes → arguments.
OWNED: dict[str, Callable[[Any], dict[str, Any]]] = {
    place: address(found.kind)
    for found, act in acts.described()
    if not act.is_first
    for place in (found.route, acts.operation(found, act).removesuffix(" POST"))
}


def put_in_state(found: Any, act: Any, objects: Any) -> None:
    """Put the row of the world into a state in which the table knows the act, where it is in another one."""
    sources = [row.source for row in found.flow.rows if row.verb == act.name] if found.flow else []
    if sources and STATES[found.kind] not in sources:
        row = getattr(objects, name_of(found.kind))
        type(row)._default_manager.filter(pk=row.pk).update(**{found.flow.state: sources[0]})


def body(key: str, world: Any, objects: Any) -> dict[str, Any] | None:
    """What a person sends to a described act; None for any other request."""
    place, _space, method = key.rpartition(" ")
    if method != "POST" or place not in acts.BY_PLACE:
        return None
    found, act = acts.BY_PLACE[place]
    made = BODIES.get(f"{found.kind}.{act.verb}")
    sent = dict(made(world, objects)) if made else dict(act.example)
    sent = {name: value for name, value in sent.items() if name not in found.carried(act).reads}
    return sent if place.startswith("api:") else acts.encode(sent)


#: List → who may not look at all.
KEPT_FROM: dict[str, str] = {"layer": "xxx ----- ---- --xx ---"}
for _listing in lists.Listing.all.values():
    _kept = _marks(KEPT_FROM.get(_listing.name, "--- ----- ---- ---- ---"))
    _line = "S" + "".join("D" if sign == "x" else "." for sign in _kept)
    ROWS[f"{lists.page(_listing)} GET"] = ROWS[f"api:{_listing.name}-list GET"] = _line
    ROWS[f"{lists.page(_listing)} POST"] = "S" + "M" * (len(RELATIONS) - 1)
    if _listing.path:
        ROWS[f"api:{_listing.name}-detail GET"] = "S" + _marks(SEEN[_listing.name]).replace("x", ".").replace("-", "H")
        OWNED[f"api:{_listing.name}-detail"] = address(_listing.name)
