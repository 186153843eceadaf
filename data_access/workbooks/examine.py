"""What a file is and what is in it: the one road from bytes to typed rows and faults."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from data_access.progress import Stage, Tell, untold
from data_access.workbooks.amend import corrected, with_corrections
from data_access.workbooks.check import check_sheet
from data_access.workbooks.convert import from_geojson
from data_access.workbooks.duplicates import mark_duplicates
from data_access.workbooks.instructions import Amendments, Memory
from data_access.workbooks.known import Known
from data_access.workbooks.match import Match, match_sheet
from data_access.workbooks.parsed import FileKind, ParsedFile, ParsedSheet, Refused
from data_access.workbooks.personal import personal_content
from data_access.workbooks.published import recognise_published
from data_access.workbooks.raw import RawFile, RawSheet, RefusedFile
from data_access.workbooks.read import read_file
from data_access.workbooks.returned import corrected_origin
from data_access.workbooks.stale import formulas_beside, with_untrusted
from data_access.workbooks.suggest import propose_sheet, suggest
from data_access.workbooks.unread import is_keepable
from data_access.workbooks.versions import EXAMPLE_TAB, GUIDE_TAB, declaration_version, template_version
from domain import french
from domain.faults import REFUSAL_SENTENCES, Refusal, Rule
from domain.sheets import SHEETS, Book, Reference

_FORMER_TEMPLATE = (
    "Ce fichier est fait d’un modèle antérieur\u00a0: il est lu, mais des colonnes ou des listes ont changé depuis. "
    "Prenez le nouveau modèle pour le prochain."
)
# Of the published files these alone may have several sheets.
_PUBLISHED_NAMES = {FileKind.ETAT4001_SERVICES: "État\u00a04001", FileKind.ETAT4001_MONTHS: "État\u00a04001 mensuel"}
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
    tell: Tell = untold,
) -> ParsedFile:
    """Read, recognise and check one file; never raises for what the file holds.

    `source` is a path or the file's bytes, `name` what it is called for the reader; `memory` what is remembered of
    the service's files, `amendments` what the analyst changed in this one. `tell` is told how far it has come.
    """
    amendments = _reasoned(amendments or Amendments())
    try:
        tell(Stage.READING, 0, 0)
        raw = read_file(source, name)
        _refuse_personal_names(raw)
        raw = corrected(raw, amendments.corrections)
        published = recognise_published(raw)
        if published is not None:
            kind, parse = published
            sheets = tuple(_published(raw, sheet, kind, amendments) for sheet in parse(raw))
            parsed = ParsedFile(name, kind, raw.sha256, raw.size, sheets)
            return replace(parsed, keepable=is_keepable(raw, parsed))
        parsed = examine_workbook(raw, known, today, memory, amendments, tell)
        content = source if isinstance(source, bytes) else source.read_bytes()
        return _with_properties(_trusted(parsed, raw, content, amendments), raw, content)
    except RefusedFile as refused:
        return ParsedFile(name, FileKind.UNKNOWN, "", 0, refused=Refused(refused.rule, refused.message))


def _reasoned(amendments: Amendments) -> Amendments:
    """The same, without the doubts that were accepted for no reason."""
    accepted = {place: reason for place, reason in amendments.accepted.items() if reason.strip()}
    return replace(amendments, accepted=accepted)


def _published(raw: RawFile, sheet: ParsedSheet, kind: FileKind, amendments: Amendments) -> ParsedSheet:
    """A sheet of a published file, saying so where it belongs elsewhere."""
    match = next((match_sheet(one) for one in raw.sheets if one.name == sheet.sheet), None)
    if sheet.recognised is not None or match is None:
        return with_corrections(sheet, amendments.corrections)
    notice = (
        f"Ce fichier est un {_PUBLISHED_NAMES[kind]}\u00a0: la feuille «\u00a0{sheet.sheet}\u00a0» n’y est pas lue. "
        "Déposez-la dans un classeur à part."
    )
    return replace(sheet, notices=(notice,))


def _trusted(parsed: ParsedFile, raw: RawFile, content: bytes, amendments: Amendments) -> ParsedFile:
    """The file, saying which of its cells cannot be trusted."""
    stale = formulas_beside(raw.name, content, amendments.corrections)
    raws = {sheet.name: sheet for sheet in raw.sheets}
    sheets = (
        with_untrusted(sheet, raws[sheet.sheet], stale.get(sheet.sheet)) if sheet.recognised else sheet
        for sheet in parsed.sheets
    )
    return replace(parsed, sheets=tuple(sheets))


def _with_properties(parsed: ParsedFile, raw: RawFile, content: bytes) -> ParsedFile:
    """What the file is beside its rows: the mended copy of another, made from a former template, fit to be kept."""
    book = Book.PLAN if parsed.kind is FileKind.PLAN else Book.INDICATORS
    version = template_version(content)
    former = version is not None and version != declaration_version(book)
    return replace(
        parsed,
        corrects=corrected_origin(content),
        keepable=is_keepable(raw, parsed),
        notices=(*parsed.notices, *((_FORMER_TEMPLATE,) if former else ())),
    )


def examine_workbook(
    raw: RawFile,
    known: Known,
    today: date,
    memory: Memory | None = None,
    amendments: Amendments | None = None,
    tell: Tell = untold,
) -> ParsedFile:
    """What a file that was read holds, as `examine` says it; of no published kind. Raises RefusedFile."""
    memory, amendments = memory or Memory(), amendments or Amendments()
    matches = {index: match_sheet(sheet, memory) for index, sheet in enumerate(raw.sheets)}
    found = {index: match for index, match in matches.items() if match is not None}
    if not found:
        return _unknown(raw, known)
    if known.department is None:
        known = replace(known, department=_stated_department(raw, found, today))
    rows, done = sum(len(raw.sheets[index].cells) for index in found), 0
    parsed: dict[int, ParsedSheet] = {}
    for index in sorted(found, key=lambda at: _order(found[at])):
        tell(Stage.CHECKING, done, rows)
        checked = check_sheet(raw.sheets[index], found[index], known, today, amendments.accepted)
        parsed[index] = with_corrections(
            replace(checked, suggestions=suggest(raw.sheets[index], found[index], known)), amendments.corrections
        )
        done += len(raw.sheets[index].cells)
        known = learn(known, parsed[index])
    sheets = [parsed.get(index) or _unrecognised(sheet, known) for index, sheet in enumerate(raw.sheets)]
    shown = [sheet for sheet in sheets if sheet.recognised or sheet.rows or sheet.notices]
    sheets = mark_duplicates(shown, {sheet.name: sheet for sheet in raw.sheets})
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


def _unknown(raw: RawFile, known: Known) -> ParsedFile:
    """A file of which no sheet is recognised: refused, and what its sheets may be, for the analyst to say."""
    sheets = [_unrecognised(sheet, known) for sheet in raw.sheets]
    shown = tuple(sheet for sheet in sheets if sheet.notices)
    like = next((sheet for sheet in shown if sheet.likely is not None), None)
    hint = "" if like is None else _resemblance(like)
    refused = Refused(Refusal.UNKNOWN_LAYOUT, f"{raw.name}\u00a0: {REFUSAL_SENTENCES[Refusal.UNKNOWN_LAYOUT]}{hint}")
    return ParsedFile(raw.name, FileKind.UNKNOWN, raw.sha256, raw.size, shown, refused)


def _resemblance(sheet: ParsedSheet) -> str:
    title = SHEETS[sheet.likely or ""].title
    return (
        f" La feuille «\u00a0{sheet.sheet}\u00a0» ressemble à «\u00a0{title}\u00a0»\u00a0: si c’est elle, dites-le sur "
        "la page Dépôt, avec ce que sont ses colonnes."
    )


def _unrecognised(sheet: RawSheet, known: Known) -> ParsedSheet:
    filled = sum(any(cell not in ("", None) for cell in row) for row in sheet.cells)
    if not filled or sheet.name in (GUIDE_TAB, EXAMPLE_TAB):
        return ParsedSheet(sheet.name, None, None)
    notices = (f"Feuille non reconnue ({french.plural(filled, 'ligne')})\u00a0: elle n’est pas lue.",)
    proposed = propose_sheet(sheet, known)
    if proposed is None:
        return ParsedSheet(sheet.name, None, None, notices=notices)
    read = set(proposed.columns.values())
    return ParsedSheet(
        sheet.name,
        None,
        proposed.header_row,
        proposed.columns,
        unmatched=tuple(header for letter, header in proposed.headers.items() if letter not in read),
        notices=notices,
        signature=proposed.signature,
        headers=proposed.headers,
        suggestions=proposed.suggestions,
        likely=proposed.likely,
    )


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
