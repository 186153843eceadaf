"""What an entry of the catalogue of indicators says."""

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum

from domain.sheets import SHEETS


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


BY_WORDS = {
    By.DEPARTMENT: "pour le département",
    By.SECTOR: "par secteur",
    By.SERVICE: "par service",
    By.SCHOOL: "par établissement",
}
"""The levels as they end a sentence."""


class Placing(StrEnum):
    """How a row of the source falls into a window."""

    DAY = "day"  # its date lies in the window
    MONTH = "month"  # its month lies whole in the window
    OPEN = "open"  # it was open on some day of the window, between its two dates
    WHOLE = "whole"  # the window is looked at as a whole, over the rows whose date lies in it
    LAST_DAY = "last_day"  # what holds on the window's last day counts, whenever it began


YES_NO = "1 oui, 0 non"
"""The unit of what holds or does not."""


@dataclass(frozen=True)
class Register:
    """What the meeting writes down in Vigie itself: no workbook brings it. `headers`: the dates by field."""

    title: str
    event_date: str
    headers: dict[str, str]


REGISTERS = {
    "meetings": Register("Registre des réunions", "held_on", {"held_on": "tenue le"}),
    "decisions": Register(
        "Registre des décisions",
        "taken_on",
        {
            "taken_on": "prise le",
            "due_on": "échéance",
            "done_on": "exécutée le",
            "given_up_on": "abandonnée le",
        },
    ),
}


@dataclass(frozen=True)
class Indicator:
    """One indicator: French label, unit and explanation; source sheet; nature, direction, levels.

    `grain` is what one counted unit is; it falls into a window by `placing`, by those dates of the source (its event
    date where none is named). `beside` are the other sheets without which it cannot be told, `minimum` how many events
    it takes to be given at all. `aimed_at` says whether a plan may set a target on it.
    """

    code: str
    label: str
    unit: str
    source: str
    nature: Nature
    direction: Direction
    explanation: str
    levels: tuple[By, ...]
    decimals: int = 0
    _: KW_ONLY
    grain: str
    placing: Placing = Placing.DAY
    dates: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    minimum: int | None = None
    aimed_at: bool = True

    def __post_init__(self) -> None:
        if unknown := {self.source, *self.beside} - {*SHEETS, *REGISTERS}:
            raise ValueError(f"{self.code}: no sheet {sorted(unknown)}")
        if self.placing in (Placing.DAY, Placing.MONTH, Placing.OPEN) and not self.dated_by:
            raise ValueError(f"{self.code}: nothing says when it falls into a window")
        for field in self.dated_by:
            date_header(self.source, field)

    @property
    def dated_by(self) -> tuple[str, ...]:
        """The dates of the source by which its rows fall into windows."""
        own = REGISTERS[self.source].event_date if self.source in REGISTERS else SHEETS[self.source].event_date
        return self.dates or (() if own is None else (own,))

    @property
    def target_levels(self) -> tuple[By, ...]:
        """Where a plan may set a target on it: a sector, the département."""
        return tuple(by for by in self.levels if by in (By.DEPARTMENT, By.SECTOR)) if self.aimed_at else ()

    @property
    def is_share(self) -> bool:
        """Whether it is a part from 0 to 1, said as a percentage; the share of a state keeps its unit's first word."""
        return self.nature is Nature.SHARE or self.unit.startswith("part ")

    @property
    def is_yes_no(self) -> bool:
        """Whether it is 1 for yes and 0 for no."""
        return self.unit == YES_NO

    @property
    def at_most_one(self) -> bool:
        """Whether it lies between 0 and 1."""
        return self.is_share or self.is_yes_no or self.unit == "de 0 à 1"

    @property
    def in_percent(self) -> bool:
        """Whether its change is said in percent, where the comparator is large enough."""
        return not (self.at_most_one or self.decimals)


def source_title(code: str) -> str:
    """The French title of a sheet or register."""
    return REGISTERS[code].title if code in REGISTERS else SHEETS[code].title


def date_header(code: str, field: str) -> str:
    """The French header of a date of a sheet or register. Raises KeyError where it has none of that name."""
    return REGISTERS[code].headers[field] if code in REGISTERS else SHEETS[code].column(field).header
