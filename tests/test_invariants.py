"""What must hold of the figures whatever the rows: found by trying, derandomised so that each run proves the same."""

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.figures import department_figures
from data_access.database import Database
from domain.catalogue import CATALOGUE, By, Nature
from domain.scope import OPERATOR
from domain.windows import Window
from indicators.figures import Figure, figures
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import SCHOOL_1, SCHOOL_2, plan_sheets, table
from tests.indicators.tables import COLLEGE, ECOLE, LYCEE, Row, fact, operation, presence, situation

TRIED = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
DEAR = settings(TRIED, max_examples=8)
"""Where each try asks for every figure, or makes deposits."""

WINDOW = Window(date(2026, 5, 18), date(2026, 5, 31))
FIRST, LAST = date(2025, 4, 1), date(2026, 6, 30)
BEGINNING = "2025-03-31"
"""The day of one row in each sheet, outside every window tried, so that the history is known throughout."""

DAYS = st.dates(FIRST, LAST) | st.dates(WINDOW.start, WINDOW.end)
PLACES = st.sampled_from(["S1", "S2", "S3", "S9", None])
"""Sectors of the plan, one that it does not name, and none."""

SERVICES = st.sampled_from(["BAC", "CGD", "EMS"])
PARTNERS = st.sampled_from([None, "CGD", "CGD;EMS", "BAC;CGD"])
TIMES = st.sampled_from([time(7, 45), time(12, 0), time(16, 30), time(21, 15)])
SUMS = [code for code, entry in CATALOGUE.items() if entry.nature in (Nature.COUNT, Nature.QUANTITY)]
MONTHLY = {"repeat_followed", "removals", "mayors_informed"}
"""Known by the month alone: they count in whole months, and do not add up over the days of a window."""

CLASS_CALENDAR = {"presences", "presences_joint", "school_coverage", "school_coverage_national"}
CLASS_CALENDAR |= {"schools_under_target", "slots_never_covered"}
Tables = dict[str, list[Row]]


def facts() -> st.SearchStrategy[list[Row]]:
    """Few enough for no month without any to be taken for one that was not sent."""
    built = st.builds(fact, DAYS.map(str), PLACES, st.sampled_from(["traffic", "use", "other_drugs", "robbery"]))
    return st.lists(built, max_size=10)


@st.composite
def operations(draw: st.DrawFn) -> list[Row]:
    rows = []
    for number in range(draw(st.integers(0, 12))):
        brought = {"checks": draw(st.integers(0, 9)), "cannabis_g": draw(st.integers(0, 9)) / 2}
        fields = {"partner_services": draw(PARTNERS), "kind": draw(st.sampled_from(["raid", "securing"])), **brought}
        sector = draw(st.sampled_from(["S1", "S2", "S3", "S9"]))
        row = operation(f"O{number}", str(draw(DAYS)), sector, draw(SERVICES), starts_at=draw(TIMES), **fields)
        rows.append(row)
    return rows


@st.composite
def presences(draw: st.DrawFn) -> list[Row]:
    schools, ends = st.sampled_from([COLLEGE, LYCEE, ECOLE]), st.sampled_from([None, time(13, 0), time(21, 30)])
    built = st.builds(presence, schools, DAYS.map(str), TIMES, SERVICES, ends_at=ends)
    rows: list[Row] = draw(st.lists(built, max_size=12))
    return list({(row["uai"], row["date"], row["starts_at"], row["service"]): row for row in rows}.values())


@st.composite
def investigations(draw: st.DrawFn) -> list[Row]:
    rows: list[Row] = []
    for number in range(draw(st.integers(0, 8))):
        opened = draw(DAYS)
        closed, sent = (draw(st.none() | st.dates(opened, LAST)) for _ in range(2))
        result = {"suspects": draw(st.integers(0, 5)), "assets_eur": draw(st.integers(0, 900)) / 4}
        flags = {"gir": draw(st.booleans()), "asset_strand": draw(st.booleans()), "dismantled": draw(st.booleans())}
        days = {"opened_on": opened, "closed_on": closed, "sent_to_office_on": sent if closed else None}
        place = {"service": draw(SERVICES), "sector": draw(PLACES)}
        rows.append({"reference": f"E{number}", **days, **place, **result, **flags})
    return rows


@st.composite
def tables(draw: st.DrawFn) -> Tables:
    """Rows of the sheets that tell days, each with one row at the beginning that no window tried holds."""
    first_enquiry: Row = {"reference": "E", "opened_on": BEGINNING, "closed_on": BEGINNING, "service": "BAC"}
    meetings: list[Row] = [{"held_on": day} for day in [BEGINNING, *map(str, draw(st.lists(DAYS, max_size=4)))]]
    return {
        "facts": [fact(BEGINNING, None), *draw(facts())],
        "operations": [operation("O", BEGINNING, "S9"), *draw(operations())],
        "presences": [presence("0019999Z", BEGINNING, time(8, 0)), *draw(presences())],
        "investigations": [first_enquiry, *draw(investigations())],
        "meetings": meetings,
    }


