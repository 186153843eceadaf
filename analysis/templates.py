"""The blank workbooks; a plan's comes with the schools of the official directory, to be marked by its analyst."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO

from data_access.database import Database
from data_access.queries.rows import plan_rows, sheet_rows
from data_access.workbooks.frames import plain_columns
from data_access.workbooks.template import write_template
from domain.scope import Scope
from domain.sheets import SHEETS, Book

_OFFICIAL = ("uai", "name", "kind", "commune", "longitude", "latitude")


def template(database: Database, scope: Scope, book: Book, department: str, on: date) -> bytes:
    """A workbook to fill in, as the bytes of an .xlsx.

    That of a plan holds the schools of the directory, if it was deposited for the département, and what the plan in
    force on that day says of them. Raises ScopeError.
    """
    schools = _schools(database, scope, department, on) if book is Book.PLAN else []
    written = BytesIO()
    write_template(book, written, {"schools": schools} if schools else None)
    return written.getvalue()


def _schools(database: Database, scope: Scope, department: str, on: date) -> list[dict[str, object]]:
    with database.read() as connection:
        directory = sheet_rows(connection, scope, department, "directory")
        planned = plan_rows(connection, scope, department, "schools", on)
    known = {row["uai"]: row for row in _records("schools", plain_columns(SHEETS["schools"], planned))}
    found: dict[object, dict[str, object]] = {}
    for row in _records("directory", plain_columns(SHEETS["directory"], directory)):
        official = {field: row[field] for field in _OFFICIAL}
        said = {name: value for name, value in known.get(row["uai"], {}).items() if value}
        found.setdefault(row["uai"], official | said)  # a campus stands twice in the directory, and once in a plan
    return list(found.values())


def _records(code: str, columns: Mapping[str, Sequence[object]]) -> list[dict[str, object]]:
    fields = SHEETS[code].fields
    return [dict(zip(fields, row, strict=True)) for row in zip(*(columns[name] for name in fields), strict=True)]
