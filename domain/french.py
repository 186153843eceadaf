"""Numbers, dates and windows in French, with the spaces that French typography wants."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

from domain.windows import WINDOW_LABELS, Window, WindowKind

THIN = "\u202f"  # narrow no-break space: thousands, before ; ! ?
NBSP = "\u00a0"  # no-break space: before : and %, inside « », between a number and its unit
MINUS = "\u2212"
NOTHING = "–"

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
SHORT_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def number(value: float | None, decimals: int = 0) -> str:
    """`1234.5` with 1 decimal as `1 234,5`; a dash for None and NaN."""
    if value is None or math.isnan(value):
        return NOTHING
    text = f"{abs(value):,.{decimals}f}".replace(",", THIN).replace(".", ",")
    negative = value < 0 and any(digit in "123456789" for digit in text)
    return f"{MINUS}{text}" if negative else text


def signed(value: float | None, decimals: int = 0) -> str:
    """The number with its sign, `+4` or `−4`; zero has none."""
    text = number(value, decimals)
    positive = value is not None and value > 0 and any(digit in "123456789" for digit in text)
    return f"+{text}" if positive else text


def percent(share: float | None, decimals: int = 0) -> str:
    """A share from 0 to 1 as `42 %`; a dash for None and NaN."""
    text = number(None if share is None else share * 100, decimals)
    return text if text == NOTHING else f"{text}{NBSP}%"


def quantity(value: float | None, unit: str, decimals: int = 0) -> str:
    """A number and its unit, never parted at a line's end: `12 faits`, `1 234 €`."""
    text = number(value, decimals)
    return text if text == NOTHING or not unit else f"{text}{NBSP}{unit}"


def plural(count: float, singular: str, several: str | None = None) -> str:
    """The count and its noun: `0 fait`, `1 fait`, `2 faits`; `several` where an s is not enough."""
    noun = singular if abs(count) < 2 else several or f"{singular}s"
    return f"{number(count)}{NBSP}{noun}"


def listed(words: Sequence[str]) -> str:
    """The words as a French enumeration: `a, b et c`; an empty text for none."""
    *first, last = words or ("",)
    return f"{', '.join(first)} et {last}" if first else last


def day(when: date) -> str:
    """`13/01/2026`."""
    return f"{when:%d/%m/%Y}"


def short_day(when: date) -> str:
    """Day and month: `13/01`."""
    return f"{when:%d/%m}"


def ordinal_day(when: date) -> str:
    """The day of the month: `1er`, then `2`, `3`."""
    return "1er" if when.day == 1 else str(when.day)


def long_day(when: date) -> str:
    """`mardi 13 janvier 2026`."""
    return f"{WEEKDAYS[when.weekday()]} {_day_month(when)} {when.year}"


def month(when: date) -> str:
    """`janvier 2026`."""
    return f"{MONTHS[when.month - 1]} {when.year}"


def short_month(when: date) -> str:
    """`janv. 26`, for an axis."""
    return f"{SHORT_MONTHS[when.month - 1]}{NBSP}{when:%y}"


def week_label(when: date) -> str:
    """The week of that day by its Monday: `semaine du 12/01`."""
    return f"semaine du {when - timedelta(days=when.weekday()):%d/%m}"


def window_words(window: Window) -> str:
    """`du 10 au 23 novembre 2026`; month and year stand once where both ends share them."""
    first, last = window.start, window.end
    if first == last:
        return f"le {_day_month(last)} {last.year}"
    start = ordinal_day(first)
    if first.year != last.year:
        start = f"{_day_month(first)} {first.year}"
    elif first.month != last.month:
        start = _day_month(first)
    return f"du {start} au {_day_month(last)} {last.year}"


def window_title(kind: WindowKind, window: Window) -> str:
    """The window by its name and its days: `Quinzaine du 10 au 23 novembre 2026`."""
    name = "Fenêtre" if kind is WindowKind.FREE else WINDOW_LABELS[kind]
    return f"{name} {window_words(window)}"


def comparators_words(window: Window) -> str:
    """The two comparators of the window in words."""
    return f"par rapport aux {window.days} jours d’avant ({window_words(window.previous())}) et d’un an plus tôt"


def _day_month(when: date) -> str:
    return f"{ordinal_day(when)} {MONTHS[when.month - 1]}"
