"""The état-major's meetings: agenda, what was written, what was decided, and the book as it was handed out."""

from datetime import date, datetime

from sqlalchemy import DateTime, UniqueConstraint
from sqlmodel import Field, SQLModel

from domain.meetings import MeetingState


class Meeting(SQLModel, table=True):
    """A meeting, on which day, on which window; `participants` are functions, a line each.

    A meeting recorded without having been prepared here has no window.
    """

    __tablename__ = "meetings"

    id: int | None = Field(default=None, primary_key=True)
    department: str = Field(index=True)
    held_on: date
    state: str = Field(default=MeetingState.CLOSED.value)
    window_start: date | None = None
    window_end: date | None = None
    participants: str = ""
    opened_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    closed_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))


class AgendaPoint(SQLModel, table=True):
    """A point of a meeting's agenda, see `domain.meetings.Point`; `position` orders them."""

    __tablename__ = "agenda_points"

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meetings.id", index=True)
    position: int
    origin: str
    title: str
    detail: str
    page: str
    subject: str = ""
    sector: str | None = None
    school: str | None = None
    note: str = ""


class LineVersion(SQLModel, table=True):
    """What a decision's line of a point said at one time, and who wrote it; the newest of a line counts.

    `replaces` is the version that stood when it was written, `based_on` the one that its writer had seen: where they
    differ, two wrote at once. `writer` tells one writer's screen from another's.
    """

    __tablename__ = "line_versions"

    id: int | None = Field(default=None, primary_key=True)
    point_id: int = Field(foreign_key="agenda_points.id", index=True)
    line: int
    author: str
    writer: str
    written_at: datetime = Field(sa_type=DateTime(timezone=True))
    replaces: int | None = None
    based_on: int | None = None
    text: str = ""
    owner: str = ""
    due_on: date | None = None
    sector: str | None = None
    objective: str | None = None
    indicator: str | None = None
    target: float | None = None


class MeetingDecision(SQLModel, table=True):
    """A decision taken: what, which body, by when, where, its target, and when it was begun, done or given up."""

    __tablename__ = "decisions"

    id: int | None = Field(default=None, primary_key=True)
    department: str = Field(index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meetings.id", index=True)
    taken_on: date
    text: str
    owner: str
    due_on: date | None = None
    sector: str | None = None
    objective: str | None = None
    indicator: str | None = None
    target: float | None = None
    started_on: date | None = None
    done_on: date | None = None
    given_up_on: date | None = None


class DecisionChange(SQLModel, table=True):
    """A change of a decision's state: when, by whom, from what to what, and the day that it counts from."""

    __tablename__ = "decision_changes"

    id: int | None = Field(default=None, primary_key=True)
    decision_id: int = Field(foreign_key="decisions.id", index=True)
    changed_at: datetime = Field(sa_type=DateTime(timezone=True))
    author: str
    before: str
    after: str
    effective_on: date


class MeetingBook(SQLModel, table=True):
    """The content of a closed meeting's book, one an edition, as it was on closing."""

    __tablename__ = "meeting_books"
    __table_args__ = (UniqueConstraint("meeting_id", "edition"),)

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meetings.id", index=True)
    edition: str
    content: bytes
    sha256: str
