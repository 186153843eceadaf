"""Rows that satisfy a declared sheet, drawn at random, and the untidy ways in which services write them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

from hypothesis import strategies as st

from data_access.workbooks.known import Known
from domain.french import MONTHS
from domain.sheets import Column, Kind, Reference, Sheet
from domain.sheets.declaration import AtMost, NotBefore, Together
from tests.data_access.workbook_builder import SCHOOL_1, SCHOOL_2, TODAY

CODES = {
    Reference.SECTOR: {"S1": "Les Lilas", "S2": "La Gare"},
    Reference.SERVICE: {"BAC": "Brigade anti-criminalité", "CIE": "Compagnie de Val-Fictif"},
    Reference.OBJECTIVE: {"O1": "Tenir les abords", "O2": "Tarir la revente"},
    Reference.SCHOOL: {SCHOOL_1: "Collège des Lilas", SCHOOL_2: "Lycée de la Gare"},
    Reference.INDICATOR: {"bancs": "Bancs posés"},
}
KNOWN = Known("00", CODES)

_FIRST_DAY = date(2024, 9, 1)
_LETTERS = "abcdeéèghiïlmnoôprsûuvz’;,-/ "
Row = dict[str, object]


@dataclass(frozen=True)
class Filled:
    """Rows of a sheet: the fields that have a column, and each row's values by field, as they should be read."""

    sheet: Sheet
    fields: tuple[str, ...]
    rows: tuple[Row, ...]


@st.composite
def filled(draw: st.DrawFn, sheet: Sheet, least: int = 1) -> Filled:
    """Rows that break no rule of the sheet, no two of one identity."""
    together = {name for rule in sheet.rules if isinstance(rule, Together) for name in rule.fields}
    optional = [c.field for c in sheet.columns if not c.required and c.field not in together and c.kind != Kind.OUTLINE]
    chosen = {*draw(st.lists(st.sampled_from(optional), unique=True) if optional else st.just([]))}
    chosen |= together if draw(st.booleans()) else set()
    identity = sheet.fallback_key or sheet.key
    chosen |= {field for field in identity if not sheet.column(field).required}
    fields = tuple(column.field for column in sheet.columns if column.required or column.field in chosen)
    count = 1 if sheet.single_row else draw(st.integers(least, 6))
    rows: dict[tuple[object, ...], Row] = {}
    for number in range(count):
        row = {column.field: draw(_value(column, number)) for column in sheet.columns if column.field in fields}
        if any(row[field] is None for field in together & row.keys()):
            row |= dict.fromkeys(together & row.keys())
        rows.setdefault(_identity(sheet, row), _reconciled(sheet, row))
    return Filled(sheet, fields, tuple(rows.values()))


def _identity(sheet: Sheet, row: Row) -> tuple[object, ...]:
    own = tuple(row.get(field) for field in sheet.key)
    if own[0] is not None or sheet.column(sheet.key[0]).required:
        return own
    return tuple(row.get(field) for field in sheet.fallback_key) or tuple(row.items())


def _reconciled(sheet: Sheet, row: Row) -> Row:
    for rule in sheet.rules:
        match rule:
            case AtMost(name, limit):
                value, top = row.get(name), row.get(limit)
                row |= {name: min(value, top)} if isinstance(value, int) and isinstance(top, int) else {}
            case NotBefore(name, start):
                value, low = row.get(name), row.get(start)
                row |= {name: max(value, low)} if isinstance(value, date) and isinstance(low, date) else {}
    return row


def _value(column: Column, number: int) -> st.SearchStrategy[object]:
    if column.field == "reference":
        return st.just(f"R/{number}-2026")
    if column.field == "code":
        return st.just(f"K{number}")
    drawn = _OF_KIND[column.kind](column)
    return drawn if column.required else st.none() | drawn


def _choice(column: Column) -> st.SearchStrategy[object]:
    return st.sampled_from([choice.code for choice in column.choices])


def _code(column: Column) -> st.SearchStrategy[object]:
    return st.sampled_from(list(_codes_of(column)) or ["K0"])


