"""The état-major's meetings and their decisions: frames for the indicators, records for the screens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pandas as pd
from sqlalchemy import Connection, Row, func, select

from data_access.models import table_of
from domain.meetings import MeetingState, Origin, Point, Written
from domain.scope import Scope
from domain.windows import Window

DECISION_DATES = ("taken_on", "due_on", "started_on", "done_on", "given_up_on")
DECISION_FIELDS = (
    *("id", "meeting_id", "taken_on", "text", "owner", "due_on", "sector", "objective"),
    *("indicator", "target", "started_on", "done_on", "given_up_on"),
)


class UnknownMeeting(Exception):
    """No meeting, point or decision has that number; the message is French."""


@dataclass(frozen=True)
class StoredMeeting:
    """A meeting as it is kept; `window` is None where it was recorded without having been prepared here."""

    id: int
    department: str
    held_on: date
    state: MeetingState
    window: Window | None
    participants: tuple[str, ...]
    opened_at: datetime | None
    closed_at: datetime | None

    @property
    def closed(self) -> bool:
        """Whether it was held: nothing of it changes any more."""
        return self.state is MeetingState.CLOSED


@dataclass(frozen=True)
class StoredPoint:
    """A point of an agenda as it is kept."""

    id: int
    meeting_id: int
    point: Point


@dataclass(frozen=True)
class StoredLine:
    """One version of a decision's line: what it said, who wrote it, and which version stood there before."""

    id: int
    point_id: int
    line: int
    author: str
    writer: str
    written_at: datetime
    replaces: int | None
    based_on: int | None
    written: Written

    @property
    def blind(self) -> bool:
        """Whether its writer had not seen the version that it took the place of."""
        return self.replaces is not None and self.replaces != self.based_on


def meetings_held(connection: Connection, scope: Scope, department: str) -> pd.DataFrame:
    """The meetings held, one column `held_on` (datetime64), oldest first."""
    table = table_of("meetings")
    statement = (
        select(table.c.held_on)
        .where(table.c.department == scope.require(department), table.c.state == MeetingState.CLOSED.value)
        .order_by(table.c.held_on)
    )
    days = list(connection.execute(statement).scalars())
    return pd.DataFrame({"held_on": pd.Series(days, dtype="datetime64[us]")})


def decisions(connection: Connection, scope: Scope, department: str) -> pd.DataFrame:
    """The decisions, columns `DECISION_FIELDS` (days as datetime64), oldest first."""
    table = table_of("decisions")
    statement = (
        select(*(table.c[name] for name in DECISION_FIELDS))
        .where(table.c.department == scope.require(department))
        .order_by(table.c.taken_on, table.c.id)
    )
    frame = pd.DataFrame(connection.execute(statement).all(), columns=list(DECISION_FIELDS))
    kinds = dict.fromkeys(DECISION_DATES, "datetime64[us]") | {"meeting_id": "Int64", "target": "float64"}
    return frame.astype(kinds)


def decision_changes(connection: Connection, scope: Scope, department: str) -> pd.DataFrame:
    """How the decisions' states changed: decision_id, changed_at, author, before, after, effective_on; oldest first."""
    table, decided = table_of("decision_changes"), table_of("decisions")
    names = ("decision_id", "changed_at", "author", "before", "after", "effective_on")
    statement = (
        select(*(table.c[name] for name in names))
        .join(decided, decided.c.id == table.c.decision_id)
        .where(decided.c.department == scope.require(department))
        .order_by(table.c.id)
    )
    found = pd.DataFrame(connection.execute(statement).all(), columns=list(names))
    return found.assign(changed_at=pd.to_datetime(found["changed_at"], utc=True))


def meetings(connection: Connection, scope: Scope, department: str) -> list[StoredMeeting]:
    """The meetings prepared and held of a département, the newest first."""
    table = table_of("meetings")
    statement = (
        select(table)
        .where(table.c.department == scope.require(department))
        .order_by(table.c.held_on.desc(), table.c.id.desc())
    )
    return [_meeting(row) for row in connection.execute(statement)]


def meeting(connection: Connection, scope: Scope, meeting_id: int) -> StoredMeeting:
    """That meeting. Raises UnknownMeeting and ScopeError."""
    table = table_of("meetings")
    row = connection.execute(select(table).where(table.c.id == meeting_id)).first()
    if row is None:
        raise UnknownMeeting(f"Aucune réunion ne porte le n°\u00a0{meeting_id}.")
    scope.require(row.department)
    return _meeting(row)


