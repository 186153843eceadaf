"""A file, as bytes, to cells with their addresses. Nothing is recognised here."""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, time
from io import BytesIO
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from data_access.workbooks.archive import Archive
from data_access.workbooks.csv_reader import read_csv, squared
from data_access.workbooks.guards import LIMITS, Content, Limits, check_size, decoded, guard
from data_access.workbooks.ods_extent import largest_sheet
from data_access.workbooks.raw import Cell, RawFile, RawSheet, RefusedFile
from data_access.workbooks.xlsx_marks import BrokenPart, Marks, marks_of, sheet_parts
from domain.faults import Refusal

_MIDNIGHT = time()


def read_file(source: Path | bytes, name: str, limits: Limits = LIMITS) -> RawFile:
    """Read the file at a path, or its bytes; `name` is what its depositor called it.

    Returns its sheets, or the object of a .json or .geojson. Numbers are float; a date-time at midnight is a date;
    an empty cell, and one whose formula failed, is "". Hidden rows and columns and failed formulas are
    given for .xlsx and .xlsm; of .xls and .ods only whether a sheet is hidden. A .csv holds what is written.
    Raises RefusedFile, and OSError where a path cannot be read.
    """
    if isinstance(source, Path):
        check_size(name, source.stat().st_size, limits)
    content = source if isinstance(source, bytes) else source.read_bytes()
    found, archive = guard(name, content, limits)
    geojson = _json(name, content) if found is Content.JSON else None
    sheets = () if found is Content.JSON else _sheets(name, content, found, archive, limits)
    if geojson is None and not any(map(_holds_something, sheets)):
        raise RefusedFile(name, Refusal.EMPTY)
    return RawFile(name, hashlib.sha256(content).hexdigest(), len(content), sheets, geojson)


def _sheets(name: str, content: bytes, found: Content, archive: Archive | None, limits: Limits) -> tuple[RawSheet, ...]:
    if archive is None:
        return _csv(name, content, limits) if found is Content.TEXT else _xls(name, content)
    marks: Mapping[str, Marks] = {}
    if found is Content.XLSX:
        marks = _marks(name, archive)
        largest = max((mark.last_row * mark.last_column for mark in marks.values()), default=0)
    else:
        largest = largest_sheet(archive)
    _check_cells(name, largest, limits)
    with _refusing(name):
        return _workbook(CalamineWorkbook.from_filelike(BytesIO(content)), marks)


def _csv(name: str, content: bytes, limits: Limits) -> tuple[RawSheet, ...]:
    text = decoded(content) or ""
    try:
        rows = read_csv(text)
    except csv.Error as error:
        raise RefusedFile(name, Refusal.NOT_A_WORKBOOK) from error
    _check_cells(name, len(rows) * max(map(len, rows), default=0), limits)
    return (RawSheet(PurePath(name).stem, squared(rows)),)


def _xls(name: str, content: bytes) -> tuple[RawSheet, ...]:
    with NamedTemporaryFile(suffix=".xls") as file:  # calamine tells a password from damage by path only
        file.write(content)
        file.flush()
        with _refusing(name):
            return _workbook(CalamineWorkbook.from_path(file.name), {})


def _json(name: str, content: bytes) -> Mapping[str, object]:
    found = json.loads(decoded(content) or "null")
    if not isinstance(found, dict):
        raise RefusedFile(name, Refusal.UNKNOWN_LAYOUT)
    return found


def _marks(name: str, archive: Archive) -> dict[str, Marks]:
    try:
        return {sheet: marks_of(archive, part) for sheet, part in sheet_parts(archive).items()}
    except BrokenPart as error:
        raise RefusedFile(name, Refusal.NOT_A_WORKBOOK) from error


def _check_cells(name: str, cells: int, limits: Limits) -> None:
    if cells > limits.cells:
        most = f"{limits.cells:,}".replace(",", "\u202f")
        raise RefusedFile(name, Refusal.INFLATES, f"{most} cellules par feuille")


def _workbook(workbook: CalamineWorkbook, marks: Mapping[str, Marks]) -> tuple[RawSheet, ...]:
    return tuple(
        _sheet(workbook, sheet, marks.get(sheet.name))
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet
    )


def _sheet(workbook: CalamineWorkbook, sheet: SheetMetadata, marks: Marks | None) -> RawSheet:
    rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
    cells = [[_without_midnight(cell) for cell in row] for row in rows]
    visible = sheet.visible == SheetVisibleEnum.Visible
    if marks is None:
        return RawSheet(sheet.name, cells, visible)
    return RawSheet(sheet.name, cells, visible, marks.hidden_rows, marks.hidden_columns, marks.errors)


def _without_midnight(cell: Cell) -> Cell:
    return cell.date() if isinstance(cell, datetime) and cell.time() == _MIDNIGHT else cell


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
    except CalamineError as error:
        raise RefusedFile(name, Refusal.NOT_A_WORKBOOK) from error
    except BaseException as error:  # a panic of calamine: its type cannot be imported, and is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise RefusedFile(name, Refusal.NOT_A_WORKBOOK) from error
