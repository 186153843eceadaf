"""Files as they came: kept once, given back the same, deleted in time, and never those that may not be kept."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from data_access import imports
from data_access.changes import ImportRefused
from data_access.models import table_of
from data_access.originals import days_kept, keep, original, purge
from data_access.queries.deposits import deposits
from data_access.undo import undo
from data_access.workbooks.parsed import FileKind, ParsedFile
from domain.scope import OPERATOR, Scope, ScopeError
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import csv_bytes, operation, operations, table, workbook

WORKBOOK = workbook(operations(operation("A")))
TEXT = csv_bytes(table([operation(f"OP-{number}") for number in range(100)]))


def parsed(content: bytes, name: str) -> ParsedFile:
    return ParsedFile(name, FileKind.INDICATORS, hashlib.sha256(content).hexdigest(), len(content))


def deposit(door: Door, content: bytes, name: str, service: str | None = None) -> int:
    """Deposit a file (of no sheet: its rows do not matter here) and keep it; the deposit's number."""
    file = parsed(content, name)
    deposit_id = imports.store(door.database, OPERATOR, file, "00", service, "essai").deposit_id or 0
    with door.database.write() as connection:
        assert keep(connection, file, content, datetime.now(UTC))
    return deposit_id


def kept(door: Door) -> list[tuple[int, bool]]:
    """The size of each file kept, and whether it is packed."""
    table = table_of("originals")
    with door.database.read() as connection:
        return [tuple(row) for row in connection.execute(select(table.c.size, table.c.packed).order_by(table.c.packed))]


def purged(door: Door, in_days: int, limit: int = 90) -> int:
    with door.database.write() as connection:
        return purge(connection, datetime.now(UTC) + timedelta(days=in_days, hours=1), limit)


def test_a_file_comes_back_as_it_came_under_its_name(door: Door) -> None:
    first, second = deposit(door, WORKBOOK, "ops.xlsx"), deposit(door, TEXT, "ops.csv")
    assert original(door.database, OPERATOR, "00", first) == ("ops.xlsx", WORKBOOK)
    assert original(door.database, OPERATOR, "00", second) == ("ops.csv", TEXT)
    assert kept(door) == [(len(WORKBOOK), False), (len(TEXT), True)]


def test_what_is_packed_takes_less_room(door: Door) -> None:
    deposit(door, TEXT, "ops.csv")
    with door.database.read() as connection:
        content = connection.execute(select(table_of("originals").c.content)).scalar_one()
    assert len(content) < len(TEXT) / 3


def test_the_same_file_is_kept_once_for_all_its_deposits(door: Door) -> None:
    ids = [deposit(door, WORKBOOK, "ops.xlsx"), deposit(door, WORKBOOK, "ops (2).xlsx")]
    assert kept(door) == [(len(WORKBOOK), False)]
    found = [original(door.database, OPERATOR, "00", deposit_id) for deposit_id in ids]
    assert found == [("ops.xlsx", WORKBOOK), ("ops (2).xlsx", WORKBOOK)]


def test_the_history_says_whether_the_file_is_there(door: Door) -> None:
    deposit(door, WORKBOOK, "ops.xlsx")
    imports.store(door.database, OPERATOR, parsed(TEXT, "ops.csv"), "00", None, "essai")
    with door.database.read() as connection:
        found = deposits(connection, OPERATOR, "00")
    assert found[["file", "has_original"]].to_numpy().tolist() == [["ops.csv", False], ["ops.xlsx", True]]
    assert original(door.database, OPERATOR, "00", 2) is None


def test_one_that_seems_to_hold_persons_is_not_kept(door: Door) -> None:
    with door.database.write() as connection:
        assert not keep(connection, replace(parsed(TEXT, "ops.csv"), keepable=False), TEXT, datetime.now(UTC))
    assert kept(door) == []


def test_they_are_deleted_when_their_last_deposit_is_older_than_the_limit(door: Door) -> None:
    deposit(door, WORKBOOK, "ops.xlsx")
    assert (purged(door, in_days=89), len(kept(door))) == (0, 1)
    assert (purged(door, in_days=90), kept(door)) == (1, [])


def test_a_later_deposit_of_the_same_file_keeps_it_longer(door: Door) -> None:
    deposit(door, WORKBOOK, "ops.xlsx")
    deposit(door, WORKBOOK, "ops.xlsx")
    table = table_of("deposits")
    a_year_ago = datetime.now(UTC) - timedelta(days=365)
    with door.database.write() as connection:
        connection.execute(table.update().where(table.c.id == 1).values(stored_at=a_year_ago))
        connection.execute(table_of("originals").update().values(kept_at=a_year_ago))
    assert purged(door, in_days=0) == 0
    with door.database.write() as connection:
        connection.execute(table.update().values(stored_at=a_year_ago))
    assert purged(door, in_days=0) == 1


def test_an_undone_deposit_s_file_is_still_there_and_an_undo_does_not_need_it(door: Door) -> None:
    first, second = deposit(door, WORKBOOK, "ops.xlsx"), deposit(door, TEXT, "ops.csv")
    undo(door.database, OPERATOR, first, "essai")
    assert original(door.database, OPERATOR, "00", first) == ("ops.xlsx", WORKBOOK)
    assert purged(door, in_days=90) == 2
    undo(door.database, OPERATOR, second, "essai")


@pytest.mark.parametrize(("written", "days"), [(None, 90), ("", 90), (" 30 ", 30), ("0", 0), ("99999", 99_999)])
def test_the_limit_is_the_administrator_s(monkeypatch: pytest.MonkeyPatch, written: str | None, days: int) -> None:
    if written is None:
        monkeypatch.delenv("VIGIE_KEEP_FILES_DAYS", raising=False)
    else:
        monkeypatch.setenv("VIGIE_KEEP_FILES_DAYS", written)
    assert days_kept() == days


@pytest.mark.parametrize("written", ["-1", "trente", "1,5", "100000"])
def test_a_limit_that_is_no_number_of_days_keeps_nothing_and_says_so(
    door: Door, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("VIGIE_KEEP_FILES_DAYS", written)
    with pytest.raises(ImportRefused, match=f"VIGIE_KEEP_FILES_DAYS vaut «\u00a0{written}\u00a0»"):
        deposit(door, WORKBOOK, "ops.xlsx")
    assert kept(door) == []


def test_a_limit_of_no_day_keeps_none_and_deletes_those_there(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    deposit(door, WORKBOOK, "ops.xlsx")
    monkeypatch.setenv("VIGIE_KEEP_FILES_DAYS", "0")
    with door.database.write() as connection:
        assert not keep(connection, parsed(TEXT, "ops.csv"), TEXT, datetime.now(UTC))
    assert (purged(door, in_days=0, limit=days_kept()), kept(door)) == (1, [])
    assert purged(door, in_days=0, limit=99_999) == 0


def test_a_file_is_for_those_who_may_list_its_deposit(door: Door) -> None:
    first = deposit(door, WORKBOOK, "ops.xlsx", "BAC")
    assert original(door.database, OPERATOR, "13", first) is None
    assert original(door.database, Scope(frozenset({"00"}), "CIE"), "00", first) is None
    assert original(door.database, Scope(frozenset({"00"}), "BAC"), "00", first) == ("ops.xlsx", WORKBOOK)
    with pytest.raises(ScopeError, match="département 00"):
        original(door.database, Scope(frozenset({"13"})), "00", first)
