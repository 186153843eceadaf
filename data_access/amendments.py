"""What analysts corrected or accepted in their files, kept with the deposit."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert

from data_access.models import table_of
from data_access.workbooks.parsed import Amendment


def record_amendments(connection: Connection, deposit_id: int, amendments: Sequence[Amendment]) -> None:
    """Record the amendments of a deposit: what was typed in a cell, or why a doubtful value was kept.

    The doubtful value itself was found in the file, and is not recorded.
    """
    rows = [
        {
            "deposit_id": deposit_id,
            "sheet": amendment.sheet,
            "cell": amendment.cell,
            "field": amendment.field,
            "rule": None if amendment.rule is None else str(amendment.rule),
            "value": "" if amendment.reason else amendment.value,
            "reason": amendment.reason,
        }
        for amendment in amendments
    ]
    if rows:
        connection.execute(insert(table_of("deposit_amendments")), rows)
