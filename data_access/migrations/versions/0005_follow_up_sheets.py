"""Investigations, prevention, local counts, the seizure fund."""

import sqlalchemy as sa
from alembic import op

from data_access.migrations.first_rows import create_rows

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _investigations()
    _prevention()
    _safety()
    _repeat_offenders()
    _local_indicators()
    _seizure_fund()


def downgrade() -> None:
    """Drop them."""
    op.drop_table("seizure_fund")
    op.drop_table("local_indicators")
    op.drop_table("repeat_offenders")
    op.drop_table("safety")
    op.drop_table("prevention")
    op.drop_table("investigations")


def _investigations() -> None:
    create_rows(
        "investigations",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date()),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("sector", sa.String()),
        sa.Column("objective", sa.String()),
        sa.Column("gir", sa.Boolean()),
        sa.Column("asset_strand", sa.Boolean()),
        sa.Column("dismantled", sa.Boolean()),
        sa.Column("suspects", sa.Integer()),
        sa.Column("minors", sa.Integer()),
        sa.Column("parents_examined", sa.Integer()),
        sa.Column("parents_prosecuted", sa.Integer()),
        sa.Column("assets_eur", sa.Float()),
        sa.Column("tax_eur", sa.Float()),
        sa.Column("sent_to_office_on", sa.Date()),
        date="opened_on",
    )


def _prevention() -> None:
    create_rows(
        "prevention",
        sa.Column("reference", sa.String()),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("uai", sa.String()),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("participants", sa.Integer()),
        sa.Column("organiser", sa.String()),
        sa.Column("held", sa.Boolean()),
        date="date",
    )


def _safety() -> None:
    create_rows(
        "safety",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("sector", sa.String()),
        sa.Column("uai", sa.String()),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("recommendations", sa.Integer(), nullable=False),
        sa.Column("implemented", sa.Integer()),
        date="date",
    )


def _repeat_offenders() -> None:
    create_rows(
        "repeat_offenders",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("sector", sa.String()),
        sa.Column("followed", sa.Integer(), nullable=False),
        sa.Column("removals", sa.Integer()),
        sa.Column("mayors_informed", sa.Integer()),
        date="month",
    )


def _local_indicators() -> None:
    create_rows(
        "local_indicators",
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("label", sa.String()),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("sector", sa.String()),
        sa.Column("service", sa.String()),
        sa.Column("value", sa.Float(), nullable=False),
        date="period",
    )


def _seizure_fund() -> None:
    create_rows(
        "seizure_fund",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("amount_eur", sa.Float(), nullable=False),
        sa.Column("purpose", sa.String()),
        date="date",
    )
