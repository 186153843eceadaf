"""From a cell to a value: one function a kind of column. `None` is an empty cell.

Each function raises ValueError where the cell cannot be that kind; what to say about it is the
business of `check`.
"""

import json
import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import shapely
from shapely.geometry.base import BaseGeometry

from data_access.workbooks.raw import Cell
from domain.french import MONTHS
from domain.sheets import Column, Kind
from domain.territories import department_code
from domain.text import fold
from domain.windows import month_start

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_NUMBER = re.compile(r"^[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d{1,2})?$")
_THOUSANDS = re.compile(r"^[+-]?\d{1,3}[.,]\d{3}$")
_MIDNIGHT = r"(?:[T ]0?0:00(?::00)?)?$"  # what an export writes behind a day
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-]([12]\d{3}|\d{2})" + _MIDNIGHT)
_YEAR_FIRST = re.compile(r"^([12]\d{3})-(\d{1,2})-(\d{1,2})" + _MIDNIGHT)
_MONTH_NUMBER = re.compile(r"^(?:(\d{4})[-/_](\d{1,2})|(\d{1,2})[-/](\d{4}))$")
_MONTH_WORD = re.compile(r"^([a-z]+) (\d{4}|\d{2})$")
_CLOCK = re.compile(r"^(\d{1,2})\s*[h:H]\s*(\d{2})?(?::\d{2})?$")
_SEMESTER = re.compile(
    r"^(?:(\d{4})\s*s?\s*([12])|s(?:emestre)?\s*([12])\s*(\d{4})|([12])\s*(?:er?|eme|nd)?\s*semestre\s*(\d{4}))$"
)
_MONTHS = tuple(fold(name) for name in MONTHS)
_SHORTEST_MONTH = 3  # letters: "fév"
_EXACT_INTEGERS = 2**53  # from here on a float no longer tells a whole number from the next
_TRUE = frozenset({"o", "oui", "x", "vrai", "true", "1"})
_FALSE = frozenset({"n", "non", "faux", "false", "0"})


def is_empty(cell: Cell) -> bool:
    """Whether the cell holds nothing but white space."""
    return (not cell or cell.isspace()) if isinstance(cell, str) else cell is None


def text(cell: Cell) -> str:
    """The cell as a person reads it: 12.0 is `12`, a date is `13/01/2026`."""
    if isinstance(cell, str):
        return " ".join((cell if cell.isascii() else unicodedata.normalize("NFC", cell)).split())
    if isinstance(cell, bool):
        return "VRAI" if cell else "FAUX"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    return str(cell)


def shown(cell: Cell) -> str:
    """The cell as a French reader types it: as `text`, a number with its decimal comma."""
    return text(cell).replace(".", ",") if isinstance(cell, float) else text(cell)


def codes(cell: Cell) -> list[str]:
    """The parts of a cell that holds several codes, parted by `;` or `,`."""
    return [part for part in (piece.strip() for piece in text(cell).replace(",", ";").split(";")) if part]


def joined_codes(cell: Cell) -> str:
    """Several codes as they are stored: each once, parted by `;`."""
    return ";".join(dict.fromkeys(codes(cell)))


def number(cell: Cell) -> float:
    """A number, also one written as text with spaces and a decimal comma or point."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        raise ValueError("not a number")
    if isinstance(cell, str):
        plain = _SPACES.sub("", cell).replace("\u2212", "-")
        if not _NUMBER.match(plain):
            raise ValueError("not a plain number")
        cell = plain.replace(",", ".")
    value = float(cell)
    if not math.isfinite(value):
        raise ValueError("not a finite number")
    return value


def integer(cell: Cell) -> int:
    """A whole number; not a text like "1.000", which may be a thousand or one."""
    if isinstance(cell, str) and _THOUSANDS.match(_SPACES.sub("", cell)):
        raise ValueError("one, or thousands")
    value = number(cell)
    if not value.is_integer() or abs(value) >= _EXACT_INTEGERS:
        raise ValueError("not a whole number")
    return int(value)


def day(cell: Cell) -> date:
    """A day: a real date, or `dd/mm/yyyy`, `dd/mm/yy`, `yyyy-mm-dd`. Two digits of year are of this century."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str):
        raise ValueError("not a date")
    plain = cell.strip()
    if found := _DAY_FIRST.match(plain):
        dom, month, year = (int(part) for part in found.groups())
        return date(year + 2000 if year < 100 else year, month, dom)
    if found := _YEAR_FIRST.match(plain):
        return date(*(int(part) for part in found.groups()))
    raise ValueError("not a date")


def month(cell: Cell) -> date:
    """A month, as its first day: a date in it, `2026-01`, `01/2026`, `janv-26`, `janvier 2026`."""
    if isinstance(cell, str):
        plain = cell.strip()
        if found := _MONTH_NUMBER.match(plain):
            year, number_after, number_before, year_after = found.groups()
            return date(int(year or year_after), int(number_after or number_before), 1)
        if found := _MONTH_WORD.match(fold(plain)):
            word, year_text = found.groups()
            months = [at for at, name in enumerate(_MONTHS, start=1) if name.startswith(word)]
            if len(months) == 1 and len(word) >= _SHORTEST_MONTH:
                return date(int(year_text) + (2000 if len(year_text) == 2 else 0), months[0], 1)
    return month_start(day(cell))


