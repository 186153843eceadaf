"""Published series and layers."""

import sqlalchemy as sa
from alembic import op

from data_access.migrations.first_rows import create_rows

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _recorded()
    _directory()
    _layer_features()


def downgrade() -> None:
    """Drop them."""
    op.drop_table("layer_features")
    op.drop_table("directory")
    op.drop_table("recorded")


def _recorded() -> None:
    create_rows(
        "recorded",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer()),
        sa.Column("force", sa.String()),
        sa.Column("service", sa.String()),
        sa.Column("index", sa.String(), nullable=False),
        sa.Column("label", sa.String()),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String()),
        sa.Column("population", sa.Integer()),
        sa.Column("source_column", sa.String()),
    )


def _directory() -> None:
    create_rows(
        "directory",
        sa.Column("uai", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("commune", sa.String()),
        sa.Column("priority_education", sa.String()),
        sa.Column("longitude", sa.Float()),
        sa.Column("latitude", sa.Float()),
    )


def _layer_features() -> None:
    create_rows(
        "layer_features",
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String()),
        sa.Column("geometry", sa.String(), nullable=False),
        sa.Column("source", sa.String()),
        sa.Column("licence", sa.String()),
    )
