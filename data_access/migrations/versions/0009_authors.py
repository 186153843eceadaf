"""How far each service's files reach is looked up in an index."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_AUTHORS = {
    "operations": ("lead_service", "date"),
    "presences": ("service", "date"),
    "investigations": ("service", "opened_on"),
    "local_indicators": ("service", "period"),
}


def upgrade() -> None:
    """Add the indexes."""
    for table, (author, day) in _AUTHORS.items():
        op.create_index(f"by_author_{table}", table, ["department", author, day])


def downgrade() -> None:
    """Drop them."""
    for table in _AUTHORS:
        op.drop_index(f"by_author_{table}", table)
