"""The files as they came, once each, for as long as the administrator sets. An undo does not need them."""

import os
import zlib
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, exists, insert, select

from data_access.changes import ImportRefused
from data_access.database import Database
from data_access.models import table_of
from data_access.queries.deposits import of_service
from data_access.workbooks.parsed import ParsedFile
from domain.scope import Scope

KEEP_DAYS = 90
"""For how many days a file is kept where nothing is set."""

_SETTING = "VIGIE_KEEP_FILES_DAYS"
_DIGITS = 5  # 273 years: and no date before the first year
_ZIP = b"PK"
_QUICKLY = 1  # zlib's first level: a .csv to a third of its size, at 150 MB a second


def days_kept() -> int:
    """For how many days files are kept after their last deposit, as `VIGIE_KEEP_FILES_DAYS` says; 0: none is.

    Raises ImportRefused where it is no whole number: better no deposit than a file kept longer than was meant.
    """
    written = os.environ.get(_SETTING, "").strip()
    if written and not (written.isdecimal() and len(written) <= _DIGITS):
        raise ImportRefused(
            f"Rien n’a été enregistré\u00a0: le réglage {_SETTING} vaut «\u00a0{written}\u00a0», et un nombre entier "
            f"de jours est attendu, de {_DIGITS} chiffres au plus (0 pour ne garder aucun fichier). "
            "Demandez à l’administrateur de le corriger."
        )
    return int(written) if written else KEEP_DAYS


def keep(connection: Connection, parsed: ParsedFile, content: bytes, now: datetime) -> bool:
    """Keep a file's bytes, unless it may not be kept or none are; whether they are there now.

    Files with the same bytes are kept once. Raises ImportRefused as `days_kept` does.
    """
    if not parsed.keepable or not days_kept():
        return False
    originals = table_of("originals")
    if connection.execute(select(originals.c.sha256).where(originals.c.sha256 == parsed.sha256)).first() is None:
        packed = not content.startswith(_ZIP)  # a workbook is one: to pack it again costs 0.13 s for 9 MB
        values = {
            "sha256": parsed.sha256,
            "size": len(content),
            "kept_at": now,
            "packed": packed,
            "content": zlib.compress(content, _QUICKLY) if packed else content,
        }
        connection.execute(insert(originals).values(**values))
    return True


def purge(connection: Connection, now: datetime, days: int) -> int:
    """Delete the files kept, and last deposited, that many days ago or earlier; return how many."""
    originals, deposits = table_of("originals"), table_of("deposits")
    limit = now.astimezone(UTC) - timedelta(days=days)
    deposited_since = exists().where(deposits.c.sha256 == originals.c.sha256, deposits.c.stored_at > limit)
    return connection.execute(delete(originals).where(originals.c.kept_at <= limit, ~deposited_since)).rowcount


def original(database: Database, scope: Scope, department: str, deposit_id: int) -> tuple[str, bytes] | None:
    """The file of a deposit of the département, as it was named and as it came; None where it is not kept.

    Raises ScopeError.
    """
    originals, deposits = table_of("originals"), table_of("deposits")
    statement = (
        select(deposits.c.file, originals.c.packed, originals.c.content)
        .join(deposits, deposits.c.sha256 == originals.c.sha256)
        .where(deposits.c.id == deposit_id, deposits.c.department == scope.require(department), *of_service(scope))
    )
    with database.read() as connection:
        found = connection.execute(statement).first()
    if found is None:
        return None
    return found.file, zlib.decompress(found.content) if found.packed else found.content
