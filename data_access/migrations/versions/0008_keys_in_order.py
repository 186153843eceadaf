"""Keys that stand together where rows come together: a reference is its own, a digest follows its date."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_LONGEST_REFERENCE = 60
# Table -> the date of its rows, where a row without reference is known by values of which that date is one.
_BY_REFERENCE = {
    "operations": None,
    "facts": "date",
    "mobile_forces": None,
    "investigations": None,
    "prevention": "date",
    "safety": None,
    "seizure_fund": None,
}
_BY_VALUES = {"presences": "date", "repeat_offenders": "month", "local_indicators": "period"}


def upgrade() -> None:
    """Write the keys of all rows anew, superseded ones included."""
    short = f"reference IS NOT NULL AND length(reference) <= {_LONGEST_REFERENCE}"
    for table, date in _BY_REFERENCE.items():
        other = (
            "row_key" if date is None else f"CASE WHEN reference IS NULL THEN {_written(date)} ELSE '' END || row_key"
        )
        op.execute(sa.text(f"UPDATE {table} SET row_key = CASE WHEN {short} THEN '=' || reference ELSE {other} END"))
    for table, date in _BY_VALUES.items():
        op.execute(sa.text(f"UPDATE {table} SET row_key = {_written(date)} || row_key"))


def downgrade() -> None:
    """The former digests cannot be told from the new keys."""
    raise NotImplementedError


def _written(date: str) -> str:
    """That date as eight digits."""
    if op.get_bind().dialect.name == "sqlite":
        return f"replace({date}, '-', '')"
    return f"to_char({date}, 'YYYYMMDD')"
