"""The way of a case through a procedure as a drawing: boxes on one trunk, departments side by side on branches.

Everything is laid out here in units of the drawing (360 wide, so that it stays readable on a telephone); the template
only writes it down, and the same steps stand in a table beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.approval.models import Procedure, ProcedureSeat
from governance.approval.selectors.procedures.procedures import CheckRow

WIDTH, LEFT, RIGHT, TRUNK, END = 360, 12, 348, 26, 334
BRANCH_LEFT, BRANCH_RIGHT = 48, 312
LINE, PAD, GAP, ARROW = 16, 10, 22, 18
#: How many units a letter takes: one Chinese character is as high as wide.
WIDE, NARROW = 13.0, 6.7


@dataclass(frozen=True)
class Step:
    """One step in words, for the table; `rows` are what stands on the branches."""

    title: str
    who: str = ""
    days: str = ""
    text: str = ""
    tone: str = ""
    rows: tuple["Step", ...] = ()


@dataclass(frozen=True)
class Text:
    """One line of text in the drawing."""

    x: float
    y: float
    text: str
    is_title: bool


@dataclass(frozen=True)
class Box:
    """One box of the drawing."""

    x: float
    y: float
    width: float
    height: float
    tone: str
    lines: list[Text]


@dataclass
class Diagram:
    """Boxes, lines between them (paths), the size, and the same as a table."""

    steps: list[Step]
    boxes: list[Box] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    height: int = 0
    width: int = WIDTH


def draw(procedure: Procedure, seats: Sequence[ProcedureSeat], checks: Sequence[CheckRow]) -> Diagram:
    """The drawing of one version."""
    made = Diagram(steps_of(procedure, seats, checks))
    y = 8.0
    for place, step in enumerate(made.steps):
        if place:
            y = _arrow(made, y)
        y = _branches(made, step, y) if step.rows else _box(made, step, y, LEFT, RIGHT)
    made.height = round(y + 8)
    return made


def steps_of(procedure: Procedure, seats: Iterable[ProcedureSeat], checks: Sequence[CheckRow]) -> list[Step]:
    """Every step in order, in the reader's words."""
    unit = str(procedure.get_day_type_display())
    steps = [
        Step(
            _("Completeness check"),
            _("Intake clerk"),
            f"{procedure.intake_days} {unit}",
            _("Silence accepts the application"),
        ),
        Step(_("Parallel review"), rows=tuple(_seat(seat) for seat in seats)),
    ]
    if procedure.notice_days:
        days = ngettext("%(n)s working day", "%(n)s working days", procedure.notice_days) % {"n": procedure.notice_days}
        steps.append(Step(_("Public notice"), _("Committee office"), days, _("Every comment is answered")))
    if checks:
        told = ngettext("%(n)s check must pass", "%(n)s checks must pass", len(checks)) % {"n": len(checks)}
        steps.append(Step(_("Checks before the decision"), "", "", told, "warn"))
    steps.append(Step(_("Conflicts are settled"), _settler(procedure), "", _veto(procedure), "saf"))
    days = f"{procedure.decision_days} + {procedure.extension_days} {unit}"
    text = _("The extension is granted by: %(who)s") % {"who": procedure.get_extension_by_display()}
    steps.append(Step(_("Decision"), _("Committee office"), days, text if procedure.extension_days else "", "main"))
    steps.append(Step(_("Second signature"), _("The head of another body in the case"), "", "", "main"))
    delivery = ngettext("%(n)s working day", "%(n)s working days", procedure.delivery_days) % {
        "n": procedure.delivery_days
    }
    ask = ngettext(
        "Reconsideration can be asked for within %(n)s calendar day",
        "Reconsideration can be asked for within %(n)s calendar days",
        procedure.reconsideration_days,
    )
    steps.append(Step(_("Delivery"), "", delivery, ask % {"n": procedure.reconsideration_days}))
    steps.append(Step(_("Obligations"), _("The holder of the mine"), "", _("Every condition with its due date"), "eco"))
    return steps


def _seat(seat: ProcedureSeat) -> Step:
    tone = {"veto": "saf", "decides": "main"}.get(seat.power, "")
    text = str(getattr(seat, "applies_text", "") or "")
    days = f"{seat.days} {seat.get_day_type_display()}"
    return Step(str(seat.get_function_display()), str(seat.get_power_display()), days, text, tone)


def _settler(procedure: Procedure) -> str:
    return _("Desk, joint meeting or committee")


def _veto(procedure: Procedure) -> str:
    return _("Veto: %(who)s") % {"who": procedure.get_veto_settler_display()}


def _box(made: Diagram, step: Step, y: float, left: float, right: float) -> float:
    """Write one box and return where it ends."""
    lines: list[Text] = []
    at, room = y + PAD + 4, right - left - 2 * PAD
    for part, is_title in (
        (step.title, True),
        (" · ".join(filter(None, (step.who, step.days))), False),
        (step.text, False),
    ):
        for text in wrap(part, room):
            lines.append(Text(left + PAD, at + LINE / 2, text, is_title))
            at += LINE
    height = at - y + PAD - 4
    made.boxes.append(Box(left, y, right - left, height, step.tone, lines))
    return y + height


def _branches(made: Diagram, step: Step, y: float) -> float:
    """A heading, then one branch for each row: out of the trunk on the left, into the one on the right."""
    y = _box(made, Step(step.title), y, LEFT, RIGHT)
    top, middles, at = y, [], y + GAP
    for row in step.rows:
        end = _box(made, row, at, BRANCH_LEFT, BRANCH_RIGHT)
        middles.append((at + end) / 2)
        at = end + 10
    bottom = at - 10 + GAP
    made.paths.append(f"M{TRUNK} {top}V{middles[-1]:.0f}")
    made.paths.append(f"M{END} {middles[0]:.0f}V{bottom:.0f}H{WIDTH // 2}")
    for middle in middles:
        made.paths.append(f"M{TRUNK} {middle:.0f}H{BRANCH_LEFT}M{BRANCH_RIGHT} {middle:.0f}H{END}")
        made.heads.append(
            f"M{BRANCH_LEFT - 6} {middle - 4:.0f}L{BRANCH_LEFT} {middle:.0f}L{BRANCH_LEFT - 6} {middle + 4:.0f}Z"
        )
    return bottom


def _arrow(made: Diagram, y: float) -> float:
    middle, end = WIDTH // 2, y + ARROW
    made.paths.append(f"M{middle} {y:.0f}V{end:.0f}")
    made.heads.append(f"M{middle - 4} {end - 6:.0f}L{middle} {end:.0f}L{middle + 4} {end - 6:.0f}Z")
    return end


def wrap(text: Any, room: float) -> list[str]:
    """The text in lines that fit; words of Latin letters stay whole where they can."""
    lines, line, width = [], "", 0.0
    for word in _words(str(text)):
        size = sum(map(_size, word))
        if line and width + size > room:
            lines.append(line.rstrip())
            line, width = "", 0.0
            word = word.lstrip()
            size = sum(map(_size, word))
        line += word
        width += size
    return [*lines, line.rstrip()] if line.strip() else lines


def _words(text: str) -> list[str]:
    """Pieces between which a line may break: after a space, and before and after every wide character."""
    words: list[str] = []
    for letter in text:
        begins = not words or words[-1].endswith(" ") or _size(letter) == WIDE or _size(words[-1][-1]) == WIDE
        if begins and letter not in "，。；：、）":
            words.append(letter)
        else:
            words[-1] += letter
    return words


def _size(letter: str) -> float:
    return WIDE if ord(letter) > 0x2E7F else NARROW
