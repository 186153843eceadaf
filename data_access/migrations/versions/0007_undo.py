"""What an undo needs, the amendments of a deposit, and the files as they came."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ROWS = (
    "plan",
    "sectors",
    "schools",
    "objectives",
    "targets",
    "services",
    "operations",
    "presences",
    "facts",
    "mobile_forces",
    "investigations",
    "prevention",
    "safety",
    "repeat_offenders",
    "local_indicators",
    "seizure_fund",
    "recorded",
    "directory",
    "layer_features",
)


def upgrade() -> None:
    """Add the columns, the indexes and the tables."""
    op.add_column("deposits", sa.Column("undone_at", sa.DateTime(timezone=True)))
    op.add_column("deposits", sa.Column("undone_by", sa.String()))
    # Written out: SQLite takes a reference with a new column, and in no other statement.
    op.execute("ALTER TABLE deposits ADD COLUMN corrects INTEGER REFERENCES deposits (id)")
    op.create_index("ix_deposits_sha256", "deposits", ["sha256"])
    former = sa.text("superseded_by IS NOT NULL")
    for name in _ROWS:
        op.create_index(f"by_deposit_{name}", name, ["deposit_id"])
        op.create_index(
            f"superseded_{name}", name, ["superseded_by", "row_key"], sqlite_where=former, postgresql_where=former
        )
    op.create_table(
        "deposit_amendments",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("deposit_id", sa.Integer(), sa.ForeignKey("deposits.id"), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("rule", sa.String()),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
    )
    op.create_index("ix_deposit_amendments_deposit_id", "deposit_amendments", ["deposit_id"])
    op.create_table(
        "originals",
        sa.Column("sha256", sa.String(), primary_key=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("packed", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    """Take them away; the files kept and the amendments are lost, undone deposits look as if they stood."""
    op.drop_table("originals")
    op.drop_index("ix_deposit_amendments_deposit_id", "deposit_amendments")
    op.drop_table("deposit_amendments")
    for name in reversed(_ROWS):
        op.drop_index(f"superseded_{name}", name)
        op.drop_index(f"by_deposit_{name}", name)
    op.drop_index("ix_deposits_sha256", "deposits")
    for column in ("corrects", "undone_by", "undone_at"):
        op.drop_column("deposits", column)
