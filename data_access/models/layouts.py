"""What an analyst set for a service's files, remembered by the signature of their headers."""

from datetime import datetime

from sqlalchemy import DateTime, UniqueConstraint
from sqlmodel import Field, SQLModel


class RememberedLayout(SQLModel, table=True):
    """Sheets of one service with the same headers: which declared sheet they are, and what one calls them."""

    __tablename__ = "layouts"
    __table_args__ = (UniqueConstraint("department", "service", "signature"),)

    id: int | None = Field(default=None, primary_key=True)
    department: str = Field(index=True)
    service: str = ""
    recognised: str
    signature: str
    name: str
    changed_at: datetime = Field(sa_type=DateTime(timezone=True))


class LayoutAssignment(SQLModel, table=True):
    """Where a field takes its value: the column of a folded header, or a part of it, or a constant."""

    __tablename__ = "layout_assignments"

    layout_id: int = Field(foreign_key="layouts.id", primary_key=True)
    field: str = Field(primary_key=True)
    header: str | None = None
    part: str
    constant: str = ""


class LayoutValue(SQLModel, table=True):
    """A word of that service (folded) in a field, and what one would type in its place."""

    __tablename__ = "layout_values"

    layout_id: int = Field(foreign_key="layouts.id", primary_key=True)
    field: str = Field(primary_key=True)
    written: str = Field(primary_key=True)
    value: str
