"""What was set for a service's files goes by layout; the columns mapped until now become one layout a sheet."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, fill them, and drop the former one."""
    op.create_table(
        "layouts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("recognised", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("department", "service", "signature"),
    )
    op.create_index("ix_layouts_department", "layouts", ["department"])
    op.create_table(
        "layout_assignments",
        sa.Column("layout_id", sa.Integer(), sa.ForeignKey("layouts.id"), primary_key=True),
        sa.Column("field", sa.String(), primary_key=True),
        sa.Column("header", sa.String()),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("constant", sa.String(), nullable=False),
    )
    op.create_table(
        "layout_values",
        sa.Column("layout_id", sa.Integer(), sa.ForeignKey("layouts.id"), primary_key=True),
        sa.Column("field", sa.String(), primary_key=True),
        sa.Column("written", sa.String(), primary_key=True),
        sa.Column("value", sa.String(), nullable=False),
    )
    _carry_over()
    op.drop_table("column_mappings")


def _carry_over() -> None:
    connection = op.get_bind()
    former = connection.execute(
        sa.text("SELECT DISTINCT department, service, recognised FROM column_mappings ORDER BY 1, 2, 3")
    ).all()
    for department, service, recognised in former:
        origin = {"department": department, "service": service, "recognised": recognised}
        connection.execute(
            sa.text(
                "INSERT INTO layouts (department, service, recognised, signature, name, changed_at) "
                "VALUES (:department, :service, :recognised, :signature, :name, :changed_at)"
            ).bindparams(sa.bindparam("changed_at", type_=sa.DateTime(timezone=True))),
            {**origin, "signature": f"tous-{recognised}", "name": "Titres connus", "changed_at": datetime.now(UTC)},
        )
        connection.execute(
            sa.text(
                "INSERT INTO layout_assignments (layout_id, field, header, part, constant) "
                "SELECT layouts.id, m.field, min(m.header), 'whole', '' FROM column_mappings AS m JOIN layouts "
                "ON layouts.department = m.department AND layouts.service = m.service "
                "AND layouts.recognised = m.recognised "
                "WHERE m.department = :department AND m.service = :service AND m.recognised = :recognised "
                "GROUP BY layouts.id, m.field"
            ),
            origin,
        )


def downgrade() -> None:
    """Drop them; what was set is lost."""
    op.drop_table("layout_values")
    op.drop_table("layout_assignments")
    op.drop_index("ix_layouts_department", "layouts")
    op.drop_table("layouts")
    op.create_table(
        "column_mappings",
        sa.Column("department", sa.String(), primary_key=True),
        sa.Column("service", sa.String(), primary_key=True),
        sa.Column("recognised", sa.String(), primary_key=True),
        sa.Column("header", sa.String(), primary_key=True),
        sa.Column("field", sa.String(), nullable=False),
    )
