"""Writing what the état-major prepares and holds: the meeting, its agenda, and its closing."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from data_access.database import Database
from data_access.models import table_of
from data_access.queries import meetings as stored
from data_access.queries.meetings import StoredMeeting
from data_access.workbooks.personal import personal_content
from domain.french import day
from domain.meetings import MeetingState, Point
from domain.scope import Scope
from domain.windows import Window


class MeetingRefused(Exception):
    """What was asked cannot be written; the message is French, says why and what to do."""


class MeetingChanged(Exception):
    """Somebody wrote on the meeting while it was being closed."""


@dataclass(frozen=True)
class DecisionRecord:
    """A decision: what, which body carries it out, by when, when it was done, where, and the target that follows it."""

    taken_on: date
    text: str
    owner: str
    due_on: date | None = None
    done_on: date | None = None
    sector: str | None = None
    objective: str | None = None
    indicator: str | None = None
    target: float | None = None


def record_meetings(
    database: Database, scope: Scope, department: str, held_on: Sequence[date], decisions: Sequence[DecisionRecord]
) -> None:
    """Store meetings held elsewhere and decisions taken at them, in one transaction. Raises ScopeError."""
    scope.require(department)
    with database.write() as connection:
        if held_on:
            held = [{"department": department, "held_on": day, "state": MeetingState.CLOSED.value} for day in held_on]
            connection.execute(insert(table_of("meetings")), held)
        if decisions:
            rows = [{"department": department, **vars(decision)} for decision in decisions]
            connection.execute(insert(table_of("decisions")), rows)


def require_impersonal(*texts: str) -> None:
    """Raise MeetingRefused where a text seems to hold a person: nothing nominative is ever stored."""
    for words in texts:
        if (what := personal_content(words)) is not None:
            raise MeetingRefused(
                f"Rien n’est enregistré\u00a0: le texte semble contenir {what}. Vigie ne garde rien de nominatif. "
                "Retirez-le."
            )


def prepare(
    database: Database,
    scope: Scope,
    department: str,
    held_on: date,
    window: Window,
    participants: Sequence[str],
    points: Sequence[Point],
) -> int:
    """Store a meeting to come and its agenda; return its number. Raises ScopeError and MeetingRefused."""
    scope.require(department)
    require_impersonal(*participants)
    values = {
        "department": department,
        "held_on": held_on,
        "state": MeetingState.PREPARED.value,
        "window_start": window.start,
        "window_end": window.end,
        "participants": "\n".join(participants),
    }
    with database.write() as connection:
        meeting_id = connection.execute(insert(table_of("meetings")).values(**values)).inserted_primary_key[0]  # type: ignore[index]  # an insert of one row has a key
        for position, point in enumerate(points):
            _insert_point(connection, int(meeting_id), position, point)
    return int(meeting_id)


def change_meeting(
    database: Database, scope: Scope, meeting_id: int, *, held_on: date, participants: Sequence[str]
) -> None:
    """Change the day of a meeting to come, or who sits at it. Raises as `prepare`, and UnknownMeeting."""
    require_impersonal(*participants)
    with database.write() as connection:
        _require_open(connection, scope, meeting_id)
        _update(connection, meeting_id, held_on=held_on, participants="\n".join(participants))


def drop_meeting(database: Database, scope: Scope, meeting_id: int) -> None:
    """Take back a meeting that was prepared and at which nothing was ever written. Raises as `change_meeting`."""
    with database.write() as connection:
        _require_open(connection, scope, meeting_id)
        if stored.last_line(connection, meeting_id):
            raise MeetingRefused("Des décisions ont été écrites à cette réunion\u00a0: elle ne peut plus être retirée.")
        points = table_of("agenda_points")
        connection.execute(delete(points).where(points.c.meeting_id == meeting_id))
        connection.execute(delete(table_of("meetings")).where(table_of("meetings").c.id == meeting_id))


def add_point(database: Database, scope: Scope, meeting_id: int, point: Point) -> int:
    """Put a point at the end of the agenda; return its number. Raises as `change_meeting`."""
    require_impersonal(point.title, point.detail, point.note)
    with database.write() as connection:
        _require_open(connection, scope, meeting_id)
        points = table_of("agenda_points")
        last = select(func.coalesce(func.max(points.c.position), -1)).where(points.c.meeting_id == meeting_id)
        return _insert_point(connection, meeting_id, int(connection.execute(last).scalar_one()) + 1, point)


def remove_point(database: Database, scope: Scope, point_id: int) -> None:
    """Take a point off the agenda, unless something was ever written on it. Raises as `change_meeting`."""
    with database.write() as connection:
        found = stored.point(connection, scope, point_id)
        _require_open(connection, scope, found.meeting_id)
        if stored.line_versions(connection, scope, found.meeting_id, point_id):
            raise MeetingRefused("Une décision a été écrite sur ce point\u00a0: il reste à l’ordre du jour.")
        points = table_of("agenda_points")
        connection.execute(delete(points).where(points.c.id == point_id))


def move_point(database: Database, scope: Scope, point_id: int, places: int) -> None:
    """Move a point by so many places, down where positive; it stops at either end. Raises as `change_meeting`."""
    with database.write() as connection:
        found = stored.point(connection, scope, point_id)
        _require_open(connection, scope, found.meeting_id)
        order = [one.id for one in stored.points(connection, scope, found.meeting_id)]
        at = order.index(point_id)
        order.insert(max(0, min(len(order) - 1, at + places)), order.pop(at))
        for position, number in enumerate(order):
            _update_point(connection, number, position=position)


def note_point(database: Database, scope: Scope, point_id: int, note: str) -> None:
    """Write the staff's note on a point. Raises as `change_meeting`."""
    require_impersonal(note)
    with database.write() as connection:
        found = stored.point(connection, scope, point_id)
        _require_open(connection, scope, found.meeting_id)
        _update_point(connection, point_id, note=note)


