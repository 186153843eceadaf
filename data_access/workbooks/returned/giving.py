"""The front of this package: from a file and its faults to the file to mend, and back to what it corrects."""

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType

from data_access.workbooks.instructions import Place
from data_access.workbooks.properties import document_property
from data_access.workbooks.read import read_file
from data_access.workbooks.returned.notes import changes_of, returned_name
from data_access.workbooks.returned.ods import marked_ods
from data_access.workbooks.returned.plain import plain_workbook
from data_access.workbooks.returned.xlsx import marked_xlsx
from domain.faults import Fault

ORIGIN = "vigie-corrige"
"""The property of a copy that names the file it corrects."""
_PLAIN = ".xlsx"


def returned_workbook(
    name: str,
    content: bytes,
    faults: Sequence[Fault],
    sha256: str,
    corrections: Mapping[Place, str] = MappingProxyType({}),
    words: Collection[Place] = frozenset(),
) -> tuple[str, bytes]:
    """The file of that name, what was corrected put in its cells, each faulty one coloured: its new name and its bytes.

    What was typed as a number or a day is one where the cell's style shows one; `words` are the cells of columns
    that take words, whatever they look like. A comment says what is wrong or was put there. The file is otherwise
    untouched if it is a .xlsx, .xlsm or .ods; a .csv or .xls comes back as a .xlsx of the same cells. The copy bears
    `sha256`, that of the file it corrects. Raises RefusedFile where the file cannot be read.
    """
    suffix, changes = PurePath(name).suffix, changes_of(faults, corrections, words)
    origin = {ORIGIN: sha256}
    if suffix.lower() == ".ods":
        copy, put = marked_ods(name, content, changes, origin)
    elif suffix.lower() in (".xlsx", ".xlsm"):
        copy, put = marked_xlsx(name, content, changes, origin)
    else:
        plain, titles = plain_workbook(read_file(content, name))
        changes = {titles.get(sheet, sheet): change for sheet, change in changes.items()}
        suffix, (copy, put) = _PLAIN, marked_xlsx(name, plain, changes, origin)
    return returned_name(name, suffix, mended=put and not faults), copy


def corrected_origin(content: bytes) -> str | None:
    """The sha256 of the file that a returned copy corrects, as the copy bears it; None without one. Never raises."""
    found = document_property(content, ORIGIN)
    return found if found and re.fullmatch(r"[0-9a-f]{64}", found) else None
