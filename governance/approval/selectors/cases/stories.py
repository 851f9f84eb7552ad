"""The story of a case as its reader may read it: the acts of the audit trail, without what would bury it."""

from dataclasses import dataclass

from governance.approval.models import Opinion
from governance.approval.selectors.cases.cases import Overview
from registry.audit.models import AuditEvent
from registry.audit.rules import actor_words
from registry.audit.selectors import audit

MOST_EVENTS = 60
#: Acts that the company does not read before the decision is signed.
UNSIGNED_ACTS = ("decisions.propose", "decisions.return")
#: Acts in a conflict of departments, of which the company only learns that it is being settled.
CONFLICT_ACTS = (
    "conflicts.open",
    "conflicts.state",
    "conflicts.option",
    "conflicts.raise",
    "conflicts.settle",
    "conflicts.void",
)
#: Acts that stand in the audit log but would bury the story of the case.
SMALL_ACTS = ("documents.upload", "documents.remove", "checks.run")


@dataclass(frozen=True)
class Story:
    """The latest acts first, and whether the whole chain of the case holds."""

    events: list[AuditEvent]
    is_whole: bool


def of(view: Overview) -> Story:
    """What the reader of the overview may read."""
    chain = list(audit.trail(view.case))
    hidden = SMALL_ACTS if view.reads_proposal else SMALL_ACTS + UNSIGNED_ACTS + CONFLICT_ACTS
    events = [event for event in chain if event.verb not in hidden][:MOST_EVENTS]
    return Story(events, audit.first_break(chain) is None)


def opinion_of(event: AuditEvent) -> Opinion.Kind | None:
    """The kind of opinion that an act gave."""
    given = event.after.get("opinion") if event.verb == "opinions.give" else ""
    return Opinion.Kind(given) if given in Opinion.Kind.values else None


def detail(event: AuditEvent) -> str:
    """What an act said besides its name."""
    after = event.after
    if event.verb != "opinions.give":
        told = after.get("reason") or after.get("reasons") or "; ".join(i["text"] for i in after.get("items", []))
        return str(told)
    kind = opinion_of(event)
    said = ": ".join(filter(None, [after.get("department", ""), str(kind.label) if kind else ""]))
    return " · ".join(filter(None, [said, after.get("reasons", "")]))


def author(event: AuditEvent) -> str:
    """Who did it: the body and the person."""
    return " · ".join(filter(None, [event.organisation_text, actor_words.name(event.actor_text)]))