def open_meeting(database: Database, scope: Scope, meeting_id: int) -> StoredMeeting:
    """Begin a meeting, or come back to it: its clock runs from the first time. Raises as `change_meeting`."""
    with database.write() as connection:
        found = _require_open(connection, scope, meeting_id)
        if found.opened_at is None:
            _update(connection, meeting_id, opened_at=datetime.now(UTC))
        return stored.meeting(connection, scope, meeting_id)


def close_meeting(
    database: Database, scope: Scope, meeting_id: int, last_line: int, books: Mapping[str, bytes], today: date
) -> None:
    """Close a meeting with the content of its book, by edition: what its lines say becomes decisions.

    `last_line` is the newest version that the books hold. Raises MeetingChanged where a later one has been written
    since; MeetingRefused before the meeting's day; and as `change_meeting`. All or nothing.
    """
    with database.write() as connection:
        found = _require_open(connection, scope, meeting_id)
        if found.held_on > today:
            raise MeetingRefused(
                f"Cette réunion est prévue le {day(found.held_on)}\u00a0: elle ne peut être close avant. Changez sa "
                "date si elle a été avancée."
            )
        if stored.last_line(connection, meeting_id) != last_line:
            raise MeetingChanged
        versions = stored.newest_lines(stored.line_versions(connection, scope, meeting_id))
        order = {one.id: at for at, one in enumerate(stored.points(connection, scope, meeting_id))}
        for version in sorted(versions, key=lambda one: (order[one.point_id], one.line)):
            taken = {"department": found.department, "meeting_id": meeting_id, "taken_on": found.held_on}
            connection.execute(insert(table_of("decisions")).values(**taken, **vars(version.written)))
        for edition, content in books.items():
            digest = hashlib.sha256(content).hexdigest()
            row = {"meeting_id": meeting_id, "edition": edition, "content": content, "sha256": digest}
            connection.execute(insert(table_of("meeting_books")).values(**row))
        _update(connection, meeting_id, state=MeetingState.CLOSED.value, closed_at=datetime.now(UTC))


def _require_open(connection: Connection, scope: Scope, meeting_id: int) -> StoredMeeting:
    found = stored.meeting(connection, scope, meeting_id)
    if found.closed:
        raise MeetingRefused("Cette réunion est close\u00a0: plus rien n’y change.")
    return found


def _insert_point(connection: Connection, meeting_id: int, position: int, point: Point) -> int:
    values = {"meeting_id": meeting_id, "position": position, **vars(point), "origin": point.origin.value}
    key = connection.execute(insert(table_of("agenda_points")).values(**values)).inserted_primary_key
    return int(key[0])  # type: ignore[index]  # an insert of one row has a key


def _update(connection: Connection, meeting_id: int, **values: object) -> None:
    table = table_of("meetings")
    connection.execute(update(table).where(table.c.id == meeting_id).values(**values))


def _update_point(connection: Connection, point_id: int, **values: object) -> None:
    table = table_of("agenda_points")
    connection.execute(update(table).where(table.c.id == point_id).values(**values))
