"""Meetings are prepared, held, and closed with their book; decisions have a place, a target and a life."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_DECISIONS = (
    ("meeting_id", sa.Integer()),
    ("sector", sa.String()),
    ("objective", sa.String()),
    ("indicator", sa.String()),
    ("target", sa.Float()),
    ("started_on", sa.Date()),
    ("given_up_on", sa.Date()),
)
_TABLES = ("meeting_books", "decision_changes", "line_versions", "agenda_points")


def upgrade() -> None:
    """Add the columns and tables; the meetings on file were held."""
    with op.batch_alter_table("meetings") as meetings:
        meetings.add_column(sa.Column("state", sa.String(), nullable=False, server_default="closed"))
        meetings.add_column(sa.Column("window_start", sa.Date(), nullable=True))
        meetings.add_column(sa.Column("window_end", sa.Date(), nullable=True))
        meetings.add_column(sa.Column("participants", sa.String(), nullable=False, server_default=""))
        meetings.add_column(sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
        meetings.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("decisions") as decisions:
        for name, kind in _DECISIONS:
            decisions.add_column(sa.Column(name, kind, nullable=True))
        decisions.create_foreign_key("fk_decisions_meeting", "meetings", ["meeting_id"], ["id"])
        decisions.create_index("ix_decisions_meeting_id", ["meeting_id"])
    _agenda()
    _changes()


def downgrade() -> None:
    """Drop them."""
    for table in _TABLES:
        op.drop_table(table)
    with op.batch_alter_table("decisions") as decisions:
        decisions.drop_index("ix_decisions_meeting_id")
        decisions.drop_constraint("fk_decisions_meeting", type_="foreignkey")
        for name, _ in _DECISIONS:
            decisions.drop_column(name)
    with op.batch_alter_table("meetings") as meetings:
        for name in ("state", "window_start", "window_end", "participants", "opened_at", "closed_at"):
            meetings.drop_column(name)


def _agenda() -> None:
    op.create_table(
        "agenda_points",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("school", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_agenda_points_meeting_id", "agenda_points", ["meeting_id"])
    op.create_table(
        "line_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("writer", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("based_on", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("objective", sa.String(), nullable=True),
        sa.Column("indicator", sa.String(), nullable=True),
        sa.Column("target", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["point_id"], ["agenda_points.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_line_versions_point_id", "line_versions", ["point_id"])


def _changes() -> None:
    op.create_table(
        "decision_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_decision_changes_decision_id", "decision_changes", ["decision_id"])
    op.create_table(
        "meeting_books",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id", "edition"),
    )
    op.create_index("ix_meeting_books_meeting_id", "meeting_books", ["meeting_id"])
