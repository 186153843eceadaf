"""A thousand damaged files, the same at every run: small sound ones, each spoiled once or a few times."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta

from tests.data_access import xls_builder as biff
from tests.data_access.reading import new_book, ods, saved

COUNT = 1000
_NUMBERS = (b"0", b"-1", b"1e308", b"2958466", b"99999999", b"1048577", b"4294967296", b"9" * 30, b"9" * 5000, b"NaN")
_WORDS = (
    b"<",
    b">",
    b'"',
    b"&",
    b"&#0;",
    b"&boum;",
    b"\0",
    b"\xff\xfe",
    b"<![CDATA[",
    b"<!--",
    b"</row>",
    b"<row>",
    b"</c>",
    b'<c r="XFD1048576"><v>1</v></c>',
    b'<c r="A1" t="s"><v>77</v></c>',
    b'<c r="A1" t="e"/>',
    b'<mergeCell ref="B2:A1"/>',
    b'<table:table-cell office:value-type="float" table:number-columns-repeated="16384" office:value="1"/>',
    b'<table:table-row table:number-rows-repeated="1048576"/>',
    b'<table:table table:name="A">',
    b"<!DOCTYPE a>",
)
_DIGITS = re.compile(rb"[0-9]+")
Change = Callable[[random.Random, bytes], bytes]


def mutated(sound: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """A thousand names and contents made of those sound files by extension, each name saying its seed."""
    for seed in range(COUNT):
        chance = random.Random(seed)
        extension = list(sound)[seed % len(sound)]
        changes = _CHANGES + _ZIP_CHANGES * 2 if extension in (".xlsx", ".ods") else _CHANGES
        content = sound[extension]
        for _ in range(chance.choice((1, 1, 2, 5))):
            content = chance.choice(changes)(chance, content)
        yield f"graine {seed}{extension}", content


def sound_files() -> dict[str, bytes]:
    """The files that are spoiled, by extension."""
    return {".xlsx": _xlsx(), ".xls": _xls(), ".ods": _ods(), ".csv": _csv()}


def _flipped(chance: random.Random, content: bytes) -> bytes:
    spoiled = bytearray(content)
    for _ in range(chance.choice((1, 3, 30)) if spoiled else 0):
        spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
    return bytes(spoiled)


def _truncated(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _run(chance: random.Random, content: bytes) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(start + chance.choice((1, 4, 40, 400)), len(content))


def _without_a_run(chance: random.Random, content: bytes) -> bytes:
    start, end = _run(chance, content)
    return content[:start] + content[end:]


def _with_a_run_twice(chance: random.Random, content: bytes) -> bytes:
    start, end = _run(chance, content)
    return content[:end] + content[start:end] * chance.choice((1, 50)) + content[end:]


def _with_a_word(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(_WORDS) + content[at:]


def _with_another_number(chance: random.Random, content: bytes) -> bytes:
    found = list(_DIGITS.finditer(content))
    if not found:
        return content
    chosen = chance.choice(found)
    return content[: chosen.start()] + chance.choice(_NUMBERS) + content[chosen.end() :]


def _with_extreme_bytes(chance: random.Random, content: bytes) -> bytes:
    """Four bytes that a length, a place or a count may be read from."""
    at = chance.randrange(len(content) + 1)
    extreme = chance.choice((0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF))
    return content[:at] + extreme.to_bytes(4, "little") + content[at + 4 :]


def _with_a_lying_header(chance: random.Random, content: bytes) -> bytes:
    """A size, a place, a length or a method, untrue in the zip's directory or before a member."""
    signature, fields = chance.choice(
        ((b"PK\x01\x02", (8, 10, 20, 24, 28, 30, 42)), (b"PK\x03\x04", (6, 8, 18, 22, 26, 28)))
    )
    places = [found.start() for found in re.finditer(re.escape(signature), content)]
    if not places:
        return content
    at = chance.choice(places) + chance.choice(fields)
    width = chance.choice((2, 4))
    return content[:at] + chance.choice((0, 1, 100, 0xFFFF, 0x7FFF)).to_bytes(width, "little") + content[at + width :]


def _with_a_spoiled_member(chance: random.Random, content: bytes) -> bytes:
    """The zip packed again, and soundly, around a part that is spoiled."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, RuntimeError, EOFError, zlib.error):
        return content  # spoiled already
    chosen = chance.randrange(len(parts)) if parts else 0
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, (name, part) in enumerate(parts):
            archive.writestr(zipfile.ZipInfo(name), chance.choice(_CHANGES)(chance, part) if at == chosen else part)
    return packed.getvalue()


_CHANGES: tuple[Change, ...] = (
    _flipped,
    _truncated,
    _without_a_run,
    _with_a_run_twice,
    _with_a_word,
    _with_another_number,
    _with_extreme_bytes,
)
_ZIP_CHANGES: tuple[Change, ...] = (_with_a_lying_header, *[_with_a_spoiled_member] * 4)


def _xlsx() -> bytes:
    book, sheet = new_book()
    sheet.append(["référence", "date", "heure", "nombre", "note"])
    for number in range(1, 9):
        sheet.append([f"F-{number}", date(2026, 1, number), timedelta(hours=number), number, "=D2+1"])
    sheet["B4"], sheet["D5"], sheet["E5"] = datetime.fromisoformat("2026-01-13T08:30"), "#N/A", True
    sheet.merge_cells("A10:C10")
    sheet.row_dimensions[3].hidden = sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Caché").sheet_state = "hidden"
    return saved(book)


def _xls() -> bytes:
    rows = [
        record
        for number in range(1, 9)
        for record in (
            biff.text(number, 0, f"F-{number}"),
            biff.number(number, 1, 46_035 + number, biff.DATE),
            biff.whole_number(number, 2, number),
            biff.failed_formula(number, 3, 42),
            biff.formula(number, 4, 0.5),
        )
    ]
    marks = [biff.hidden_columns(1, 1), biff.hidden_row(2), biff.merged(9, 0, 9, 2), biff.chart()]
    return biff.xls({"Faits": [*marks, biff.text(0, 0, "référence"), *rows], "Caché": [biff.text(0, 0, "a")]})


def _ods() -> bytes:
    cells = (
        '<table:table-cell office:value-type="string"><text:p>F-1</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2026-01-13T08:30:00"/>'
        '<table:table-cell office:value-type="time" office:time-value="PT30H00M00S"/>'
        '<table:table-cell office:value-type="float" office:value="12" table:number-columns-repeated="2"/>'
        '<table:table-cell table:formula="of:=1/0" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    )
    row = f'<table:table-row table:number-rows-repeated="2">{cells}</table:table-row>'
    return ods('<table:table-column table:visibility="collapse" table:number-columns-repeated="3"/>' + row * 4)


def _csv() -> bytes:
    rows = (f'F-{number};13/01/2026;{number},5;"a ""b""\nc";#N/A' for number in range(1, 9))
    return "\r\n".join(["référence;date;nombre;note;taux", *rows]).encode("utf-8-sig")