def closed_on_window(connection: Connection, scope: Scope, department: str, window: Window) -> StoredMeeting | None:
    """The closed meeting on that window, the newest where there are several; None where there is none."""
    found = [one for one in meetings(connection, scope, department) if one.closed and one.window == window]
    return found[0] if found else None


def points(connection: Connection, scope: Scope, meeting_id: int) -> list[StoredPoint]:
    """The agenda of a meeting, in order. Raises UnknownMeeting and ScopeError."""
    meeting(connection, scope, meeting_id)
    table = table_of("agenda_points")
    statement = select(table).where(table.c.meeting_id == meeting_id).order_by(table.c.position, table.c.id)
    return [_point(row) for row in connection.execute(statement)]


def point(connection: Connection, scope: Scope, point_id: int) -> StoredPoint:
    """That point. Raises UnknownMeeting and ScopeError."""
    table = table_of("agenda_points")
    row = connection.execute(select(table).where(table.c.id == point_id)).first()
    if row is None:
        raise UnknownMeeting("Ce point n’est plus à l’ordre du jour\u00a0: il a été retiré entre-temps.")
    meeting(connection, scope, row.meeting_id)
    return _point(row)


def line_versions(
    connection: Connection, scope: Scope, meeting_id: int, point_id: int | None = None
) -> list[StoredLine]:
    """Every version of every line of a meeting, or of one of its points, oldest first."""
    meeting(connection, scope, meeting_id)
    table, agenda = table_of("line_versions"), table_of("agenda_points")
    statement = (
        select(table)
        .join(agenda, agenda.c.id == table.c.point_id)
        .where(agenda.c.meeting_id == meeting_id)
        .order_by(table.c.id)
    )
    if point_id is not None:
        statement = statement.where(table.c.point_id == point_id)
    return [_line(row) for row in connection.execute(statement)]


def newest_lines(versions: Sequence[StoredLine]) -> list[StoredLine]:
    """What each line says now, by point and line; a line that was emptied is left out."""
    newest = {(version.point_id, version.line): version for version in versions}
    return [version for version in newest.values() if version.written.text.strip()]


def last_line(connection: Connection, meeting_id: int) -> int:
    """The number of the newest version of any line of a meeting, 0 where nothing is written."""
    table, agenda = table_of("line_versions"), table_of("agenda_points")
    statement = (
        select(func.coalesce(func.max(table.c.id), 0))
        .join(agenda, agenda.c.id == table.c.point_id)
        .where(agenda.c.meeting_id == meeting_id)
    )
    return int(connection.execute(statement).scalar_one())


def book(connection: Connection, scope: Scope, meeting_id: int, edition: str) -> bytes | None:
    """The content of a closed meeting's book in that edition; None where it has none."""
    meeting(connection, scope, meeting_id)
    table = table_of("meeting_books")
    statement = select(table.c.content).where(table.c.meeting_id == meeting_id, table.c.edition == edition)
    content = connection.execute(statement).scalar_one_or_none()
    return None if content is None else bytes(content)


def _meeting(row: Row[tuple[object, ...]]) -> StoredMeeting:
    start, end = row.window_start, row.window_end
    return StoredMeeting(
        id=row.id,
        department=row.department,
        held_on=row.held_on,
        state=MeetingState(row.state),
        window=None if start is None or end is None else Window(start, end),
        participants=tuple(row.participants.splitlines()),
        opened_at=_aware(row.opened_at),
        closed_at=_aware(row.closed_at),
    )


def _aware(moment: datetime | None) -> datetime | None:
    """A moment as it was stored: SQLite keeps it without its zone, which is UTC."""
    return moment if moment is None or moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _point(row: Row[tuple[object, ...]]) -> StoredPoint:
    told = Point(Origin(row.origin), row.title, row.detail, row.page, row.subject, row.sector, row.school, row.note)
    return StoredPoint(row.id, row.meeting_id, told)


def _line(row: Row[tuple[object, ...]]) -> StoredLine:
    written = Written(row.text, row.owner, row.due_on, row.sector, row.objective, row.indicator, row.target)
    return StoredLine(
        row.id,
        row.point_id,
        row.line,
        row.author,
        row.writer,
        _aware(row.written_at) or row.written_at,
        row.replaces,
        row.based_on,
        written,
    )
