"""What every table of rows had when they were first created. Fixed: later changes are migrations of their own."""

import sqlalchemy as sa
from alembic import op


def create_rows(name: str, *fields: sa.Column[object], date: str | None = None) -> None:
    """Create a table of rows: those fields, and each row's département, origin, key, content and successor.

    `date` names the field that orders the rows in time, indexed after the département.
    """
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("deposit_id", sa.Integer(), sa.ForeignKey("deposits.id"), nullable=False),
        sa.Column("deposit_sheet_id", sa.Integer(), sa.ForeignKey("deposit_sheets.id"), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), sa.ForeignKey("deposits.id")),
        *fields,
    )
    current = sa.text("superseded_by IS NULL")
    op.create_index(
        f"one_current_{name}",
        name,
        ["department", "row_key"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )
    if date is not None:
        op.create_index(f"by_date_{name}", name, ["department", date])
