"""Investigations, prevention, local counts, the seizure fund."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CURRENT = sa.text("superseded_by IS NULL")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "investigations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("deposit_id", sa.Integer(), nullable=False),
        sa.Column("deposit_sheet_id", sa.Integer(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("objective", sa.String(), nullable=True),
        sa.Column("gir", sa.Boolean(), nullable=True),
        sa.Column("asset_strand", sa.Boolean(), nullable=True),
        sa.Column("dismantled", sa.Boolean(), nullable=True),
        sa.Column("suspects", sa.Integer(), nullable=True),
        sa.Column("minors", sa.Integer(), nullable=True),
        sa.Column("parents_examined", sa.Integer(), nullable=True),
        sa.Column("parents_prosecuted", sa.Integer(), nullable=True),
        sa.Column("assets_eur", sa.Float(), nullable=True),
        sa.Column("tax_eur", sa.Float(), nullable=True),
        sa.Column("sent_to_office_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["deposit_id"],
            ["deposits.id"],
        ),
        sa.ForeignKeyConstraint(
            ["deposit_sheet_id"],
            ["deposit_sheets.id"],
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["deposits.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("by_date_investigations", "investigations", ["department", "opened_on"], unique=False)
    op.create_index(
        "one_current_investigations",
        "investigations",
        ["department", "row_key"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_table(
        "local_indicators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("deposit_id", sa.Integer(), nullable=False),
        sa.Column("deposit_sheet_id", sa.Integer(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("service", sa.String(), nullable=True),
        sa.Column("value", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["deposit_id"],
            ["deposits.id"],
        ),
        sa.ForeignKeyConstraint(
            ["deposit_sheet_id"],
            ["deposit_sheets.id"],
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["deposits.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("by_date_local_indicators", "local_indicators", ["department", "period"], unique=False)
    op.create_index(
        "one_current_local_indicators",
        "local_indicators",
        ["department", "row_key"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_table(
        "prevention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("deposit_id", sa.Integer(), nullable=False),
        sa.Column("deposit_sheet_id", sa.Integer(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("uai", sa.String(), nullable=True),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("organiser", sa.String(), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["deposit_id"],
            ["deposits.id"],
        ),
        sa.ForeignKeyConstraint(
            ["deposit_sheet_id"],
            ["deposit_sheets.id"],
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["deposits.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("by_date_prevention", "prevention", ["department", "date"], unique=False)
    op.create_index(
        "one_current_prevention",
        "prevention",
        ["department", "row_key"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_table(
        "repeat_offenders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("deposit_id", sa.Integer(), nullable=False),
        sa.Column("deposit_sheet_id", sa.Integer(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("followed", sa.Integer(), nullable=False),
        sa.Column("removals", sa.Integer(), nullable=True),
        sa.Column("mayors_informed", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["deposit_id"],
            ["deposits.id"],
        ),
        sa.ForeignKeyConstraint(
            ["deposit_sheet_id"],
            ["deposit_sheets.id"],
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["deposits.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("by_date_repeat_offenders", "repeat_offenders", ["department", "month"], unique=False)
    op.create_index(
        "one_current_repeat_offenders",
        "repeat_offenders",
        ["department", "row_key"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_table(
        "safety",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("deposit_id", sa.Integer(), nullable=False),
        sa.Column("deposit_sheet_id", sa.Integer(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("uai", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("recommendations", sa.Integer(), nullable=False),
        sa.Column("implemented", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["deposit_id"],
            ["deposits.id"],
        ),
        sa.ForeignKeyConstraint(
            ["deposit_sheet_id"],
            ["deposit_sheets.id"],
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["deposits.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("by_date_safety", "safety", ["department", "date"], unique=False)
    op.create_index(
        "one_current_safety",
        "safety",
        ["department", "row_key"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_table(
        "seizure_fund",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("deposit_id", sa.Integer(), nullable=False),
        sa.Column("deposit_sheet_id", sa.Integer(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("amount_eur", sa.Float(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["deposit_id"],
            ["deposits.id"],
        ),
        sa.ForeignKeyConstraint(
            ["deposit_sheet_id"],
            ["deposit_sheets.id"],
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["deposits.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("by_date_seizure_fund", "seizure_fund", ["department", "date"], unique=False)
    op.create_index(
        "one_current_seizure_fund",
        "seizure_fund",
        ["department", "row_key"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("seizure_fund")
    op.drop_table("safety")
    op.drop_table("repeat_offenders")
    op.drop_table("prevention")
    op.drop_table("local_indicators")
    op.drop_table("investigations")
