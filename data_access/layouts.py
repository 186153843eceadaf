"""How a service's files are read, as analysts set it: remembered, listed, renamed, forgotten."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, or_, select, tuple_, update

from data_access.database import Database
from data_access.models import table_of
from data_access.queries.layouts import StoredLayout, stored_layouts
from data_access.workbooks.instructions import Assignment, Layout
from data_access.workbooks.parts import PART_LABELS, Part
from data_access.workbooks.personal import is_personal_header, personal_content
from domain.french import plural
from domain.scope import Scope
from domain.sheets import SHEETS, Book, Sheet
from domain.text import fold

_LONGEST_NAME = 80


class LayoutRefused(Exception):
    """Nothing was remembered or changed; the message says why, in French."""


@dataclass(frozen=True)
class Remembered:
    """One thing that is remembered, in French: what gives a field, or (`written` not None) what a word stands for."""

    field: str
    words: str
    written: str | None = None


@dataclass(frozen=True)
class RememberedLayout:
    """What is remembered for files with the same headers: under which name, for which sheet and service."""

    id: int
    name: str
    recognised: str
    service: str | None
    changed_at: datetime
    assignments: tuple[Remembered, ...]
    values: tuple[Remembered, ...]


def remember(
    database: Database,
    scope: Scope,
    department: str,
    service: str | None,
    signature: str,
    layout: Layout,
    name: str | None = None,
) -> None:
    """Remember how sheets with those headers are read, for that service's next files (None: the departmental ones).

    What is there for that signature stays, but for the fields, the parts of headers and the words that are set anew,
    and all of it where the sheet is said to be another one. Raises ScopeError, LayoutRefused where a name, a header,
    a constant or a word holds a person, KeyError where a sheet or field is not declared.
    """
    own = {
        "department": scope.require(department),
        "service": scope.require_service(service) or "",
        "signature": signature,
    }
    sheet = SHEETS[layout.recognised]
    assignments = {given.field: _folded(given) for given in layout.assignments}
    for field in [*assignments, *(field for field, _ in layout.values)]:
        sheet.column(field)
    _refuse_persons(sheet, layout, name)
    with database.write() as connection:
        layout_id = _layout_id(connection, own, sheet, name)
        _replace_assignments(connection, layout_id, list(assignments.values()))
        _replace_values(connection, layout_id, layout)


def layouts(database: Database, scope: Scope, department: str, service: str | None) -> list[RememberedLayout]:
    """What is remembered for that service's files (None: the departmental ones), by name. Raises ScopeError."""
    with database.read() as connection:
        found = stored_layouts(connection, scope, department, scope.require_service(service))
    return sorted(map(_for_people, found), key=lambda one: (fold(one.name), one.id))


def rename(database: Database, scope: Scope, layout_id: int, name: str) -> None:
    """Give a layout another name. Raises ScopeError, LayoutRefused."""
    table = table_of("layouts")
    named = _admitted(name)
    with database.write() as connection:
        _require(connection, scope, layout_id)
        connection.execute(update(table).where(table.c.id == layout_id).values(name=named))


def forget(database: Database, scope: Scope, layout_id: int) -> None:
    """Forget all that is remembered of a layout. Raises ScopeError, LayoutRefused."""
    with database.write() as connection:
        _require(connection, scope, layout_id)
        _clear(connection, layout_id)
        table = table_of("layouts")
        connection.execute(delete(table).where(table.c.id == layout_id))


def forget_one(database: Database, scope: Scope, layout_id: int, field: str, written: str | None = None) -> None:
    """Forget what gives a field, or (with `written`) what one word of that field stands for.

    Raises ScopeError, LayoutRefused.
    """
    table = table_of("layout_assignments" if written is None else "layout_values")
    where = [table.c.layout_id == layout_id, table.c.field == field]
    if written is not None:
        where.append(table.c.written == fold(written, keep_brackets=True))
    with database.write() as connection:
        _require(connection, scope, layout_id)
        connection.execute(delete(table).where(*where))
        _touch(connection, layout_id)


def _folded(given: Assignment) -> Assignment:
    header = None if given.header is None else fold(given.header)
    return Assignment(given.field, header, given.part, given.constant)


def _refuse_persons(sheet: Sheet, layout: Layout, name: str | None) -> None:
    if name is not None:
        _admitted(name)
    names_allowed = sheet.book is Book.PLAN
    texts = [text for (_, written), value in layout.values.items() for text in (written, value)]
    for given in layout.assignments:
        texts += [given.constant, given.header or ""]
        if given.header is not None and is_personal_header(given.header, names_allowed=names_allowed):
            raise LayoutRefused(
                f"La colonne «\u00a0{given.header}\u00a0» annonce des personnes\u00a0: elle n’est pas lue. "
                "Retirez-la du fichier."
            )
    if found := next((what for text in texts if (what := personal_content(text))), None):
        raise LayoutRefused(f"Ce réglage contient {found}\u00a0: il n’est pas gardé. Retirez ce contenu du fichier.")


