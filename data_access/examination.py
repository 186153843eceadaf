"""What files hold, as an import would find it; and the headers that analysts map by hand."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from data_access.database import Database
from data_access.progress import Tell, untold
from data_access.queries.known import known_codes
from data_access.queries.layouts import memory_of
from data_access.workbooks.examine import learn, stated_department
from data_access.workbooks.instructions import Amendments, Memory
from data_access.workbooks.jobs import Examination, examine_apart
from data_access.workbooks.known import Known
from data_access.workbooks.parsed import FileKind, ParsedFile
from domain.scope import Scope

Source = tuple[str, Path | bytes]
"""A file: what its depositor calls it, and where it is or what it holds."""


def examine_file(
    database: Database,
    scope: Scope,
    source: Path | bytes,
    name: str,
    department: str | None,
    service: str | None = None,
    today: date | None = None,
    known: Known | None = None,
    amendments: Amendments | None = None,
    tell: Tell = untold,
) -> ParsedFile:
    """Read and check one file as an import would, storing nothing.

    Without a département the plan's codes are not checked, unless the file is a plan that states one.
    `known` replaces what the database knows (a plan that is about to be deposited, say). Raises OSError where a path
    cannot be read, ScopeError, and what `tell` raises.
    """
    service = scope.require_service(service)
    memory = None
    if department is not None:
        with database.read() as connection:
            known = known or known_codes(connection, scope, department)
            memory = memory_of(connection, scope, department, service)
    job = Examination(
        source, name, known or Known(), today or date.today(), memory or Memory(), amendments or Amendments()
    )
    return examine_apart(job, tell)


def examine_files(
    database: Database,
    scope: Scope,
    sources: Sequence[Source],
    department: str | None,
    service: str | None = None,
    today: date | None = None,
) -> list[ParsedFile]:
    """Read and check several files; the codes of a plan among them are known to the others."""
    found = [examine_file(database, scope, source, name, department, service, today) for name, source in sources]
    learnt = _plan_codes(database, scope, found, department)
    if learnt is None:
        return found
    return [
        examine_file(database, scope, source, name, learnt.department, service, today, learnt)
        if parsed.kind is FileKind.INDICATORS
        else parsed
        for (name, source), parsed in zip(sources, found, strict=True)
    ]


def _plan_codes(database: Database, scope: Scope, files: Sequence[ParsedFile], department: str | None) -> Known | None:
    """What the database knows, with the codes of the plans among those files; None where none is a plan."""
    plans = [parsed for parsed in files if parsed.kind is FileKind.PLAN and parsed.refused is None]
    if not plans:
        return None
    stated = department or next((code for parsed in plans if (code := stated_department(parsed)) is not None), None)
    known = Known()
    if stated is not None:
        with database.read() as connection:
            known = known_codes(connection, scope, stated)
    for parsed in plans:
        for sheet in parsed.sheets:
            known = learn(known, sheet)
    return known
