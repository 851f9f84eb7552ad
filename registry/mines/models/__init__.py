"""Mines, mining rights, facilities, imports."""

from registry.mines.models.facilities import Facility
from registry.mines.models.imports import ImportProblem, ImportRun
from registry.mines.models.mines import Mine, MineDocument, MineHolder
from registry.mines.models.rights import MiningLicence, MiningRight

__all__ = [
    "Facility",
    "ImportProblem",
    "ImportRun",
    "Mine",
    "MineDocument",
    "MineHolder",
    "MiningLicence",
    "MiningRight",
]
