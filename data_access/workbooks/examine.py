"""What a file is and what is in it: the one road from bytes to typed rows and faults."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from data_access.workbooks import sentences
from data_access.workbooks.check import check_sheet
from data_access.workbooks.convert import from_geojson, text
from data_access.workbooks.identity import identifying_fields, keys
from data_access.workbooks.instructions import Amendments, Memory
from data_access.workbooks.known import Known
from data_access.workbooks.match import Match, match_sheet
from data_access.workbooks.parsed import FileKind, ParsedFile, ParsedSheet, Refused
from data_access.workbooks.personal import personal_content
from data_access.workbooks.published import recognise_published
from data_access.workbooks.raw import RawFile, RawSheet, RefusedFile
from data_access.workbooks.read import read_file
from domain.faults import REFUSAL_SENTENCES, Fault, Refusal, Rule
from domain.sheets import SHEETS, Book, Reference

# A plan's own codes are known to the rest of its file, so these sheets are read first.
_CODES_FIRST = ("services", "sectors", "objectives", "schools")
_REFERENCE_OF = {
    "services": Reference.SERVICE,
    "sectors": Reference.SECTOR,
    "objectives": Reference.OBJECTIVE,
    "schools": Reference.SCHOOL,
}


def examine(
    source: Path | bytes,
    name: str,
    known: Known,
    today: date,
    memory: Memory | None = None,
    amendments: Amendments | None = None,
) -> ParsedFile:
    """Read, recognise and check one file; never raises for what the file holds.

    `source` is a path or the file's bytes, `name` what it is called for the reader; `memory` what is remembered of
    the service's files, `amendments` what the analyst changed in this one.
    """
    try:
        raw = read_file(source, name)
        _refuse_personal_names(raw)
        published = recognise_published(raw)
        if published is not None:
            kind, parse = published
            return ParsedFile(name, kind, raw.sha256, raw.size, parse(raw))
        return _examine_workbook(amended(raw, amendments), known, today, memory or Memory())
    except RefusedFile as refused:
        return ParsedFile(name, FileKind.UNKNOWN, "", 0, refused=Refused(refused.rule, refused.message))


def amended(raw: RawFile, amendments: Amendments | None) -> RawFile:
    """The file with the cells that an analyst corrected, as if they had been typed so."""
    return raw


def _examine_workbook(raw: RawFile, known: Known, today: date, memory: Memory) -> ParsedFile:
    matches = {index: match_sheet(sheet, memory) for index, sheet in enumerate(raw.sheets)}
    found = {index: match for index, match in matches.items() if match is not None}
    if not found:
        raise RefusedFile(raw.name, Refusal.UNKNOWN_LAYOUT)
    if known.department is None:
        known = replace(known, department=_stated_department(raw, found, today))
    parsed: dict[int, ParsedSheet] = {}
    for index in sorted(found, key=lambda at: _order(found[at])):
        parsed[index] = check_sheet(raw.sheets[index], found[index], known, today)
        known = learn(known, parsed[index])
    sheets = [parsed.get(index) or _unrecognised(sheet) for index, sheet in enumerate(raw.sheets)]
    sheets = _mark_duplicates([sheet for sheet in sheets if sheet.recognised or sheet.rows or sheet.notices])
    books = {match.sheet.book for match in found.values()}
    kind = FileKind.PLAN if Book.PLAN in books else FileKind.INDICATORS
    return ParsedFile(
        raw.name, kind, raw.sha256, raw.size, tuple(sheets), _refusal(raw.name, sheets), _file_notices(known)
    )


def _refuse_personal_names(raw: RawFile) -> None:
    """The file's name and its sheets' are stored and shown: they hold no person either."""
    if found := personal_content(raw.name):
        raise RefusedFile("Nom du fichier", Refusal.PERSONAL_DATA, found)
    if found := next((what for sheet in raw.sheets if (what := personal_content(sheet.name))), None):
        raise RefusedFile(raw.name, Refusal.PERSONAL_DATA, f"nom d’une feuille, {found}")


def _order(match: Match) -> int:
    code = match.sheet.code
    return _CODES_FIRST.index(code) if code in _CODES_FIRST else len(_CODES_FIRST)


def _stated_department(raw: RawFile, found: Mapping[int, Match], today: date) -> str | None:
    """The département that the file's own sheet `Plan` states, where nobody said for whom it is."""
    plans = (
        check_sheet(raw.sheets[at], match, Known(), today) for at, match in found.items() if match.sheet.code == "plan"
    )
    return next((code for sheet in plans if (code := _department_of(sheet)) is not None), None)