def _codes_of(column: Column) -> list[str]:
    known = list(CODES[column.references]) if column.references else []
    return [f"local:{code}" for code in known] if column.references is Reference.INDICATOR else known


def _codes(column: Column) -> st.SearchStrategy[object]:
    return st.lists(_code(column), min_size=1, unique=True).map(lambda codes: ";".join(map(str, codes)))


def _text(_column: Column) -> st.SearchStrategy[object]:
    words = st.text(_LETTERS, min_size=3, max_size=20).map(lambda text: " ".join(text.split()).strip(",;-/’ "))
    return words.filter(lambda text: len(text) > 2 and not text.startswith(("tota", "sous", "nom", "pren")))


def _bounds(column: Column) -> tuple[int, int]:
    low = int(column.minimum or 0)
    return low, int(min(low + 500, column.maximum if column.maximum is not None else low + 500))


def _float(column: Column) -> st.SearchStrategy[object]:
    low, high = _bounds(column)
    return st.integers(low * 100, high * 100).map(lambda hundredths: hundredths / 100)


def _month(_column: Column) -> st.SearchStrategy[object]:
    return _days().map(lambda day: day.replace(day=1))


def _days() -> st.SearchStrategy[date]:
    return st.integers(0, (TODAY - _FIRST_DAY).days).map(lambda days: _FIRST_DAY + timedelta(days=days))


_OF_KIND: dict[Kind, Callable[[Column], st.SearchStrategy[object]]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.DEPARTMENT: lambda _: st.just("00"),
    Kind.SEMESTER: lambda _: st.just("2026-S2"),
    Kind.UAI: lambda _: st.sampled_from([SCHOOL_1, SCHOOL_2]),
    Kind.INT: lambda column: st.integers(*_bounds(column)),
    Kind.FLOAT: _float,
    Kind.DATE: lambda _: _days(),
    Kind.MONTH: _month,
    Kind.PERIOD: lambda _: _days(),
    Kind.TIME: lambda _: st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    Kind.BOOL: lambda _: st.booleans(),
    Kind.CHOICE: _choice,
    Kind.OUTLINE: lambda _: st.none(),
}


@st.composite
def cell_of(draw: st.DrawFn, column: Column, value: object) -> object:
    """One of the ways in which people write that value in a cell."""
    match value:
        case None:
            return draw(st.sampled_from(["", None, "  "]))
        case bool():
            return draw(st.sampled_from(["O", "oui", "X", "VRAI", 1] if value else ["N", "Non", "faux", 0]))
        case date() if column.kind is Kind.MONTH:
            named = f"{MONTHS[value.month - 1]} {value.year}"
            return draw(st.sampled_from([value, f"{value:%m/%Y}", f"{value:%Y-%m}", named]))
        case date():
            return draw(st.sampled_from([value, f"{value:%d/%m/%Y}", f"{value:%Y-%m-%d}", f"{value:%d/%m/%y}"]))
        case time():
            hour = f"{value.hour}h{value.minute:02}" if value.minute else f"{value.hour}h"
            return draw(st.sampled_from([value, f"{value:%H:%M}", hour]))
        case int():
            return draw(st.sampled_from([value, f" {value} ", f"{value:,}".replace(",", "\u202f")]))
        case float():
            return draw(st.sampled_from([value, str(value).replace(".", ","), str(value)]))
        case str() if column.kind is Kind.CHOICE:
            label = column.label_of(value)
            return draw(st.sampled_from([label, label.upper(), f" {label}  "]))
        case str() if column.kind is Kind.CODE and column.references not in (None, Reference.INDICATOR):
            return draw(st.sampled_from([value, value.lower(), CODES[column.references][value]]))
    return value


@st.composite
def header_of(draw: st.DrawFn, column: Column) -> str:
    """The column's header, with the case, accents, spaces and punctuation that people give it."""
    plain = column.header.translate(str.maketrans("éèêàâîôûç", "eeeaaiouc"))
    return draw(
        st.sampled_from([column.header, column.header.upper(), plain, f"  {column.header} :", column.header.title()])
    )
