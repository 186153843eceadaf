"""The meetings and decisions on file before meetings were prepared here are kept, and were held."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, text

import data_access.database
from data_access.database import Database
from data_access.queries import meetings as stored
from domain.meetings import MeetingState
from domain.scope import OPERATOR

SCRIPTS = Path(data_access.database.__file__).parent / "migrations"
NEW_TABLES = {"agenda_points", "line_versions", "decision_changes", "meeting_books"}


@pytest.fixture
def before(tmp_path: Path) -> Iterator[Database]:
    """A database of the version before, with a meeting and two decisions."""
    database = Database(f"sqlite:///{tmp_path / 'vigie.db'}")
    move(database, "0009")
    with database.write() as connection:
        connection.execute(text("INSERT INTO meetings (department, held_on) VALUES ('00', '2026-10-22')"))
        connection.execute(
            text(
                "INSERT INTO decisions (department, taken_on, text, owner, due_on, done_on) VALUES "
                "('00', '2026-10-22', 'Éclairer le parvis', 'BAC', '2026-11-05', NULL),"
                "('00', '2026-10-22', 'Fermer le hall', 'CIE', NULL, '2026-11-01')"
            )
        )
    yield database
    database.close()


def move(database: Database, revision: str) -> None:
    """Bring the schema up to that version, or down to it."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with database.write() as connection:
        config.attributes["connection"] = connection
        known = inspect(connection).has_table("meeting_books")
        (command.downgrade if known else command.upgrade)(config, revision)


def test_what_was_on_file_is_kept_as_held(before: Database) -> None:
    before.migrate()
    with before.read() as connection:
        (meeting,) = stored.meetings(connection, OPERATOR, "00")
        decisions = stored.decisions(connection, OPERATOR, "00")
        held = stored.meetings_held(connection, OPERATOR, "00")["held_on"].dt.date.tolist()
    assert (meeting.held_on, meeting.state, meeting.window) == (date(2026, 10, 22), MeetingState.CLOSED, None)
    assert (meeting.participants, meeting.opened_at, meeting.closed_at) == ((), None, None)
    assert held == [date(2026, 10, 22)]
    assert decisions["text"].tolist() == ["Éclairer le parvis", "Fermer le hall"]
    new = ["meeting_id", "sector", "objective", "indicator", "target", "started_on", "given_up_on"]
    assert decisions[new].isna().all(axis=None)


def test_going_back_loses_only_what_is_new(before: Database) -> None:
    before.migrate()
    move(before, "0009")
    with before.read() as connection:
        names = set(inspect(connection).get_table_names())
        rows = connection.execute(text("SELECT text, owner, due_on, done_on FROM decisions ORDER BY id")).all()
        columns = {column["name"] for column in inspect(connection).get_columns("meetings")}
    assert names & NEW_TABLES == set()
    assert columns == {"id", "department", "held_on"}
    assert [tuple(row) for row in rows] == [
        ("Éclairer le parvis", "BAC", "2026-11-05", None),
        ("Fermer le hall", "CIE", None, "2026-11-01"),
    ]
