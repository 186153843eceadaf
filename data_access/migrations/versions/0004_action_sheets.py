"""Operations, presences, facts, mobile forces."""

import sqlalchemy as sa
from alembic import op

from data_access.migrations.first_rows import create_rows

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _operations()
    _presences()
    _facts()
    _mobile_forces()


def downgrade() -> None:
    """Drop them."""
    op.drop_table("mobile_forces")
    op.drop_table("facts")
    op.drop_table("presences")
    op.drop_table("operations")


def _operations() -> None:
    create_rows(
        "operations",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time()),
        sa.Column("ends_at", sa.Time()),
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("lead_service", sa.String(), nullable=False),
        sa.Column("partner_services", sa.String()),
        sa.Column("objective", sa.String()),
        sa.Column("staff", sa.Integer()),
        sa.Column("mobile_units", sa.Integer()),
        sa.Column("checks", sa.Integer()),
        sa.Column("arrests", sa.Integer()),
        sa.Column("fines", sa.Integer()),
        sa.Column("cannabis_g", sa.Float()),
        sa.Column("cocaine_g", sa.Float()),
        sa.Column("heroin_g", sa.Float()),
        sa.Column("other_drugs_g", sa.Float()),
        sa.Column("cash_eur", sa.Float()),
        sa.Column("weapons", sa.Integer()),
        sa.Column("disorder", sa.Boolean()),
        date="date",
    )


def _presences() -> None:
    create_rows(
        "presences",
        sa.Column("uai", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time()),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("staff", sa.Integer()),
        sa.Column("with_school_team", sa.Boolean()),
        date="date",
    )


def _facts() -> None:
    create_rows(
        "facts",
        sa.Column("reference", sa.String()),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("precision", sa.String()),
        sa.Column("sector", sa.String()),
        sa.Column("offence", sa.String(), nullable=False),
        sa.Column("count", sa.Integer()),
        sa.Column("longitude", sa.Float()),
        sa.Column("latitude", sa.Float()),
        date="date",
    )


def _mobile_forces() -> None:
    create_rows(
        "mobile_forces",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("operation", sa.String()),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=False),
        sa.Column("units_asked", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date()),
        sa.Column("answer", sa.String()),
        sa.Column("units_granted", sa.Integer()),
        date="from_date",
    )
