"""The état-major's meetings and what was decided at them."""

from datetime import date

from sqlmodel import Field, SQLModel


class Meeting(SQLModel, table=True):
    """A meeting that was held."""

    __tablename__ = "meetings"

    id: int | None = Field(default=None, primary_key=True)
    department: str = Field(index=True)
    held_on: date


class MeetingDecision(SQLModel, table=True):
    """A decision: what, which body, by when, and when it was done."""

    __tablename__ = "decisions"

    id: int | None = Field(default=None, primary_key=True)
    department: str = Field(index=True)
    taken_on: date
    text: str
    owner: str
    due_on: date | None = None
    done_on: date | None = None
