"""Reads: what each gives, for whom, and in a SQL that PostgreSQL speaks too."""

from collections.abc import Callable
from datetime import UTC, date

import pandas as pd
import pytest
from sqlalchemy import Connection, event, make_url

from data_access.meetings import DecisionRecord, record_meetings
from data_access.queries import deposits, history, known, layouts, meetings, plans, published, rows, series
from data_access.workbooks.known import Known
from domain.scope import OPERATOR, Scope, ScopeError
from domain.sheets import SHEETS, Reference
from domain.windows import Window
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import SCHOOL_1, SCHOOL_2, TODAY, Rows, operation, plan_sheets, table

Query = Callable[[Connection, Scope, str], object]

QUERIES: dict[str, Query] = {
    "sheet_rows": lambda c, s, d: rows.sheet_rows(c, s, d, "operations", Window(TODAY, TODAY)),
    "plan_rows": lambda c, s, d: rows.plan_rows(c, s, d, "sectors", TODAY),
    "version_rows": lambda c, s, d: rows.version_rows(c, s, d, "sectors", ("2026-S2", 1)),
    "deposits": deposits.deposits,
    "deposit_sheets": deposits.deposit_sheets,
    "amendments": lambda c, s, d: deposits.amendments(c, s, d, 1),
    "deposit_of_file": lambda c, s, d: deposits.deposit_of_file(c, s, d, "0"),
    "row_life": lambda c, s, d: history.row_life(c, s, d, "operations", "k"),
    "find_rows": lambda c, s, d: history.find_rows(c, s, d, "local_indicators", "OP 10/11/2026"),
    "coverage": deposits.coverage,
    "contributors": deposits.contributors,
    "last_covered_day": deposits.last_covered_day,
    "known_codes": known.known_codes,
    "sector_outlines": known.sector_outlines,
    "memory_of": lambda c, s, d: layouts.memory_of(c, s, d, None).layouts,
    "plans": plans.plans,
    "latest_plan": plans.latest_plan,
    "recorded_rows": lambda c, s, d: series.recorded_rows(c, s, d, 2025, ("55",)),
    "published_counts": lambda c, s, d: published.published_counts(c, s, d, ("55", "57")),
    "recorded_totals": published.recorded_totals,
    "layer_rows": series.layer_rows,
    "meetings": meetings.meetings_held,
    "decisions": meetings.decisions,
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_department_outside_the_scope_is_not_read(door: Door, name: str) -> None:
    with door.database.read() as connection, pytest.raises(ScopeError, match="département 00"):
        QUERIES[name](connection, Scope(frozenset({"13"})), "00")


@pytest.mark.parametrize("name", QUERIES)
def test_an_empty_database_has_an_answer(door: Door, name: str) -> None:
    with door.database.read() as connection:
        found = QUERIES[name](connection, OPERATOR, "00")
    assert found is None or isinstance(found, Known) or len(found) == 0  # type: ignore[arg-type]  # all sized


@pytest.mark.parametrize("name", QUERIES)
def test_postgresql_speaks_the_same_sql(with_plan: Door, name: str) -> None:
    statements: list[str] = []

    def compile_it(_connection: Connection, clause: object, *_rest: object) -> None:
        if hasattr(clause, "compile"):
            statements.append(str(clause.compile(dialect=make_url("postgresql+psycopg://").get_dialect()())))

    event.listen(with_plan.database.engine, "before_execute", compile_it)
    with with_plan.database.read() as connection:
        QUERIES[name](connection, OPERATOR, "00")
    assert statements
    assert all(statement.startswith("SELECT") for statement in statements)


@pytest.mark.parametrize("code", SHEETS)
def test_a_sheet_without_rows_has_its_columns_and_dtypes(door: Door, code: str) -> None:
    with door.database.read() as connection:
        frame = rows.sheet_rows(connection, OPERATOR, "00", code)
    assert list(frame.columns) == [*SHEETS[code].fields, *rows.LINEAGE]
    assert frame.empty


def test_rows_by_date_within_a_window_with_their_dtypes(with_plan: Door) -> None:
    days = {"A": TODAY, "B": date(2026, 11, 10), "C": date(2026, 11, 11), "D": date(2026, 11, 9)}
    with_plan.deposit({"Opérations": table([operation(name, date=day, armes=None) for name, day in days.items()])})
    with with_plan.database.read() as connection:
        every = rows.sheet_rows(connection, OPERATOR, "00", "operations")
        some = rows.sheet_rows(connection, OPERATOR, "00", "operations", Window(date(2026, 11, 10), date(2026, 11, 23)))
    assert (every["reference"].tolist(), some["reference"].tolist()) == (["D", "B", "C", "A"], ["B", "C"])
    for frame in (every, some):
        assert {name: str(frame[name].dtype) for name in ("date", "weapons", "cash_eur", "disorder", "reference")} == {
            "date": "datetime64[us]",
            "weapons": "Int64",
            "cash_eur": "Float64",
            "disorder": "bool",
            "reference": "object",
        }
    assert every["starts_at"].tolist() == [None] * 4


def test_the_plan_s_codes_are_known_with_their_names_and_outlines(with_plan: Door) -> None:
    with with_plan.database.read() as connection:
        found = known.known_codes(connection, OPERATOR, "00")
    assert dict(found.names) == {
        Reference.SECTOR: {"S1": "Les Lilas", "S2": "La Gare", "S3": "Le Bourg"},
        Reference.SERVICE: {
            "BAC": "Brigade anti-criminalité",
            "CIE": "Compagnie de Val-Fictif",
            "EMS": "Équipe mobile de sécurité",
        },
        Reference.OBJECTIVE: {"O1": "Tenir les abords"},
        Reference.SCHOOL: {SCHOOL_1: "Collège des Lilas", SCHOOL_2: "Lycée de la Gare"},
    }
    # Squares of a hundredth of a degree: a ten-thousandth of a square degree each.
    assert {code: round(outline.area, 6) for code, outline in found.outlines.items()} == {"S1": 0.0001, "S2": 0.0001}


def test_a_service_s_files_cover_up_to_what_they_state_or_hold(with_plan: Door) -> None:
    titled: Rows = [["du 01/11/2026 au 20/11/2026"], *table([operation("A", date=date(2026, 11, 12))])]
    with_plan.deposit({"Opérations": titled}, service="BAC")
    shared = [operation("B", date=date(2026, 11, 22)), operation("C", date=date(2026, 11, 15))]
    shared[1]["service pilote"] = "CIE"
    with_plan.deposit({"Opérations": table(shared)})
    with with_plan.database.read() as connection:
        assert deposits.coverage(connection, OPERATOR, "00") == {"BAC": date(2026, 11, 22), "CIE": date(2026, 11, 15)}
        assert deposits.last_covered_day(connection, OPERATOR, "00") == date(2026, 11, 22)
        assert deposits.contributors(connection, OPERATOR, "00") == {"operations": ("BAC", "CIE")}


def test_a_sheet_that_was_refused_whole_covers_nothing(with_plan: Door) -> None:
    late, early = operation("A", prénom="Jeanne"), {"date": date(2026, 11, 2), "nature": "usage"}
    with_plan.deposit({"Opérations": table([late]), "Faits": table([early])}, service="BAC", sound_only=True)
    with with_plan.database.read() as connection:
        assert deposits.coverage(connection, OPERATOR, "00") == {"BAC": date(2026, 11, 2)}


def test_a_sheet_that_states_its_period_and_has_no_row_covers_it(with_plan: Door) -> None:
    nothing: Rows = [["du 01/11/2026 au 15/11/2026"], *table([operation()])[:1]]
    sheets = {"Opérations": nothing, "Faits": table([{"date": date(2026, 11, 2), "nature": "usage"}])}
    with_plan.deposit(sheets, service="BAC")
    with with_plan.database.read() as connection:
        assert deposits.coverage(connection, OPERATOR, "00") == {"BAC": date(2026, 11, 15)}


def test_deposits_newest_first_in_utc(with_plan: Door) -> None:
    with_plan.deposit({"Opérations": table([operation("A"), operation("B", secteur="S9")])}, sound_only=True)
    with with_plan.database.read() as connection:
        frame = deposits.deposits(connection, OPERATOR, "00")
        departments = deposits.departments_with_data(connection, OPERATOR)
        none = deposits.departments_with_data(connection, Scope(frozenset({"13"})))
    counted = frame[["id", "new", "replaced", "unchanged", "refused"]].to_numpy().tolist()
    assert counted == [[2, 1, 0, 0, 1], [1, 10, 0, 0, 0]]
    assert {moment.tzinfo for moment in frame["stored_at"]} == {UTC}
    assert (departments, none) == (["00"], [])


def test_meetings_and_decisions(door: Door) -> None:
    record_meetings(
        door.database,
        OPERATOR,
        "00",
        [date(2026, 11, 16), date(2026, 11, 2)],
        [DecisionRecord(date(2026, 11, 2), "Doubler les passages", "BAC", due_on=date(2026, 11, 16))],
    )
    with door.database.read() as connection:
        held = meetings.meetings_held(connection, OPERATOR, "00")
        taken = meetings.decisions(connection, OPERATOR, "00")
    assert held["held_on"].tolist() == [pd.Timestamp(2026, 11, 2), pd.Timestamp(2026, 11, 16)]
    assert taken[["taken_on", "text", "owner", "due_on"]].to_numpy().tolist() == [
        [pd.Timestamp(2026, 11, 2), "Doubler les passages", "BAC", pd.Timestamp(2026, 11, 16)]
    ]
    assert taken["done_on"].isna().all()
    with pytest.raises(ScopeError, match="département 00"):
        record_meetings(door.database, Scope(frozenset({"13"})), "00", [], [])


def test_a_plan_is_known_on_any_day_of_its_semester_only_with_the_sheet(with_plan: Door) -> None:
    with with_plan.database.read() as connection:
        found = {
            code: plans.plan_of_sheet(connection, OPERATOR, "00", code, TODAY)
            for code in ("plan", "sectors", "targets")
        }
        later = rows.plan_rows(connection, OPERATOR, "00", "plan", date(2030, 1, 1))["semester"].tolist()
    assert found == {"plan": ("2026-S2", 1), "sectors": ("2026-S2", 1), "targets": None}
    assert later == ["2026-S2"]
    assert rows.has_plan_versions("plan")
    assert not rows.has_plan_versions("facts")


def test_versions_go_by_number_not_by_letter(door: Door) -> None:
    for version in (2, 10):
        door.deposit(plan_sheets(version=version))
    with door.database.read() as connection:
        assert plans.latest_plan(connection, OPERATOR, "00") == ("2026-S2", 10)
