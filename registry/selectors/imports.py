"""Read import runs and their problems."""

from django.db.models import Count, QuerySet

from registry import import_texts
from registry.models import ImportProblem, ImportRun, User
from registry.policies import imports


def visible(user: User) -> QuerySet[ImportRun]:
    """The runs the user may see, latest first."""
    return imports.policy.scope(user).select_related("checked_in").order_by("-pk")


def by_kind(run: ImportRun) -> list[tuple[str, str, int]]:
    """How many problems there are of each kind, the most frequent first: code prefix, words, number."""
    counts: dict[str, int] = {}
    for code, count in run.problems.order_by().values_list("code").annotate(count=Count("pk")):
        kind = code.split(".")[0]
        counts[kind] = counts.get(kind, 0) + count
    return import_texts.labels(counts)


def problems(run: ImportRun) -> QuerySet[ImportProblem]:
    """The problems of a run in the order of the file."""
    return run.problems.order_by("id")
