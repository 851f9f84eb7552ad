"""Mines, mining rights, facilities, imports, holds, production and the change feed."""

from registry.mines.models.changes import Change
from registry.mines.models.facilities import Facility
from registry.mines.models.holds import Hold
from registry.mines.models.imports import ImportProblem, ImportRun
from registry.mines.models.mines import Mine, MineDocument, MineHolder
from registry.mines.models.production import Production
from registry.mines.models.rights import MiningLicence, MiningRight

__all__ = [
    "Change",
    "Facility",
    "Hold",
    "ImportProblem",
    "ImportRun",
    "Mine",
    "MineDocument",
    "MineHolder",
    "MiningLicence",
    "MiningRight",
    "Production",
]