def asked(rows: Tables, window: Window, by: By, codes: Sequence[str] | None = None) -> dict[tuple[str, str], Figure]:
    """The figures by code and scope."""
    found = figures(situation("00", None, None, **rows), window, codes, by)
    return {(figure.indicator.code, figure.scope): figure for figure in found}


def sums_at(by: By) -> st.SearchStrategy[list[str]]:
    """Six of the indicators that are sums at that level."""
    codes = [code for code in SUMS if by in CATALOGUE[code].levels and code not in MONTHLY]
    return st.lists(st.sampled_from(codes), min_size=6, max_size=6, unique=True)


def located(row: Row) -> bool:
    if "uai" in row:
        return row["uai"] in (COLLEGE, LYCEE, ECOLE)
    return row.get("sector") in ("S1", "S2", "S3")


@TRIED
@given(tables(), sums_at(By.SECTOR))
def test_the_sectors_and_what_lies_in_none_make_the_département(rows: Tables, codes: list[str]) -> None:
    nowhere = {code: [row for row in held if not located(row)] for code, held in rows.items()}
    whole, outside = (asked(held, WINDOW, By.DEPARTMENT, codes) for held in (rows, nowhere))
    sectors = asked(rows, WINDOW, By.SECTOR, codes)
    for code in codes:
        within = sum(sectors[code, sector].value or 0 for sector in ("S1", "S2", "S3"))
        assert within + (outside[code, "département"].value or 0) == (whole[code, "département"].value or 0), code


@TRIED
@given(tables(), st.integers(1, WINDOW.days - 1), st.sampled_from(list(By)), st.data())
def test_a_window_split_in_two_adds_up(rows: Tables, days: int, by: By, data: st.DataObject) -> None:
    codes = data.draw(sums_at(by))
    middle = WINDOW.start + timedelta(days=days)
    windows = (WINDOW, Window(WINDOW.start, middle - timedelta(days=1)), Window(middle, WINDOW.end))
    whole, before, after = (asked(rows, window, by, codes) for window in windows)
    for key, figure in whole.items():
        assert (before[key].value or 0) + (after[key].value or 0) == (figure.value or 0), key


@DEAR
@given(tables(), st.integers(0, 99), st.sampled_from(list(By)))
def test_the_order_of_rows_does_not_matter(rows: Tables, seed: int, by: By) -> None:
    shuffled = {code: random.Random(seed).sample(held, len(held)) for code, held in rows.items()}
    assert asked(shuffled, WINDOW, by) == asked(rows, WINDOW, by)


def shifted(value: object, by: timedelta) -> object:
    if isinstance(value, date):
        return value + by
    if isinstance(value, str) and value.count("-") == 2:
        return str(date.fromisoformat(value) + by)
    return value


@DEAR
@given(tables(), st.sampled_from([By.DEPARTMENT, By.SECTOR, By.SERVICE]), st.sampled_from([-364, 364]))
def test_all_dates_moved_by_52_weeks_move_the_answer(rows: Tables, by: By, days: int) -> None:
    # Left out: what follows the school calendar, whose holidays do not come back after 364 days; whether the plan is
    # the semester's, and what is counted by whole months: 364 days are neither two semesters nor twelve months.
    left_out = CLASS_CALENDAR | MONTHLY | {"plan_up_to_date"}
    codes = [code for code, entry in CATALOGUE.items() if by in entry.levels and code not in left_out]
    move = timedelta(days=days)
    later = {
        code: [{name: shifted(cell, move) for name, cell in row.items()} for row in held] for code, held in rows.items()
    }
    then = Window(WINDOW.start + move, WINDOW.end + move)
    moved = {key: replace(figure, window=WINDOW) for key, figure in asked(later, then, by, codes).items()}
    assert moved == asked(rows, WINDOW, by, codes)


SUMMER = Window(date(2025, 7, 5), date(2025, 8, 31))
"""Holidays of all zones: no day of class."""


@TRIED
@given(presences(), st.dates(SUMMER.start, SUMMER.end), st.integers(0, 57))
def test_a_school_without_a_day_of_class_is_neither_covered_nor_uncovered(
    rows: list[Row], start: date, days: int
) -> None:
    window = Window(start, min(start + timedelta(days=days), SUMMER.end))
    held: Tables = {"presences": [presence(COLLEGE, BEGINNING, time(8, 0)), *rows]}
    codes = ["school_coverage", "school_coverage_national", "schools_under_target"]
    for by in (By.DEPARTMENT, By.SECTOR, By.SCHOOL):
        assert {figure.value for figure in asked(held, window, by, codes).values()} == {None}


