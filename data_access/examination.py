"""Several files examined together: the codes of a plan among them are known to the others."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from data_access.database import Database
from data_access.imports import examine_file, plan_codes
from data_access.workbooks.parsed import FileKind, ParsedFile
from domain.scope import Scope

Source = tuple[str, Path | bytes]
"""A file: what its depositor calls it, and where it is or what it holds."""


def examine_files(
    database: Database,
    scope: Scope,
    sources: Sequence[Source],
    department: str | None,
    service: str | None = None,
    today: date | None = None,
) -> list[ParsedFile]:
    """Read and check the files as imports in that order would, plans first; nothing is stored."""
    found = [examine_file(database, scope, source, name, department, service, today) for name, source in sources]
    learnt = plan_codes(database, scope, found, department)
    if learnt is None:
        return found
    return [
        examine_file(database, scope, source, name, learnt.department, service, today, learnt)
        if parsed.kind is FileKind.INDICATORS
        else parsed
        for (name, source), parsed in zip(sources, found, strict=True)
    ]
