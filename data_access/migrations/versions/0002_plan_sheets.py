"""The plan's sheets."""

import sqlalchemy as sa
from alembic import op

from data_access.migrations.first_rows import create_rows

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _plan()
    _sectors()
    _schools()
    _objectives()
    _targets()
    _services()


def downgrade() -> None:
    """Drop them."""
    op.drop_table("services")
    op.drop_table("targets")
    op.drop_table("objectives")
    op.drop_table("schools")
    op.drop_table("sectors")
    op.drop_table("plan")


def _plan() -> None:
    create_rows(
        "plan",
        sa.Column("semester", sa.String(), nullable=False),
        sa.Column("version", sa.Integer()),
        sa.Column("adopted_on", sa.Date()),
        sa.Column("prefect_signed_on", sa.Date()),
        sa.Column("prosecutor_signed_on", sa.Date()),
        sa.Column("transmitted_on", sa.Date()),
        sa.Column("remarks", sa.String()),
    )


def _sectors() -> None:
    create_rows(
        "sectors",
        sa.Column("semester", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("commune", sa.String()),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("force_area", sa.String(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("task_group", sa.Boolean()),
        sa.Column("asset_district", sa.Boolean()),
        sa.Column("population", sa.Integer()),
        sa.Column("longitude", sa.Float()),
        sa.Column("latitude", sa.Float()),
        sa.Column("outline", sa.String()),
    )


def _schools() -> None:
    create_rows(
        "schools",
        sa.Column("semester", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("uai", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("commune", sa.String()),
        sa.Column("sector", sa.String()),
        sa.Column("national_list", sa.Boolean()),
        sa.Column("sensitive", sa.Boolean()),
        sa.Column("weekly_target", sa.Integer()),
        sa.Column("longitude", sa.Float()),
        sa.Column("latitude", sa.Float()),
    )


def _objectives() -> None:
    create_rows(
        "objectives",
        sa.Column("semester", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("strand", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("sector", sa.String()),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("mode_of_action", sa.String()),
        sa.Column("lead_service", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("state", sa.String()),
        sa.Column("shared_reference", sa.String()),
    )


def _targets() -> None:
    create_rows(
        "targets",
        sa.Column("semester", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("sector", sa.String()),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("per", sa.String(), nullable=False),
    )


def _services() -> None:
    create_rows(
        "services",
        sa.Column("semester", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("force", sa.String(), nullable=False),
    )
