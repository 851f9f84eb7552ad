"""Read procedures: what is in force, what is to come, what was before."""

from dataclasses import dataclass

from django.utils import timezone

from governance.models import Procedure


@dataclass(frozen=True)
class Line:
    """One procedure with its versions, latest first."""

    current: Procedure | None
    versions: list[Procedure]

    @property
    def shown(self) -> Procedure:
        """The version in force, else the latest."""
        return self.current or self.versions[0]


def lines() -> list[Line]:
    """Every procedure by its code."""
    found: dict[str, list[Procedure]] = {}
    for procedure in Procedure.objects.order_by("code", "-version"):
        found.setdefault(procedure.code, []).append(procedure)
    return [Line(next(filter(in_force, versions), None), versions) for versions in found.values()]


def line_of(procedure: Procedure) -> Line:
    """The versions of one procedure."""
    versions = list(Procedure.objects.filter(code=procedure.code).order_by("-version"))
    return Line(next(filter(in_force, versions), None), versions)


def in_force(procedure: Procedure) -> bool:
    """Whether a case opened today would be under this version."""
    today = timezone.localdate()
    return procedure.valid_from <= today and (procedure.valid_to is None or today <= procedure.valid_to)
