from datetime import date

import pytest

from components.address import Choice, codes_of, codes_written, earlier, from_query, later, to_query
from domain.windows import Window, WindowKind

LAST_DAY = date(2026, 11, 23)
DEPARTMENTS = ("00", "31")


def choice(kind: WindowKind, start: date, end: date, department: str = "00") -> Choice:
    return Choice(department, Window(start, end), kind)


FORTNIGHT = choice(WindowKind.FORTNIGHT, date(2026, 11, 10), LAST_DAY)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"dep": "99"},
        {"fenetre": "siecle", "au": "hier"},
        {"au": "2026-11-24"},  # after the last day that has data
        {"du": "2026-01-01"},  # only a free window starts where one likes
        {"fenetre": "libre"},
        {"fenetre": "libre", "du": "2026-11-24"},
    ],
)
def test_what_makes_no_sense_falls_back_to_the_fortnight(query: dict[str, str]) -> None:
    kind = WindowKind.FREE if query.get("fenetre") == "libre" else WindowKind.FORTNIGHT
    assert from_query(query, DEPARTMENTS, LAST_DAY) == FORTNIGHT._replace(kind=kind)


def test_no_department_is_an_error() -> None:
    with pytest.raises(ValueError, match="département"):
        from_query({}, (), LAST_DAY)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            {"dep": "31", "fenetre": "28-jours", "au": "2026-11-01"},
            choice(WindowKind.FOUR_WEEKS, date(2026, 10, 5), date(2026, 11, 1), "31"),
        ),
        (
            {"dep": "00", "fenetre": "libre", "au": "2026-02-28", "du": "2026-02-01"},
            choice(WindowKind.FREE, date(2026, 2, 1), date(2026, 2, 28)),
        ),
        ({"dep": "00", "fenetre": "mois", "au": "2026-11-23"}, choice(WindowKind.MONTH, date(2026, 11, 1), LAST_DAY)),
    ],
)
def test_an_address_is_read_and_written_back(query: dict[str, str], expected: Choice) -> None:
    assert from_query(query, DEPARTMENTS, LAST_DAY) == expected
    assert to_query(expected) == query


@pytest.mark.parametrize(
    ("shown", "before"),
    [
        (FORTNIGHT, choice(WindowKind.FORTNIGHT, date(2026, 10, 27), date(2026, 11, 9))),
        (
            choice(WindowKind.MONTH, date(2026, 11, 1), LAST_DAY),
            choice(WindowKind.MONTH, date(2026, 10, 1), date(2026, 10, 31)),
        ),
        (
            choice(WindowKind.SEMESTER, date(2026, 7, 1), LAST_DAY),
            choice(WindowKind.SEMESTER, date(2026, 1, 1), date(2026, 6, 30)),
        ),
        (
            choice(WindowKind.YEAR_TO_DATE, date(2026, 1, 1), LAST_DAY),
            choice(WindowKind.YEAR_TO_DATE, date(2025, 1, 1), date(2025, 12, 31)),
        ),
        (
            choice(WindowKind.FREE, date(2026, 11, 1), date(2026, 11, 5)),
            choice(WindowKind.FREE, date(2026, 10, 27), date(2026, 10, 31)),
        ),
    ],
)
def test_one_step_back_and_on_again(shown: Choice, before: Choice) -> None:
    assert earlier(shown) == before
    assert later(before, shown.window.end) == shown


def test_a_step_on_is_cut_at_the_last_day() -> None:
    shown = choice(WindowKind.FORTNIGHT, date(2026, 11, 5), date(2026, 11, 18))
    assert later(shown, LAST_DAY) == FORTNIGHT
    assert later(FORTNIGHT, LAST_DAY) == FORTNIGHT
    year = choice(WindowKind.YEAR_TO_DATE, date(2026, 1, 1), LAST_DAY)
    assert later(year, LAST_DAY) == year


def test_february_follows_january_whole() -> None:
    january = choice(WindowKind.MONTH, date(2028, 1, 1), date(2028, 1, 31))
    february = choice(WindowKind.MONTH, date(2028, 2, 1), date(2028, 2, 29))
    assert later(january, date(2028, 6, 1)) == february


@pytest.mark.parametrize("codes", [(), ("S01",), ("S01", "2A-3")])
def test_codes_in_an_address_are_read_back(codes: tuple[str, ...]) -> None:
    assert codes_of(codes_written(codes)) == codes


def test_no_codes_asked_for_is_not_no_codes() -> None:
    assert codes_of(None) is None
    assert codes_of("aucun") == codes_of("") == ()
