"""One sheet as a service writes it: title lines, headers in its own words, cells in its own habits, a total."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from demonstration.records import Record
from demonstration.styles import Headers, Style, Times
from demonstration.territory import SECTOR_BY_CODE
from domain.sheets import Column, Kind, Reference, Sheet
from domain.windows import Window

CellValue = str | int | float | date | time | None
Values = Mapping[str, object]
REMARKS = ("RAS", "voir main courante", None, None, None)
NEVER_SUMMED = ("longitude", "latitude")


@dataclass(frozen=True)
class Grid:
    """The rows of a sheet from the first; `flaw_row` is the number of the faulty one, `hidden` a column's index."""

    tab: str
    rows: list[list[CellValue]]
    flaw_row: int | None = None
    hidden: int | None = None


@dataclass(frozen=True)
class Sending:
    """What a sheet is made for: who sends it, for which days, under which label, in which style."""

    sender: str
    period: Window
    label: str
    style: Style


def untidy_grid(sheet: Sheet, records: Sequence[Record], sending: Sending, flaw: Values | None = None) -> Grid:
    """Write the records into a sheet; `flaw` makes one more row: the last record with those values instead."""
    style = sending.style
    values = [_values(sheet, record, style) for record in records]
    if flaw is not None:
        values.append({**values[-1], **flaw})
    columns = [
        column for column in sheet.columns if column.required or any(_filled(row[column.field]) for row in values)
    ]
    headers: list[CellValue] = [header_text(column, style) for column in columns]
    rows = _title_lines(sheet, len(values), sending)
    rows.append([*headers, "Remarque"] if style.remark else headers)
    month = None
    for rank, row in enumerate(values):
        if style.gap_between_months and month not in (None, _month(sheet, row)):
            rows.append([])
        month = _month(sheet, row)
        cells = [cell_value(column, row[column.field], style) for column in columns]
        rows.append([*cells, REMARKS[rank % len(REMARKS)]] if style.remark else cells)
    flaw_row = len(rows) if flaw is not None else None
    if style.total:
        rows.append(_total(columns, values, style))
    fields = [column.field for column in columns]
    tab = style.tabs.get(sheet.code, sheet.title).format(label=sending.label)
    return Grid(tab, rows, flaw_row, fields.index(style.hidden) if style.hidden in fields else None)


def header_text(column: Column, style: Style) -> str:
    """The header of that column in the words of the style."""
    if style.headers is Headers.SYNONYMS and column.synonyms:
        return column.synonyms[0].capitalize()
    if style.headers is Headers.CAPITALS:
        plain = unicodedata.normalize("NFKD", column.header)
        return f" {''.join(char for char in plain if not unicodedata.combining(char)).upper()} "
    return column.header


def cell_value(column: Column, value: object, style: Style) -> CellValue:
    """The cell for that value in the habits of the style."""
    if isinstance(value, bool):
        absent = "N" if column.default is True else None  # an empty cell would mean yes
        return style.yes if value else style.no or absent
    if isinstance(value, tuple):
        return "; ".join(value) or None
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}" if style.text_dates else value
    if isinstance(value, time):
        return _time(value, style)
    if isinstance(value, float):
        return f"{value:.12g}".replace(".", ",") if style.decimal_comma else value
    if isinstance(value, str):
        return _word(column, value, style)
    return value if isinstance(value, int) else None


def _word(column: Column, value: str, style: Style) -> CellValue:
    if column.references is Reference.SECTOR and style.names_of_sectors and value in SECTOR_BY_CODE:
        return SECTOR_BY_CODE[value].name
    choice = next((choice for choice in column.choices if choice.code == value), None)
    if choice is None:
        return value
    if style.list_synonym is None or not choice.synonyms:
        return choice.label
    synonym = choice.synonyms[style.list_synonym]
    return int(synonym) if synonym.isdigit() else synonym


def _time(value: time, style: Style) -> CellValue:
    if style.times is Times.EXCEL:
        return value
    return f"{value:%H}h{value:%M}" if style.times is Times.LETTER else f"{value:%H:%M}"


def _values(sheet: Sheet, record: Record, style: Style) -> Values:
    found = {column.field: getattr(record, column.field) for column in sheet.columns}
    if not style.fills_defaults:
        return found
    return {
        column.field: column.default if found[column.field] is None else found[column.field] for column in sheet.columns
    }


def _filled(value: object) -> bool:
    return value is not None and value != ()


def _title_lines(sheet: Sheet, count: int, sending: Sending) -> list[list[CellValue]]:
    title: list[list[CellValue]] = [
        [f"{sending.sender} – {sheet.title}"],
        [f"Période du {sending.period.start:%d/%m/%Y} au {sending.period.end:%d/%m/%Y}"],
    ]
    if sending.style.announces and sheet.code in ("operations", "presences"):
        title.append([f"{count} {sheet.title.lower()}"])
    return title + [[] for _ in range(sending.style.blank_lines)]


def _month(sheet: Sheet, row: Values) -> tuple[int, int] | None:
    day = row[sheet.event_date] if sheet.event_date else None
    return (day.year, day.month) if isinstance(day, date) else None


def _total(columns: Sequence[Column], values: Sequence[Values], style: Style) -> list[CellValue]:
    cells: list[CellValue] = [style.total]
    for column in columns[1:]:
        numbers = [row[column.field] for row in values]
        summed = column.kind in (Kind.INT, Kind.FLOAT) and column.field not in NEVER_SUMMED
        total = sum(number for number in numbers if isinstance(number, int | float)) if summed else None
        cells.append(cell_value(column, round(total, 2) if isinstance(total, float) else total, style))
    return cells
