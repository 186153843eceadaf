"""Dépôt: what files hold, what storing them would change, and storing them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data_access import layouts
from data_access.database import Database
from data_access.examination import examine_file
from data_access.foreseen import Foreseen, preview
from data_access.imports import ImportRefused, Receipt, store
from data_access.progress import Tell, untold
from data_access.queries.deposits import deposit_of_file
from data_access.queries.known import known_codes
from data_access.queries.layouts import stored_layouts
from data_access.workbooks.examine import learn
from data_access.workbooks.instructions import Amendments, Layout, Place
from data_access.workbooks.jobs import return_apart
from data_access.workbooks.known import Known
from data_access.workbooks.parsed import FileKind, ParsedFile, ParsedSheet, Refused
from domain.scope import Scope
from domain.sheets import SHEETS, Column, Kind, Reference

AUTHOR = "poste local"
"""Who deposits, until there are accounts."""
_COUNTED = (Kind.INT, Kind.FLOAT, Kind.DATE, Kind.MONTH, Kind.PERIOD)


@dataclass(frozen=True)
class Upload:
    """A file as it came, its name and bytes; and what was amended in it since."""

    name: str
    content: bytes
    amendments: Amendments = field(default_factory=Amendments)


@dataclass(frozen=True)
class Examined:
    """A file examined, and what storing its sound rows would change; `foreseen` is None where it cannot be stored."""

    upload: Upload
    parsed: ParsedFile
    foreseen: Foreseen | None
    hindrance: str | None


def examined(
    database: Database,
    scope: Scope,
    upload: Upload,
    department: str,
    service: str | None,
    plans: Sequence[ParsedFile] = (),
    tell: Tell = untold,
) -> Examined:
    """The file as an import would find it once `plans`, which wait to be stored beside it, are in.

    Raises ScopeError, and what `tell` raises.
    """
    known = _known(database, scope, department, plans) if plans else None
    parsed = _read(database, scope, upload, department, service, known, tell)
    if parsed.refused is not None:
        return Examined(upload, parsed, None, parsed.refused.message)
    try:
        return Examined(upload, parsed, preview(database, scope, parsed, department, tell), None)
    except ImportRefused as refused:
        return Examined(upload, parsed, None, str(refused))


def _read(
    database: Database,
    scope: Scope,
    upload: Upload,
    department: str,
    service: str | None,
    known: Known | None,
    tell: Tell,
) -> ParsedFile:
    content, name, made = upload.content, upload.name, upload.amendments
    return examine_file(database, scope, content, name, department, service, known=known, amendments=made, tell=tell)


def returned(file: Examined, tell: Tell = untold) -> tuple[str, bytes] | str:
    """The file to mend in a spreadsheet, or mended: what was corrected is in it, what is still faulty is marked.

    Its new name and its bytes, or the sentence that says why it cannot be made. Raises what `tell` raises.
    """
    upload, parsed = file.upload, file.parsed
    corrections = upload.amendments.corrections
    words = corrections.keys() - {place for sheet in parsed.sheets for place in _counted(sheet, corrections)}
    origin = parsed.corrects or parsed.sha256  # a copy of a copy still mends the file that first came
    made = return_apart(upload.name, upload.content, parsed.faults, origin, corrections, words, tell)
    return made.message if isinstance(made, Refused) else made


def storing_order(files: Iterable[Examined]) -> list[Examined]:
    """The files in the order in which to store them: a plan gives the others their codes."""
    return sorted(files, key=lambda file: file.parsed.kind is not FileKind.PLAN)


def stored(
    database: Database,
    scope: Scope,
    file: Examined,
    department: str,
    service: str | None,
    sound_only: bool,
    tell: Tell = untold,
) -> Receipt | str:
    """Store a file as one deposit: its receipt, or the sentence that refuses it. Raises what `tell` raises.

    It is examined again just before: a plan stored a moment ago may change what it means.
    """
    upload = file.upload
    parsed = _read(database, scope, upload, department, service, None, tell)
    try:
        return store(database, scope, parsed, department, service, AUTHOR, sound_only, upload.content, tell)
    except ImportRefused as refused:
        return str(refused)


def remembered(
    database: Database, scope: Scope, department: str, service: str | None, signature: str, layout: Layout
) -> None:
    """Remember how sheets with those headers are read, for that service's next files.

    Raises ScopeError, LayoutRefused.
    """
    layouts.remember(database, scope, department, service, signature, layout)


def forgotten(
    database: Database, scope: Scope, department: str, service: str | None, signature: str, field: str
) -> None:
    """Forget what gives a field in sheets with those headers. Raises ScopeError, LayoutRefused."""
    with database.read() as connection:
        stored = stored_layouts(connection, scope, department, service)
    for layout in (layout for layout in stored if layout.signature == signature):
        layouts.forget_one(database, scope, layout.id, field)


def services_of(database: Database, scope: Scope, department: str) -> dict[str, str]:
    """The services that the département's plans name: code to name."""
    return dict(_known(database, scope, department).codes(Reference.SERVICE))


def admitted(
    database: Database, scope: Scope, department: str, column: Column, plans: Sequence[ParsedFile] = ()
) -> Mapping[str, str]:
    """What may be typed in a column that has a list or points at codes, each with the words that show it."""
    if column.references is None:
        return {choice.label: choice.label for choice in column.choices}
    names = _known(database, scope, department, plans).codes(column.references)
    return {code: name if name == code else f"{code} – {name}" for code, name in names.items()}


def deposit_corrected(database: Database, scope: Scope, department: str, sha256: str) -> int | None:
    """The number of the deposit of that file, which another corrects; None where it was not stored."""
    with database.read() as connection:
        return deposit_of_file(connection, scope, department, sha256)


def _counted(sheet: ParsedSheet, places: Iterable[Place]) -> set[Place]:
    """Those of the cells that lie in columns of numbers or days, where a number is no code."""
    if sheet.recognised is None:
        return set()
    declared, letters = SHEETS[sheet.recognised], Counter(sheet.columns.values())
    counted = {
        letter
        for name, letter in sheet.columns.items()
        if letters[letter] == 1 and declared.column(name).kind in _COUNTED  # a letter of two fields joins two values
    }
    return {(name, cell) for name, cell in places if name == sheet.sheet and cell.rstrip("0123456789") in counted}


def _known(database: Database, scope: Scope, department: str, plans: Sequence[ParsedFile] = ()) -> Known:
    with database.read() as connection:
        known = known_codes(connection, scope, department)
    for sheet in (sheet for parsed in plans for sheet in parsed.sheets):
        known = learn(known, sheet)
    return known
