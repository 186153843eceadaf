"""A file, as bytes, to cells with their addresses. Nothing is recognised here."""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePath
from typing import cast

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from data_access.workbooks import xls_marks
from data_access.workbooks.archive import Archive
from data_access.workbooks.asides import Asides
from data_access.workbooks.cells import blank, normalise
from data_access.workbooks.csv_reader import read_csv, squared
from data_access.workbooks.guards import LIMITS, Content, Limits, check_size, decoded, guard
from data_access.workbooks.marks import BrokenPart, Marks, formula_error
from data_access.workbooks.raw import Cell, RawFile, RawSheet, RefusedFile, address
from data_access.workbooks.survey import Survey
from domain.faults import Refusal

NO_MARKS = Marks()


def read_file(source: Path | bytes, name: str, limits: Limits = LIMITS) -> RawFile:
    """Read the file at a path, or its bytes; `name` is what its depositor called it.

    Returns its sheets, or the object of a .json or .geojson. Numbers are float; a date-time at midnight is a date;
    an empty cell, and one whose formula failed or was never computed, is "". A .csv holds what is written.
    Raises RefusedFile, and OSError where a path cannot be read.
    """
    if isinstance(source, Path):
        check_size(name, source.stat().st_size, limits)
    content = source if isinstance(source, bytes) else source.read_bytes()
    survey, asides = Survey(limits.cells), Asides()

    def look(member: str, pieces: Iterator[bytes]) -> None:
        survey.look(member, asides.watched(member, pieces))

    found, archive = guard(name, content, limits, look)
    geojson = _json(name, content) if found is Content.JSON else None
    sheets: tuple[RawSheet, ...] = ()
    if found is Content.TEXT:
        sheets = (_csv(name, content, limits),)
    elif found is not Content.JSON:
        sheets = _workbook(name, content, _marks(name, content, archive, found, survey), found, limits)
    if geojson is None and not any(map(_holds_something, sheets)):
        raise RefusedFile(name, Refusal.EMPTY)
    return RawFile(name, hashlib.sha256(content).hexdigest(), len(content), sheets, geojson, asides.texts)


Found = Mapping[str, Marks] | Sequence[Marks]


def _marks(name: str, content: bytes, archive: Archive | None, found: Content, survey: Survey) -> Found:
    """The marks of each sheet: by name, or in the workbook's order for a .xls."""
    try:
        if archive is None:
            return xls_marks.marks_of(content)
        return survey.xlsx(archive) if found is Content.XLSX else survey.ods()
    except xls_marks.Protected as error:
        raise RefusedFile(name, Refusal.ENCRYPTED) from error
    except BrokenPart as error:
        raise RefusedFile(name, Refusal.NOT_A_WORKBOOK) from error


def _workbook(name: str, content: bytes, marks: Found, kind: Content, limits: Limits) -> tuple[RawSheet, ...]:
    """The sheets, once they are known to be small enough: a reader sets aside whole rectangles, a .xls all at once."""
    every = marks.values() if isinstance(marks, Mapping) else marks
    _check_cells(name, sum(mark.cells for mark in every), limits)
    with _refusing(name):
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        described = workbook.sheets_metadata
        if not isinstance(marks, Mapping):
            marks = dict(zip((sheet.name for sheet in described), marks, strict=True))
        return tuple(
            _sheet(
                workbook,
                sheet.name,
                sheet.visible == SheetVisibleEnum.Visible,
                marks.get(sheet.name, NO_MARKS),
                kind,
            )
            for sheet in described
            if sheet.typ == SheetTypeEnum.WorkSheet
        )


def _sheet(workbook: CalamineWorkbook, name: str, visible: bool, marks: Marks, kind: Content) -> RawSheet:
    read = workbook.get_sheet_by_name(name)
    # A cast, since a list of the reader's own types is none of Cell to the type checker, and a copy would cost.
    cells = cast("list[list[Cell]]", read.to_python(skip_empty_area=False))
    normalise(cells, kind)
    blank(cells, marks.errors)
    merged = marks.merged or tuple((*first, *last) for first, last in read.merged_cell_ranges or ())
    return RawSheet(name, cells, visible, marks.hidden_rows, marks.hidden_columns, marks.errors, merged)


def _csv(name: str, content: bytes, limits: Limits) -> RawSheet:
    try:
        rows = read_csv(decoded(content) or "")
    except csv.Error as error:
        raise RefusedFile(name, Refusal.NOT_A_WORKBOOK) from error
    _check_cells(name, len(rows) * max(map(len, rows), default=0), limits)
    errors = {
        address(row, column): shown
        for row, line in enumerate(rows)
        for column, cell in enumerate(line)
        if ("#" in cell or "Err" in cell) and (shown := formula_error(cell)) is not None
    }
    unreadable = tuple(
        address(row, column) for row, line in enumerate(rows) for column, cell in enumerate(line) if "\ufffd" in cell
    )
    cells = squared(rows)
    blank(cells, errors)
    return RawSheet(PurePath(name).stem, cells, errors=errors, unreadable=unreadable, delimited=True)


def _json(name: str, content: bytes) -> Mapping[str, object]:
    found = json.loads(decoded(content) or "null")
    if not isinstance(found, dict):
        raise RefusedFile(name, Refusal.UNKNOWN_LAYOUT)
    return found


def _check_cells(name: str, cells: int, limits: Limits) -> None:
    if cells > limits.cells:
        most = f"{limits.cells:,}".replace(",", "\u202f")
        raise RefusedFile(name, Refusal.INFLATES, f"{most} cellules")


def _holds_something(sheet: RawSheet) -> bool:
    return bool(sheet.errors) or any(
        not isinstance(cell, str) or not (cell == "" or cell.isspace()) for row in sheet.cells for cell in row
    )


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    try:
        yield
    except PasswordError as error:
        raise RefusedFile(name, Refusal.ENCRYPTED) from error
    except (CalamineError, OverflowError, ValueError) as error:  # the last two: a date or a duration beyond Python's
        raise RefusedFile(name, Refusal.NOT_A_WORKBOOK) from error
    except BaseException as error:  # a panic of calamine: its type cannot be imported, and is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise RefusedFile(name, Refusal.NOT_A_WORKBOOK) from error
