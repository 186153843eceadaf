"""The demonstration into a database, by the road that every deposit takes."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from data_access.database import Database
from data_access.examination import examine_file
from data_access.imports import Receipt, store
from data_access.meetings import DecisionRecord, record_meetings
from data_access.queries.meetings import meetings_held
from demonstration.files import Demonstration, write_files
from domain.french import number
from domain.scope import Scope
from domain.territories import DEMONSTRATION, DEPARTMENTS

AUTHOR = "démonstration"


def load_demonstration(database: Database, scope: Scope, until: date | None, say: Callable[[str], None]) -> str:
    """Write the files of the 24 months that end on `until` (yesterday if None) and deposit their sound rows.

    The database is migrated. `say` is told, in French, of each file; the sentence returned sums up. A database that
    holds the fictional département already is left as it is. Raises ImportRefused, ScopeError.
    """
    label = DEPARTMENTS[DEMONSTRATION].label
    with database.read() as connection:
        # The meetings come last: a loading that was cut short is begun again, and changes nothing of what is there.
        if not meetings_held(connection, scope, DEMONSTRATION).empty:
            return f"La démonstration {label} est déjà dans cette base\u00a0: rien n’a été changé."
    last_day = until or date.today() - timedelta(days=1)
    with TemporaryDirectory() as folder:
        demonstration = write_files(Path(folder), last_day)
        receipts = deposit_files(database, scope, demonstration, say)
    record_meetings(
        database,
        scope,
        DEMONSTRATION,
        [meeting.held_on for meeting in demonstration.meetings],
        [DecisionRecord(**vars(decision)) for decision in demonstration.decisions],
    )
    refused = sum(sheet.refused for receipt in receipts for sheet in receipt.sheets)
    return (
        f"Démonstration {label}\u00a0: {len(receipts)} fichiers déposés, {number(_stored(receipts))} lignes "
        f"enregistrées, {refused} lignes fautives écartées\u202f; dernier jour {last_day:%d/%m/%Y}."
    )


def deposit_files(
    database: Database, scope: Scope, demonstration: Demonstration, say: Callable[[str], None]
) -> list[Receipt]:
    """Deposit the files in their order, each for its service, as on the day after the last one."""
    today = demonstration.until + timedelta(days=1)
    department = demonstration.department
    receipts = []
    for file in demonstration.files:
        parsed = examine_file(database, scope, file.path, file.path.name, department, file.service, today)
        receipt = store(
            database, scope, parsed, department, file.service, AUTHOR, sound_only=True, content=file.path.read_bytes()
        )
        say(f"{receipt.file}\u00a0: {number(_stored([receipt]))} lignes")
        receipts.append(receipt)
    return receipts


def _stored(receipts: list[Receipt]) -> int:
    return sum(sheet.new + sheet.replaced for receipt in receipts for sheet in receipt.sheets)
