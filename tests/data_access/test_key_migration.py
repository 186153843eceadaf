"""The keys of rows stored before they stood in order are written anew: the same files change nothing."""

import base64
import hashlib

from sqlalchemy import Connection, text

from data_access.models import table_of
from tests.data_access.conftest import Door
from tests.data_access.test_meetings_migration import move
from tests.data_access.workbook_builder import SCHOOL_1, TODAY, Rows, operation, table

FACT = {"date": TODAY, "nature": "usage", "référence": None}
SHEETS: dict[str, Rows] = {
    "Opérations": table([operation("A"), operation("B" * 61)]),
    "Faits": table([FACT, FACT, FACT | {"référence": "F-1"}]),
    "Présences": table([{"UAI": SCHOOL_1, "date": TODAY, "heure début": "8h", "service": "BAC"}]),
    "Prévention": table([{"date": TODAY, "UAI": SCHOOL_1, "public": "parents"}]),
}
TABLES = ("operations", "facts", "presences", "prevention")
LATER_INDEXES = [f"by_author_{table}" for table in ("operations", "presences", "investigations", "local_indicators")]
"""What migrations after the one on trial brought."""


def former_key(key: str) -> str:
    """The key as it was: a digest, of a reference too."""
    if not key.startswith("="):
        return key[8:] if len(key) == 24 else key
    raw = hashlib.blake2b(repr((key[1:],)).encode(), digest_size=12).digest()
    return base64.urlsafe_b64encode(raw).decode()


def stored_keys(connection: Connection) -> dict[str, list[str]]:
    return {name: [row.row_key for row in connection.execute(table_of(name).select())] for name in TABLES}


def test_the_keys_of_stored_rows_are_written_anew(with_plan: Door) -> None:
    with_plan.deposit(SHEETS)
    with with_plan.database.write() as connection:
        current = stored_keys(connection)
        for name, keys in current.items():
            rows = table_of(name)
            for key in keys:
                connection.execute(rows.update().where(rows.c.row_key == key).values(row_key=former_key(key)))
        assert {len(key) for keys in stored_keys(connection).values() for key in keys} == {16}
    move(with_plan.database, "0009")
    with with_plan.database.write() as connection:
        for name in LATER_INDEXES:
            connection.execute(text(f"DROP INDEX {name}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0007'"))
    with_plan.database.migrate()
    with with_plan.database.read() as connection:
        assert stored_keys(connection) == current
    assert {(sheet.new, sheet.replaced) for sheet in with_plan.deposit(SHEETS).sheets} == {(0, 0)}
