"""Read import runs and their problems."""

from django.db.models import Count, QuerySet

from registry.mines.models import ImportProblem, ImportRun
from registry.mines.policies import imports
from registry.mines.selectors import import_words
from registry.scope.models import User


def visible(user: User) -> QuerySet[ImportRun]:
    """The runs the user may see, latest first."""
    return imports.policy.scope(user).select_related("checked_in").order_by("-pk")


def by_kind(run: ImportRun) -> list[tuple[str, str, int]]:
    """How many problems there are of each kind, the most frequent first: code prefix, words, number."""
    counts: dict[str, int] = {}
    for code, count in run.problems.order_by().values_list("code").annotate(count=Count("pk")):
        kind = code.split(".")[0]
        counts[kind] = counts.get(kind, 0) + count
    return import_words.labels(counts)


def problems(run: ImportRun) -> QuerySet[ImportProblem]:
    """The problems of a run in the order of the file."""
    return run.problems.order_by("id")