def _admitted(name: str) -> str:
    words = " ".join(name.split())
    if not words:
        raise LayoutRefused("Donnez un nom.")
    if len(words) > _LONGEST_NAME:
        raise LayoutRefused(f"Ce nom est trop long\u00a0: {_LONGEST_NAME} caractères au plus.")
    if found := personal_content(words):
        raise LayoutRefused(f"Ce nom contient {found}. Donnez-en un autre, sans donnée personnelle.")
    return words


def _layout_id(connection: Connection, own: dict[str, str], sheet: Sheet, name: str | None) -> int:
    """The layout of that signature, made at need; what was set for another sheet is dropped from it."""
    table = table_of("layouts")
    fresh: dict[str, object] = {"recognised": sheet.code, "changed_at": datetime.now(UTC)}
    former = connection.execute(select(table.c.id, table.c.recognised).filter_by(**own)).one_or_none()
    if former is None:
        fresh["name"] = _default_name(sheet, own["signature"]) if name is None else _admitted(name)
        return int(connection.execute(insert(table).values(**own, **fresh).returning(table.c.id)).scalar_one())
    if former.recognised != sheet.code:
        _clear(connection, former.id)
        fresh["name"] = _default_name(sheet, own["signature"])
    if name is not None:
        fresh["name"] = _admitted(name)
    connection.execute(update(table).where(table.c.id == former.id).values(**fresh))
    return int(former.id)


def _default_name(sheet: Sheet, signature: str) -> str:
    count, _, _ = signature.partition("-")
    return f"{sheet.title}, {plural(int(count), 'colonne')}" if count.isdigit() else sheet.title


def _replace_assignments(connection: Connection, layout_id: int, assignments: list[Assignment]) -> None:
    if not assignments:
        return
    table = table_of("layout_assignments")
    taken = [(given.header, given.part.value) for given in assignments if given.header is not None]
    same = or_(
        table.c.field.in_([given.field for given in assignments]), tuple_(table.c.header, table.c.part).in_(taken)
    )
    connection.execute(delete(table).where(table.c.layout_id == layout_id, same))
    rows = [{"layout_id": layout_id, **vars(given), "part": given.part.value} for given in assignments]
    connection.execute(insert(table), rows)


def _replace_values(connection: Connection, layout_id: int, layout: Layout) -> None:
    table = table_of("layout_values")
    words = {(field, fold(written, keep_brackets=True)): value for (field, written), value in layout.values.items()}
    for (field, written), value in words.items():
        connection.execute(delete(table).filter_by(layout_id=layout_id, field=field, written=written))
        row = {"layout_id": layout_id, "field": field, "written": written, "value": value}
        connection.execute(insert(table).values(**row))


def _require(connection: Connection, scope: Scope, layout_id: int) -> None:
    """Raise where there is no such layout, or the account may not write it."""
    table = table_of("layouts")
    found = connection.execute(select(table).where(table.c.id == layout_id)).one_or_none()
    if found is None:
        raise LayoutRefused("Ce réglage n’existe plus. Rechargez la liste.")
    scope.require(found.department)
    if scope.service not in (None, found.service):
        scope.require_service(found.service or "le département")


def _clear(connection: Connection, layout_id: int) -> None:
    for name in ("layout_assignments", "layout_values"):
        table = table_of(name)
        connection.execute(delete(table).where(table.c.layout_id == layout_id))


def _touch(connection: Connection, layout_id: int) -> None:
    table = table_of("layouts")
    connection.execute(update(table).where(table.c.id == layout_id).values(changed_at=datetime.now(UTC)))


def _for_people(stored: StoredLayout) -> RememberedLayout:
    sheet = SHEETS.get(stored.layout.recognised)
    return RememberedLayout(
        id=stored.id,
        name=stored.name,
        recognised=stored.layout.recognised,
        service=stored.service or None,
        changed_at=stored.changed_at,
        assignments=tuple(
            Remembered(given.field, f"{_header(sheet, given.field)}\u00a0: {_origin(given)}")
            for given in stored.layout.assignments
        ),
        values=tuple(
            Remembered(
                field, f"{_header(sheet, field)}\u00a0: «\u00a0{written}\u00a0» se lit «\u00a0{value}\u00a0»", written
            )
            for (field, written), value in stored.layout.values.items()
        ),
    )


def _header(sheet: Sheet | None, field: str) -> str:
    """The header of a field; its name where the declaration has lost it."""
    if sheet is None or field not in sheet.fields:
        return field
    return sheet.column(field).header


def _origin(given: Assignment) -> str:
    if given.header is None:
        return f"«\u00a0{given.constant}\u00a0» pour toutes les lignes" if given.constant else "aucune colonne"
    part = "" if given.part is Part.WHOLE else f", {PART_LABELS[given.part]}"
    return f"colonne «\u00a0{given.header}\u00a0»{part}"