@TRIED
@given(presences(), st.integers(0, 40))
def test_a_weekend_more_changes_no_coverage(rows: list[Row], week: int) -> None:
    monday = date(2025, 9, 1) + timedelta(weeks=week)
    held: Tables = {"presences": [presence(COLLEGE, BEGINNING, time(8, 0)), *rows]}
    codes = ["school_coverage", "school_coverage_national", "schools_under_target", "slots_never_covered"]
    short, long = (
        {
            key: figure.value
            for key, figure in asked(held, Window(monday, monday + timedelta(days=last)), By.SCHOOL, codes).items()
        }
        for last in (4, 6)
    )
    assert short == long


DEPOSITED = Window(date(2026, 11, 9), date(2026, 11, 22))
Doors = Callable[[], Door]


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Doors:
    """As many databases as one wants, each of its own, with the small plan of 2026-S2."""
    folder = tmp_path_factory.mktemp("invariants")
    made = Database(f"sqlite:///{folder / 'plan.db'}")
    made.migrate()
    Door(made).deposit(plan_sheets(), "plan.xlsx")
    made.close()
    numbers = count()

    def another() -> Door:
        path = Path(shutil.copy(folder / "plan.db", folder / f"{next(numbers)}.db"))
        return Door(Database(f"sqlite:///{path}"))

    return another


def deposited(door: Door, by: By, codes: Sequence[str] | None = None) -> list[Figure]:
    return department_figures(door.database, OPERATOR, "00", DEPOSITED, codes, by)


AUTUMN = st.dates(date(2026, 9, 1), date(2026, 11, 22))
HEADERS = ("date", "secteur", "type", "service pilote", "services associés", "personnes contrôlées")
HELD = st.lists(
    st.tuples(
        AUTUMN, st.sampled_from(["S1", "S2", "S3"]), st.sampled_from(["coup de poing", "transports"]), st.integers(0, 9)
    ),
    min_size=1,
    max_size=8,
)


def operation_cells(held: list[tuple[date, str, str, int]], lead: str, partner: str) -> list[dict[str, object]]:
    return [
        {"référence": f"OP-{number}", **dict(zip(HEADERS, (day, sector, kind, lead, partner, checks), strict=True))}
        for number, (day, sector, kind, checks) in enumerate(held)
    ]


@DEAR
@given(
    HELD,
    st.lists(st.tuples(AUTUMN, st.sampled_from([SCHOOL_1, SCHOOL_2])), unique=True, min_size=1, max_size=6),
    st.sampled_from(list(By)),
)
def test_a_service_s_file_deposited_twice_changes_nothing(
    doors: Doors, held: list[tuple[date, str, str, int]], seen: list[tuple[date, str]], by: By
) -> None:
    door = doors()
    visits = [{"UAI": uai, "date": day, "heure début": time(8, 0), "service": "BAC"} for day, uai in seen]
    file = {"Opérations": table(operation_cells(held, "BAC", "CIE")), "Présences": table(visits)}
    door.deposit(file, "bac.xlsx", service="BAC")
    once = deposited(door, by)
    door.deposit(file, "bac.xlsx", service="BAC")
    assert deposited(door, by) == once
    door.database.close()


@DEAR
@given(HELD, st.booleans())
def test_an_operation_sent_by_two_services_counts_once_and_in_the_column_of_each(
    doors: Doors, held: list[tuple[date, str, str, int]], agree: bool
) -> None:
    """Whether the second service names the same lead or itself: one reference is one operation."""
    door = doors()
    lead, partner = ("BAC", "CIE") if agree else ("CIE", "BAC")
    door.deposit({"Opérations": table(operation_cells(held, "BAC", "CIE"))}, "bac.xlsx", service="BAC")
    door.deposit({"Opérations": table(operation_cells(held, lead, partner))}, "cie.xlsx", service="CIE")
    answers = (
        figure
        for by in (By.DEPARTMENT, By.SECTOR, By.SERVICE)
        for figure in deposited(door, by, ["operations", "checks"])
    )
    found = {(figure.indicator.code, figure.scope): figure.value or 0 for figure in answers}
    door.database.close()
    inside = [(sector, checks) for day, sector, _, checks in held if DEPOSITED.contains(day)]
    for scope in ("département", "BAC", "CIE"):
        assert (found["operations", scope], found["checks", scope]) == (
            len(inside),
            sum(checks for _, checks in inside),
        )
    for sector in ("S1", "S2", "S3"):
        own = [checks for where, checks in inside if where == sector]
        assert (found["operations", sector], found["checks", sector]) == (len(own), sum(own))
