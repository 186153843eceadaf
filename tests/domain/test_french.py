from datetime import date

import pytest

from domain import french
from domain.windows import Window, WindowKind


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234.5, 1, "1\u202f234,5"),
        (0, 0, "0"),
        (-1234567, 0, "\u22121\u202f234\u202f567"),
        (-0.2, 0, "0"),
        (999.96, 1, "1\u202f000,0"),
        (None, 0, "–"),
        (float("nan"), 2, "–"),
    ],
)
def test_number(value: float | None, decimals: int, text: str) -> None:
    assert french.number(value, decimals) == text


@pytest.mark.parametrize(("value", "text"), [(4, "+4"), (-4, "\u22124"), (0, "0"), (0.2, "0"), (None, "–")])
def test_signed(value: float | None, text: str) -> None:
    assert french.signed(value) == text


@pytest.mark.parametrize(("share", "text"), [(0.423, "42\u00a0%"), (1, "100\u00a0%"), (None, "–")])
def test_percent(share: float | None, text: str) -> None:
    assert french.percent(share) == text


def test_quantity_is_never_parted() -> None:
    assert french.quantity(1234, "€") == "1\u202f234\u00a0€"
    assert french.quantity(None, "€") == "–"


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0\u00a0fait"), (1, "1\u00a0fait"), (2, "2\u00a0faits"), (1200, "1\u202f200\u00a0faits")]
)
def test_plural(count: int, text: str) -> None:
    assert french.plural(count, "fait") == text


def test_plural_with_its_own_form() -> None:
    assert french.plural(3, "jour de classe", "jours de classe") == "3\u00a0jours de classe"


@pytest.mark.parametrize(
    ("words", "text"), [((), ""), (("a",), "a"), (("a", "b"), "a et b"), (("a", "b", "c"), "a, b et c")]
)
def test_listed(words: tuple[str, ...], text: str) -> None:
    assert french.listed(words) == text


def test_days_and_months() -> None:
    assert french.day(date(2026, 1, 13)) == "13/01/2026"
    assert french.long_day(date(2026, 1, 13)) == "mardi 13 janvier 2026"
    assert french.long_day(date(2026, 2, 1)) == "dimanche 1er février 2026"
    assert french.month(date(2026, 8, 31)) == "août 2026"
    assert french.short_month(date(2026, 1, 31)) == "janv.\u00a026"
    assert french.week_label(date(2026, 1, 13)) == "semaine du 12/01"
    assert french.week_label(date(2026, 1, 12)) == "semaine du 12/01"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 11, 10), date(2026, 11, 23), "du 10 au 23 novembre 2026"),
        (date(2026, 11, 1), date(2026, 11, 23), "du 1er au 23 novembre 2026"),
        (date(2026, 10, 27), date(2026, 11, 9), "du 27 octobre au 9 novembre 2026"),
        (date(2026, 12, 22), date(2027, 1, 4), "du 22 décembre 2026 au 4 janvier 2027"),
        (date(2026, 11, 10), date(2026, 11, 10), "le 10 novembre 2026"),
    ],
)
def test_window_words(first: date, last: date, text: str) -> None:
    assert french.window_words(Window(first, last)) == text


def test_window_title_and_comparators() -> None:
    window = Window(date(2026, 11, 10), date(2026, 11, 23))
    assert french.window_title(WindowKind.FORTNIGHT, window) == "Quinzaine du 10 au 23 novembre 2026"
    assert french.window_title(WindowKind.FREE, window) == "Fenêtre du 10 au 23 novembre 2026"
    assert french.comparators_words(window) == (
        "par rapport aux 14 jours d’avant (du 27 octobre au 9 novembre 2026) et d’un an plus tôt"
    )