def period(cell: Cell) -> date:
    """A day, or a month as its first day."""
    try:
        return day(cell)
    except ValueError:
        return month(cell)


def clock(cell: Cell) -> time:
    """A time of day, to the minute: an Excel time, `14:30`, `14h30`, `14h`."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, timedelta):
        cell = cell / timedelta(days=1)
    if isinstance(cell, float) and 0 <= cell < 1:
        minutes = round(cell * 24 * 60) % (24 * 60)
        return time(minutes // 60, minutes % 60)
    if isinstance(cell, str) and (found := _CLOCK.match(cell.strip())):
        return time(int(found[1]), int(found[2] or 0))
    raise ValueError("not a time of day")


def boolean(cell: Cell) -> bool:
    """Yes or no: O/N, OUI/NON, X, VRAI/FAUX, 1/0."""
    word = fold(text(cell)) if not isinstance(cell, bool) else str(cell).lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise ValueError("neither yes nor no")


def semester(cell: Cell) -> str:
    """A semester, as `2026-S1`."""
    found = _SEMESTER.match(fold(text(cell)))
    if not found:
        raise ValueError("not a semester")
    groups = found.groups()
    year, half = groups[0] or groups[3] or groups[5], groups[1] or groups[2] or groups[4]
    return f"{year}-S{half}"


def department(cell: Cell) -> str:
    """The code of a département."""
    code = department_code(text(cell))
    if code is None:
        raise ValueError("not a département")
    return code


def uai(cell: Cell) -> str:
    """A UAI in capitals without spaces; its form and letter are checked apart."""
    return _SPACES.sub("", text(cell)).upper()


def outline(cell: Cell) -> str:
    """A polygon in WKT or GeoJSON, mended where it crosses itself, as compact GeoJSON (5 decimals)."""
    words = text(cell)
    if words.startswith("{"):
        return compact_geojson(polygons_of(from_geojson(words)))
    try:
        return compact_geojson(polygons_of(shapely.from_wkt(words)))
    except shapely.errors.ShapelyError as error:
        raise ValueError("not a polygon") from error


def from_geojson(words: str) -> BaseGeometry:
    """The geometry of a GeoJSON text. Raises ValueError where it is none."""
    try:
        shape = shapely.from_geojson(words)
    except shapely.errors.ShapelyError as error:
        raise ValueError("not GeoJSON") from error
    if shape is None:
        raise ValueError("no geometry")
    return shape


def polygons_of(shape: BaseGeometry) -> BaseGeometry:
    """The polygons of a shape, mended; ValueError where there is none, or outside WGS 84's range."""
    mended = shapely.make_valid(shape)
    polygons = (part for part in shapely.get_parts(mended) if part.geom_type in ("Polygon", "MultiPolygon"))
    parts = [part for part in polygons if not part.is_empty]
    if not parts:
        raise ValueError("no polygon")
    west, south, east, north = mended.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise ValueError("not in degrees of WGS 84")
    return shapely.union_all(parts)


def compact_geojson(shape: BaseGeometry) -> str:
    """The geometry as compact GeoJSON text, coordinates rounded to 5 decimals (about a metre)."""
    mapping = json.loads(shapely.to_geojson(shape))
    mapping["coordinates"] = _rounded(mapping["coordinates"])
    return json.dumps(mapping, separators=(",", ":"))


def _rounded(values: object) -> object:
    if isinstance(values, list):
        return [_rounded(value) for value in values]
    return round(float(str(values)), 5)


def choice_of(column: Column) -> Callable[[Cell], str]:
    """The converter of a closed list: any folded spelling to the stored code."""
    codes = {name: choice.code for choice in column.choices for name in choice.names()}

    def convert(cell: Cell) -> str:
        code = codes.get(fold(text(cell), keep_brackets=True))
        if code is None:
            raise ValueError("not in the list")
        return code

    return convert


_CONVERTERS: dict[Kind, Callable[[Cell], object]] = {
    Kind.TEXT: text,
    Kind.CODE: text,
    Kind.CODES: joined_codes,
    Kind.DEPARTMENT: department,
    Kind.SEMESTER: semester,
    Kind.UAI: uai,
    Kind.INT: integer,
    Kind.FLOAT: number,
    Kind.DATE: day,
    Kind.MONTH: month,
    Kind.PERIOD: period,
    Kind.TIME: clock,
    Kind.BOOL: boolean,
    Kind.OUTLINE: outline,
}


def converter(column: Column) -> Callable[[Cell], object]:
    """The function that turns a filled cell of that column into its value, or raises ValueError."""
    return choice_of(column) if column.kind is Kind.CHOICE else _CONVERTERS[column.kind]
