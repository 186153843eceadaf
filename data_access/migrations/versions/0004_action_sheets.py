"""Operations, presences, facts, mobile forces."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CURRENT = sa.text("superseded_by IS NULL")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "operations",
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
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("lead_service", sa.String(), nullable=False),
        sa.Column("partner_services", sa.String(), nullable=True),
        sa.Column("objective", sa.String(), nullable=True),
        sa.Column("staff", sa.Integer(), nullable=True),
        sa.Column("mobile_units", sa.Integer(), nullable=True),
        sa.Column("checks", sa.Integer(), nullable=True),
        sa.Column("arrests", sa.Integer(), nullable=True),
        sa.Column("fines", sa.Integer(), nullable=True),
        sa.Column("cannabis_g", sa.Float(), nullable=True),
        sa.Column("cocaine_g", sa.Float(), nullable=True),
        sa.Column("heroin_g", sa.Float(), nullable=True),
        sa.Column("other_drugs_g", sa.Float(), nullable=True),
        sa.Column("cash_eur", sa.Float(), nullable=True),
        sa.Column("weapons", sa.Integer(), nullable=True),
        sa.Column("disorder", sa.Boolean(), nullable=True),
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
    op.create_index("by_date_operations", "operations", ["department", "date"], unique=False)
    op.create_index(
        "one_current_operations",
        "operations",
        ["department", "row_key"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_table(
        "presences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("deposit_id", sa.Integer(), nullable=False),
        sa.Column("deposit_sheet_id", sa.Integer(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("uai", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("staff", sa.Integer(), nullable=True),
        sa.Column("with_school_team", sa.Boolean(), nullable=True),
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
    op.create_index("by_date_presences", "presences", ["department", "date"], unique=False)
    op.create_index(
        "one_current_presences",
        "presences",
        ["department", "row_key"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_table(
        "facts",
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
        sa.Column("precision", sa.String(), nullable=True),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("offence", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
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
    op.create_index("by_date_facts", "facts", ["department", "date"], unique=False)
    op.create_index(
        "one_current_facts",
        "facts",
        ["department", "row_key"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_table(
        "mobile_forces",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("deposit_id", sa.Integer(), nullable=False),
        sa.Column("deposit_sheet_id", sa.Integer(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("operation", sa.String(), nullable=True),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=False),
        sa.Column("units_asked", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("units_granted", sa.Integer(), nullable=True),
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
    op.create_index("by_date_mobile_forces", "mobile_forces", ["department", "from_date"], unique=False)
    op.create_index(
        "one_current_mobile_forces",
        "mobile_forces",
        ["department", "row_key"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("mobile_forces")
    op.drop_table("facts")
    op.drop_table("presences")
    op.drop_table("operations")