def stated_department(parsed: ParsedFile) -> str | None:
    """The département that a file's sheet `Plan` states; None without one."""
    plans = (sheet for sheet in parsed.sheets if sheet.recognised == "plan")
    return next((code for sheet in plans if (code := _department_of(sheet)) is not None), None)


def _department_of(sheet: ParsedSheet) -> str | None:
    return next((str(code) for code in sheet.values["department"] if code is not None), None)


def learn(known: Known, sheet: ParsedSheet) -> Known:
    """What is known, with the codes that a sheet of a plan declares in its sound rows."""
    reference = _REFERENCE_OF.get(sheet.recognised or "")
    if reference is None:
        return known
    code, name = ("uai", "name") if reference is Reference.SCHOOL else ("code", "name")
    if reference is Reference.OBJECTIVE:
        name = "title"
    _, rows = sheet.sound_columns()
    names = {str(key): str(label or key) for key, label in zip(rows[code], rows[name], strict=True) if key is not None}
    learnt = known.with_names(reference, names)
    if reference is Reference.SECTOR:
        drawn = zip(rows["code"], rows["outline"], strict=True)
        outlines = {str(key): from_geojson(str(words)) for key, words in drawn if key is not None and words is not None}
        learnt = learnt.with_outlines(outlines)
    return learnt


def _unrecognised(sheet: RawSheet) -> ParsedSheet:
    filled = sum(any(cell not in ("", None) for cell in row) for row in sheet.cells)
    notices = (f"Feuille non reconnue ({filled} lignes)\u00a0: elle n’est pas lue.",) if filled else ()
    return ParsedSheet(sheet.name, None, None, notices=notices)


def _mark_duplicates(sheets: list[ParsedSheet]) -> list[ParsedSheet]:
    """Fault every row whose key stands already in the file, in this sheet or in another of its kind.

    A sheet that is refused whole condemns no row of another.
    """
    seen: dict[tuple[str, str], tuple[int, str]] = {}
    ranks: Counter[str] = Counter()
    marked = []
    for sheet in sheets:
        faults = list(sheet.faults)
        if sheet.recognised is not None and sheet.sound:
            faults += _duplicates(sheet, seen, ranks)
        marked.append(replace(sheet, faults=tuple(sorted(faults, key=lambda fault: fault.row))))
    return marked


def _duplicates(sheet: ParsedSheet, seen: dict[tuple[str, str], tuple[int, str]], ranks: Counter[str]) -> list[Fault]:
    declared = SHEETS[sheet.recognised or ""]
    columns = sheet.plain_columns()
    refused = sheet.refused_rows
    faults = []
    for position, key in enumerate(keys(declared, columns, ranks)):
        here = (sheet.row_numbers[position], sheet.sheet)
        first = seen.setdefault((declared.code, key), here)
        if first != here and here[0] not in refused:
            fields = identifying_fields(declared, columns, position)
            cell = f"{sheet.columns.get(fields[0], 'A')}{here[0]}"
            what = sentences.duplicate_key([declared.column(name).header for name in fields], *first)
            message = sentences.sentence(sheet.sheet, cell, what)
            value = text(columns[fields[0]][position])
            faults.append(Fault(sheet.sheet, cell, here[0], fields[0], Rule.DUPLICATE_KEY, value, message))
    return faults


def _refusal(name: str, sheets: list[ParsedSheet]) -> Refused | None:
    """The whole file is refused where every recognised sheet holds persons, or where no row was found."""
    recognised = [sheet for sheet in sheets if sheet.recognised]
    personal = [sheet for sheet in recognised if any(f.rule is Rule.PERSONAL_DATA and f.row == 0 for f in sheet.faults)]
    if len(personal) == len(recognised):
        cells = ", ".join(f"«\u00a0{f.sheet}\u00a0» {f.cell}" for sheet in personal for f in sheet.faults if f.row == 0)
        message = REFUSAL_SENTENCES[Refusal.PERSONAL_DATA].format(detail=cells)
        return Refused(Refusal.PERSONAL_DATA, f"{name}\u00a0: {message}")
    if not any(sheet.rows for sheet in recognised):
        return Refused(Refusal.EMPTY, f"{name}\u00a0: {REFUSAL_SENTENCES[Refusal.EMPTY]}")
    return None


def _file_notices(known: Known) -> tuple[str, ...]:
    if known.department is None:
        return ("Département non précisé\u00a0: les codes du plan n’ont pas été vérifiés.",)
    return ()
