"""Figures in words, the same on the screen and in the book: a value with its unit, and one against another."""

from domain.catalogue import Indicator
from domain.french import NBSP, NOTHING, THIN, number, ordinal_day, percent, signed
from domain.windows import Window
from indicators.comparison import change_words
from indicators.context import Context
from indicators.figures import UNTESTED, Figure


def value_words(indicator: Indicator, value: float | None) -> tuple[str, str]:
    """A value of that indicator and its unit: `42 %`, `1 234,5`, `oui`; a dash where there is none."""
    if value is None:
        return NOTHING, ""
    if indicator.is_yes_no:
        return ("oui" if value else "non"), ""
    if indicator.is_share:
        return percent(value), f"des {indicator.unit.partition(' des ')[2]}"
    return number(value, indicator.decimals), unit_words(indicator.unit, value)


def unit_words(unit: str, value: float) -> str:
    """The unit in the singular where the value wants it: `1 fait`, `0 réseau`, `3 créneaux sur 15`."""
    noun, space, rest = unit.partition(" ")
    if abs(value) >= 2 or noun == "de":
        return unit
    single = f"{noun[:-1]}" if noun.endswith(("s", "x")) and len(noun) > 1 else noun
    return f"{single}{space}{rest}"


def against_words(indicator: Indicator, value: float | None, other: float | None) -> str | None:
    """The value against another one, counts by the house rule, shares in points; None where either is missing."""
    if value is None or other is None:
        return None
    if indicator.is_share:
        points = round(value * 100) - round(other * 100)  # as the two percentages beside it read
        noun = "point" if abs(points) < 2 else "points"
        return f"{percent(value)} contre {percent(other)} ({signed(points)}{NBSP}{noun})"
    if indicator.in_percent:
        return change_words(value, other)
    return f"{value_words(indicator, value)[0]} contre {value_words(indicator, other)[0]}"


def other_words(indicator: Indicator, value: float | None, other: float | None) -> str | None:
    """The other value, and in brackets how far this one is from it: `80 (−7 %)`; None where either is missing.

    By the same rules as `against_words`: points for shares, no percentage of a small count.
    """
    if value is None or other is None:
        return None
    said = value_words(indicator, other)[0]
    words = against_words(indicator, value, other) or ""
    if indicator.is_share:
        return f"{said} {words[words.index('(') :]}"
    change, counts, _ = words.partition(" (")
    return f"{said} ({change})" if counts else said


def context_words(context: Context) -> str:
    """What the longer periods that end with the window say, each with the year before it and its verdict, in one line.

    Nothing where the window is itself the longest; a period without a value gives the reason.
    """
    return " ".join(f"{_beside_words(figure)}." for figure in context.beside)


def period_words(period: Window) -> str:
    """A period that stands beside a window, by its name: `Depuis le 1er janvier`, `Sur 28 jours`."""
    if period.start.month == period.start.day == 1:
        return f"Depuis le {ordinal_day(period.start)}{NBSP}janvier"
    return f"Sur {period.days}{NBSP}jours"


def _beside_words(figure: Figure) -> str:
    when = period_words(figure.window)
    if figure.value is None:
        return f"{when}{NBSP}: {figure.statement}"
    value = " ".join(value_words(figure.indicator, figure.value)).strip()
    against = against_words(figure.indicator, figure.value, figure.year_before)
    said = [value, f"un an plus tôt{NBSP}: {against}" if against else "sans comparaison un an plus tôt"]
    if figure.p_adjusted is not None:
        said.append(f"par rapport aux {figure.baseline_days}{NBSP}jours d’avant{NBSP}: {figure.statement}")
    elif figure.statement not in UNTESTED.values():
        said.append(figure.statement)
    return f"{when}{NBSP}: {f'{THIN}; '.join(said)}"
