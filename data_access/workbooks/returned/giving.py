"""The front of this package: from a file and its faults to the file to mend, and back to what it corrects."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from data_access.workbooks.properties import document_property
from data_access.workbooks.read import read_file
from data_access.workbooks.returned.notes import notes_of, returned_name
from data_access.workbooks.returned.ods import marked_ods
from data_access.workbooks.returned.plain import plain_workbook
from data_access.workbooks.returned.xlsx import marked_xlsx
from domain.faults import Fault

ORIGIN = "vigie-corrige"
"""The property of a copy that names the file it corrects."""
_PLAIN = ".xlsx"


def returned_workbook(name: str, content: bytes, faults: Sequence[Fault], sha256: str) -> tuple[str, bytes]:
    """The file of that name with each faulty cell coloured and commented: its new name and its bytes.

    A .xlsx, .xlsm or .ods is otherwise untouched; a .csv or .xls comes back as a .xlsx of the same cells. The copy
    bears `sha256`, that of the file it corrects. Raises RefusedFile where the file cannot be read.
    """
    suffix, notes = PurePath(name).suffix, notes_of(faults)
    origin = {ORIGIN: sha256}
    if suffix.lower() in (".xlsx", ".xlsm"):
        return returned_name(name, suffix), marked_xlsx(name, content, notes, origin)
    if suffix.lower() == ".ods":
        return returned_name(name, suffix), marked_ods(name, content, notes, origin)
    plain, titles = plain_workbook(read_file(content, name))
    notes = {titles[sheet]: cells for sheet, cells in notes.items()}
    return returned_name(name, _PLAIN), marked_xlsx(name, plain, notes, origin)


def corrected_origin(content: bytes) -> str | None:
    """The sha256 of the file that a returned copy corrects, as the copy bears it; None without one. Never raises."""
    found = document_property(content, ORIGIN)
    return found if found and re.fullmatch(r"[0-9a-f]{64}", found) else None
