"""What an entry of the catalogue of indicators says."""

from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """How an indicator adds up and compares."""

    COUNT = "count"  # independent events: summed, and tested by the exact conditional test
    QUANTITY = "quantity"  # amounts that come in lots (grams, euros, arrests): summed, never tested
    SHARE = "share"  # a numerator over a denominator, from 0 to 1
    STATE = "state"  # what holds on the window's last day, or over it as a whole


class Direction(StrEnum):
    """Whether more of it is better, worse, or neither."""

    BETTER = "better"
    WORSE = "worse"
    NEITHER = "neither"


class By(StrEnum):
    """The level at which a figure is asked for."""

    DEPARTMENT = "departement"
    SECTOR = "sector"
    SERVICE = "service"
    SCHOOL = "school"


@dataclass(frozen=True)
class Indicator:
    """One indicator: French label, unit and explanation; source sheet; nature, direction, levels."""

    code: str
    label: str
    unit: str
    source: str
    nature: Nature
    direction: Direction
    explanation: str
    levels: tuple[By, ...]
    decimals: int = 0

    @property
    def is_share(self) -> bool:
        """Whether it is a part from 0 to 1, said as a percentage; the share of a state keeps its unit's first word."""
        return self.nature is Nature.SHARE or self.unit.startswith("part ")
