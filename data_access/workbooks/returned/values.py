"""What a corrected cell is to hold: a number or a date where it was typed as one and its style shows one, or words."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto

Value = str | Decimal | date


class Look(Enum):
    """What a cell's style shows a number as."""

    NUMBER = auto()
    DATE = auto()
    TIME = auto()
    WORDS = auto()


# No leading zero: "01" is a code. No more digits than a spreadsheet keeps.
_NUMBER = re.compile(r"(?=(?:\D*\d){1,15}\D*$)(?:-?[1-9]\d*|-?(?=.*[1-9])0(?=[.,])|0)(?:[.,]\d+)?", re.ASCII)
_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)
_SPREADSHEETS_AGREE = date(1900, 3, 1)  # on earlier days they count differently
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(frozen=True)
class Entry:
    """What an analyst typed in a cell; `words` says that its column takes words, whatever they look like."""

    typed: str
    words: bool = False

    def under(self, look: Look) -> Value:
        """What the cell holds, whose style has that look."""
        if self.words:
            return self.typed
        if look is Look.NUMBER and _NUMBER.fullmatch(self.typed):
            return Decimal(self.typed.replace(",", "."))
        return (_day(self.typed) or self.typed) if look is Look.DATE else self.typed


def look_of(code: str) -> Look:
    """What a number format of a spreadsheet shows (`dd/mm/yyyy`, `0.00`, `@`)."""
    shown = _NOT_SHOWN.sub("", code.partition(";")[0]).lower()
    if shown == "general":
        return Look.NUMBER
    if "@" in shown:
        return Look.WORDS
    if "y" in shown or ("d" in shown and "m" in shown):
        return Look.DATE
    return Look.TIME if re.search("[dmhs]", shown) or re.search(r"\[[hms]+\]", code.lower()) else Look.NUMBER


def _day(typed: str) -> date | None:
    found = _DAY.fullmatch(typed)
    try:
        day = date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:  # no day of the calendar: words that a reader finds at fault
        return None
    return day if day is not None and day >= _SPREADSHEETS_AGREE else None
