"""What a membership grants: a role, in an organisation, over a region."""

from dataclasses import dataclass

#: Organisation kinds whose members see the rows of their region.
TERRITORIAL = frozenset({"department", "committee", "committee_office", "village_committee"})


@dataclass(frozen=True)
class Grant:
    """One membership in force today.

    `region_prefix` is the GB/T 2260 prefix of the territory ("" for the whole nation), or None where the organisation
    has no territory (companies, third-party assessors).
    """

    role: str
    organisation_id: int
    kind: str
    function: str
    region_prefix: str | None

    def covers(self, region_code: str) -> bool:
        """Whether a GB/T 2260 code lies in the territory of the grant."""
        return self.region_prefix is not None and region_code.startswith(self.region_prefix)


@dataclass(frozen=True)
class System:
    """A named actor that is not a person: a sweep, a command, the loader of the demonstration."""

    name: str
