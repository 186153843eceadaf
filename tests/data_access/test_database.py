"""The database itself: its pragmas, its two ways in, its version."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from data_access.database import Database, DatabaseUnavailable
from data_access.meetings import DecisionRecord, record_meetings
from data_access.models import METADATA, table_of
from data_access.undo import undo
from domain.scope import OPERATOR
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import operation, plan_sheets, table


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 30_000)])
def test_pragmas(door: Door, pragma: str, value: object) -> None:
    with door.database.read() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar_one() == value


def test_a_row_without_its_deposit_is_refused(door: Door) -> None:
    sheet = {"deposit_id": 99, "sheet": "x", "recognised": "x", "new": 0, "replaced": 0, "unchanged": 0, "refused": 0}
    with pytest.raises(IntegrityError), door.database.write() as connection:
        connection.execute(insert(table_of("deposit_sheets")).values(**sheet))


def test_an_error_s_text_holds_no_value(door: Door) -> None:
    meeting = {"id": 1, "department": "secret", "held_on": date(2026, 1, 1)}
    with pytest.raises(IntegrityError) as caught, door.database.write() as connection:
        connection.execute(insert(table_of("meetings")), [meeting, meeting])
    assert "secret" not in str(caught.value)


def test_what_fails_is_not_written(door: Door) -> None:
    meetings = table_of("meetings")

    def write_and_fail() -> None:
        with door.database.write() as connection:
            connection.execute(insert(meetings).values(department="00", held_on=date(2026, 1, 1)))
            raise RuntimeError("panne")

    with pytest.raises(RuntimeError, match="panne"):
        write_and_fail()
    with door.database.read() as connection:
        assert connection.execute(select(meetings)).all() == []


def test_a_reader_sees_one_state_while_another_writes(door: Door) -> None:
    meetings = table_of("meetings")
    with door.database.read() as reader:
        assert reader.execute(select(meetings)).all() == []
        record_meetings(door.database, OPERATOR, "00", [date(2026, 1, 1)], [])
        assert reader.execute(select(meetings)).all() == []
    with door.database.read() as reader:
        assert len(reader.execute(select(meetings)).all()) == 1


def test_the_version_changes_with_each_deposit_meeting_decision_and_undo(door: Door) -> None:
    versions = [door.database.version()]
    for change in (
        lambda: door.deposit(plan_sheets()),
        lambda: door.deposit(plan_sheets()),
        lambda: door.deposit({"Opérations": table([operation()])}),
        lambda: record_meetings(door.database, OPERATOR, "00", [date(2026, 1, 1)], []),
        lambda: record_meetings(door.database, OPERATOR, "00", [], [DecisionRecord(date(2026, 1, 1), "a", "BAC")]),
        lambda: undo(door.database, OPERATOR, 3, "essai"),
        lambda: door.deposit({"Opérations": table([operation()])}),
        lambda: undo(door.database, OPERATOR, 4, "essai"),
    ):
        change()
        versions.append(door.database.version())
    before = ["0.0.0.0.0", "1.0.0.0.0", "2.0.0.0.0", "3.0.0.0.0", "3.1.0.0.0", "3.1.1.0.0"]
    assert versions == [*before, "3.1.1.0.1", "4.1.1.0.1", "4.1.1.0.2"]


def test_migrating_twice_is_migrating_once_and_gives_every_table(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'neuf' / 'v.db'}")
    database.migrate()
    database.migrate()
    with database.read() as connection:
        names = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
    database.close()
    assert names - {"alembic_version"} == set(METADATA.tables)


@pytest.mark.parametrize("url", ["", "volare", "volare://x/y", "sqlite:////proc/nowhere/vigie.db"])
def test_what_is_no_database_is_said_in_one_sentence_without_its_address(url: str) -> None:
    with pytest.raises(DatabaseUnavailable) as said:
        Database(url).migrate()
    assert str(said.value).startswith(("La base de données", "L’adresse de la base"))
    assert url == "" or url not in str(said.value)


def test_a_file_that_is_no_database_and_one_of_a_later_version_are_refused(tmp_path: Path, door: Door) -> None:
    text_file = tmp_path / "note.db"
    text_file.write_text("rien d’une base" * 100)
    with door.database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for database in (Database(f"sqlite:///{text_file}"), door.database):
        with pytest.raises(DatabaseUnavailable, match="n’est pas une base de Vigie"):
            database.migrate()
        database.close()
