"""How far a deposit has come, told while it goes on; whoever is told may stop it by raising."""

from collections.abc import Callable
from enum import StrEnum


class Stage(StrEnum):
    """The stages of a deposit, in their order."""

    READING = "reading"
    CHECKING = "checking"
    COMPARING = "comparing"
    STORING = "storing"


Tell = Callable[[Stage, int, int], None]
"""Told the stage, the rows done and the rows in all (0 where not known yet). What it raises ends the deposit."""


def untold(_stage: Stage, _done: int, _rows: int) -> None:
    """Tell nobody."""
