"""Dépôt: what files hold, what storing them would change, and storing them."""

from collections.abc import Sequence
from dataclasses import dataclass

from data_access.database import Database
from data_access.examination import examine_file, examine_files
from data_access.imports import ImportRefused, Receipt, preview, store
from data_access.queries.known import known_codes
from data_access.workbooks.parsed import FileKind, ParsedFile
from domain.scope import Scope
from domain.sheets import Reference

AUTHOR = "poste local"
"""Who deposits, until there are accounts."""


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name and bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Examined:
    """A file examined, and what storing its sound rows would change; `foreseen` is None where it cannot be stored."""

    upload: Upload
    parsed: ParsedFile
    foreseen: Receipt | None
    hindrance: str | None


def examined(
    database: Database, scope: Scope, uploads: Sequence[Upload], department: str, service: str | None
) -> list[Examined]:
    """Each file as an import would find it, the codes of a plan among them known to the others."""
    sources = [(upload.name, upload.content) for upload in uploads]
    found = examine_files(database, scope, sources, department, service)
    return [
        _foreseen(database, scope, upload, parsed, department) for upload, parsed in zip(uploads, found, strict=True)
    ]


def _foreseen(database: Database, scope: Scope, upload: Upload, parsed: ParsedFile, department: str) -> Examined:
    if parsed.refused is not None:
        return Examined(upload, parsed, None, parsed.refused.message)
    try:
        return Examined(upload, parsed, preview(database, scope, parsed, department), None)
    except ImportRefused as refused:
        return Examined(upload, parsed, None, str(refused))


def stored(
    database: Database,
    scope: Scope,
    files: Sequence[Examined],
    department: str,
    service: str | None,
    sound_only: bool,
) -> list[Receipt | str]:
    """Store the files, plans first, one deposit each; for each its receipt, or the sentence that refuses it.

    A file is examined again just before it is stored: a plan stored a moment ago may change what it means.
    """
    done: list[Receipt | str] = []
    for file in sorted(files, key=lambda file: file.parsed.kind is not FileKind.PLAN):
        parsed = examine_file(database, scope, file.upload.content, file.upload.name, department, service)
        try:
            done.append(store(database, scope, parsed, department, service, AUTHOR, sound_only))
        except ImportRefused as refused:
            done.append(str(refused))
    return done


def services_of(database: Database, scope: Scope, department: str) -> dict[str, str]:
    """The services that the département's plans name: code to name."""
    with database.read() as connection:
        return dict(known_codes(connection, scope, department).names.get(Reference.SERVICE, {}))
