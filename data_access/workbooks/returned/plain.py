"""A file that can bear neither colours nor comments, or only in an old form, written anew as a .xlsx.

Written as bytes: openpyxl would take half a minute for the 100,000 rows that are read in two seconds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from data_access.workbooks.raw import Cell, RawFile, RawSheet, column_letter
from data_access.workbooks.returned.markup import escaped
from data_access.workbooks.returned.xlsx_sheet import coordinates

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FORMATS: tuple[tuple[type, str], ...] = (
    (datetime, "dd/mm/yyyy\\ hh:mm"),  # before date: each date-time is one
    (date, "dd/mm/yyyy"),
    (time, "hh:mm"),
    (timedelta, "[h]:mm"),
)
_FIRST_FORMAT = 164  # numbers below are those that every spreadsheet knows
_DAY_ZERO = date(1899, 12, 30)
_MADE = (2010, 2, 11, 0, 0, 0)
_LONGEST_TITLE, _LONGEST_TEXT = 31, 32_767
_FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class _FormulaError:
    """What a formula left in a cell where it failed."""

    error: str


def plain_workbook(raw: RawFile) -> tuple[bytes, dict[str, str]]:
    """The cells as a .xlsx, each at its address, and the title that each sheet bears in it.

    Numbers, dates, times and booleans are typed. Text stays text, also where it looks like a number or a formula.
    """
    titles = _titles(raw)
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for member, content in _parts(raw, titles):
            entry = ZipInfo(member, _MADE)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, content)
    return buffer.getvalue(), titles


def _titles(raw: RawFile) -> dict[str, str]:
    titles: dict[str, str] = {}
    for number, sheet in enumerate(raw.sheets, start=1):
        title = _FORBIDDEN_IN_TITLE.sub(" ", sheet.name)[:_LONGEST_TITLE].strip() or f"Feuille {number}"
        titles[sheet.name] = title if title not in titles.values() else f"Feuille {number}"
    return titles


def _parts(raw: RawFile, titles: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    numbers = range(1, len(raw.sheets) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for n in numbers
    )
    relations = "".join(_relation(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    listed = "".join(
        _listed(titles[sheet.name], n, sheet.visible) for n, sheet in zip(numbers, raw.sheets, strict=True)
    )
    yield (
        "[Content_Types].xml",
        (
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{types}</Types>'
        ).encode(),
    )
    yield "_rels/.rels", _relations(_relation("rId1", "officeDocument", "xl/workbook.xml"))
    yield (
        "xl/workbook.xml",
        (f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>').encode(),
    )
    yield "xl/_rels/workbook.xml.rels", _relations(relations + _relation("rIdStyles", "styles", "styles.xml"))
    yield "xl/styles.xml", _styles()
    for n, sheet in zip(numbers, raw.sheets, strict=True):
        yield f"xl/worksheets/sheet{n}.xml", b"".join(_sheet(sheet))


def _listed(title: str, number: int, visible: bool) -> str:
    state = "visible" if visible else "hidden"
    return f'<sheet name="{escaped(title).decode()}" sheetId="{number}" state="{state}" r:id="rId{number}"/>'


def _relations(listed: str) -> bytes:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'.encode()


def _relation(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _styles() -> bytes:
    numbers = range(_FIRST_FORMAT, _FIRST_FORMAT + len(_FORMATS))
    formats = "".join(
        f'<numFmt numFmtId="{n}" formatCode="{form}"/>' for n, (_, form) in zip(numbers, _FORMATS, strict=True)
    )
    dated = "".join(
        f'<xf numFmtId="{n}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' for n in numbers
    )
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="{len(_FORMATS)}">{formats}</numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{1 + len(_FORMATS)}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>{dated}'
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ).encode()


def _sheet(sheet: RawSheet) -> Iterator[bytes]:
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
    letters = [column_letter(at).encode() for at in range(max(map(len, sheet.cells), default=0))]
    texts: dict[str, bytes] = {"": b""}
    for number, row in enumerate(_with_errors(sheet), start=1):
        cells = [
            b'<c r="%b%d"%b' % (letter, number, written)
            for letter, cell in zip(letters, row, strict=False)
            if (written := _text(cell, texts) if isinstance(cell, str) else _typed(cell))
        ]
        yield b'<row r="%d">%b</row>' % (number, b"".join(cells))
    yield b"</sheetData></worksheet>"


def _with_errors(sheet: RawSheet) -> list[list[Cell]]:
    """The rows with the errors that formulas left, which are read apart."""
    rows = list(sheet.cells)
    for cell, error in sheet.errors.items():
        row, column = (number - 1 for number in coordinates(cell))
        if row < len(rows) and column < len(rows[row]):
            rows[row] = [*rows[row][:column], _FormulaError(error), *rows[row][column + 1 :]]
    return rows


def _text(words: str, texts: dict[str, bytes]) -> bytes:
    if words not in texts:
        kept = escaped(words[:_LONGEST_TEXT])
        texts[words] = b' t="inlineStr"><is><t xml:space="preserve">%b</t></is></c>' % kept
    return texts[words]


def _typed(cell: Cell) -> bytes:
    if isinstance(cell, bool):
        return b' t="b"><v>%d</v></c>' % cell
    if isinstance(cell, float):
        return b"><v>%b</v></c>" % repr(int(cell) if cell.is_integer() else cell).encode()
    if isinstance(cell, _FormulaError):
        return b' t="e"><v>%b</v></c>' % escaped(cell.error)
    style = next((at for at, (kind, _) in enumerate(_FORMATS, start=1) if isinstance(cell, kind)), None)
    serial = _serial(cell)
    return b"" if style is None or serial is None else b' s="%d"><v>%b</v></c>' % (style, repr(serial).encode())


def _serial(cell: Cell) -> float | None:
    """A date or time as a spreadsheet counts it: days since 30/12/1899."""
    if isinstance(cell, time):
        cell = datetime.combine(_DAY_ZERO, cell)
    elif isinstance(cell, date) and not isinstance(cell, datetime):
        cell = datetime.combine(cell, time())
    if isinstance(cell, datetime):
        cell -= datetime.combine(_DAY_ZERO, time())
    return cell / timedelta(days=1) if isinstance(cell, timedelta) else None
