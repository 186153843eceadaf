"""The dictionary: every sheet, column and indicator in French, from the declarations; page, files and book draw it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from analysis.method import COMPARATORS, METHOD
from data_access.workbooks.template import KIND_NAMES, empty_cell
from domain.catalogue import (
    LOCAL,
    SUBJECTS,
    By,
    Direction,
    Indicator,
    Nature,
    Placing,
    date_header,
    source_title,
)
from domain.french import NBSP, THIN, listed, number
from domain.sheets import SHEETS, Book, Column, Kind, Reference, Sheet
from domain.sheets.declaration import AimsAt, AtMost, NotBefore, RowRule, Together
from domain.text import fold
from domain.windows import BASELINE_DAYS, BASELINE_MINIMUM_DAYS
from indicators.comparison import SMALL_COUNT
from indicators.measures import Events
from indicators.presences import class_days
from indicators.registry import measure_of

LOCAL_SUBJECT = "Indicateurs locaux"
BOOKS = {
    Book.PLAN: "Classeur du plan",
    Book.INDICATORS: "Classeur d’indicateurs",
    Book.PUBLISHED: "Séries publiées",
}
LEVELS = {
    By.DEPARTMENT: "département",
    By.SECTOR: "secteur",
    By.SERVICE: "service",
    By.SCHOOL: "établissement",
}
_DIRECTIONS = {
    Direction.BETTER: "plus il y en a, mieux c’est",
    Direction.WORSE: "moins il y en a, mieux c’est",
    Direction.NEITHER: "ni bon ni mauvais en soi",
}


def _searched(*texts: str) -> str:
    return fold(" ".join(texts), keep_brackets=True)


@dataclass(frozen=True)
class IndicatorEntry:
    """One indicator as one looks it up. `lines`: what else is to be said of it, by French heading."""

    code: str
    label: str
    subject: str
    unit: str
    definition: str
    sources: tuple[str, ...]
    lines: Mapping[str, str]

    @property
    def words(self) -> str:
        """All that a search looks at."""
        return fold(" ".join((self.code, self.label, self.unit, self.definition, self.subject)))


@dataclass(frozen=True)
class ColumnEntry:
    """One column as one looks it up. `cells`: what is to be said of it, by French heading, empty where nothing is."""

    header: str
    field: str
    required: bool
    cells: Mapping[str, str]

    @property
    def words(self) -> str:
        """All that a search looks at."""
        return _searched(self.header, self.field, *self.cells.values())


@dataclass(frozen=True)
class SheetEntry:
    """One sheet or published series as one looks it up. `lines` as in `IndicatorEntry`."""

    code: str
    title: str
    subject: str
    help: str
    lines: Mapping[str, str]
    columns: tuple[ColumnEntry, ...]

    @property
    def words(self) -> str:
        """All that a search looks at, its columns left out."""
        return _searched(self.code, self.title, self.help, self.subject)


@dataclass(frozen=True)
class Dictionary:
    """All entries, in the order of the declarations, and the method: a subject and its explanation."""

    indicators: tuple[IndicatorEntry, ...]
    sheets: tuple[SheetEntry, ...]
    method: Mapping[str, str]

    def by_subject(self) -> dict[str, list[IndicatorEntry]]:
        """The indicators by subject."""
        return {subject: list(found) for subject, found in groupby(self.indicators, attrgetter("subject"))}

    def by_book(self) -> dict[str, list[SheetEntry]]:
        """The sheets by workbook, and the published series."""
        return {book: list(found) for book, found in groupby(self.sheets, attrgetter("subject"))}


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """The whole dictionary."""
    indicators = [indicator_entry(indicator, subject) for subject, entries in SUBJECTS.items() for indicator in entries]
    return Dictionary(
        (*indicators, indicator_entry(LOCAL, LOCAL_SUBJECT)),
        tuple(
            _sheet_entry(sheet) for sheet in sorted(SHEETS.values(), key=lambda sheet: list(BOOKS).index(sheet.book))
        ),
        METHOD,
    )


def looked_up(words: str) -> Dictionary:
    """What of the dictionary holds all those words, in any order; all of it without a word.

    A sheet that holds them in its own name or description keeps all its columns, another only those that hold them.
    """
    whole = dictionary()
    wanted = fold(words, keep_brackets=True).split()
    if not wanted:
        return whole

    def holds(text: str) -> bool:
        return all(word in text for word in wanted)

    return Dictionary(
        tuple(entry for entry in whole.indicators if holds(entry.words)),
        tuple(found for sheet in whole.sheets if (found := _narrowed(sheet, holds)) is not None),
        {subject: text for subject, text in whole.method.items() if holds(_searched(subject, text))},
    )


def _narrowed(sheet: SheetEntry, holds: Callable[[str], bool]) -> SheetEntry | None:
    if holds(sheet.words):
        return sheet
    columns = tuple(column for column in sheet.columns if holds(column.words))
    return replace(sheet, columns=columns) if columns else None


def indicator_entry(indicator: Indicator, subject: str = LOCAL_SUBJECT) -> IndicatorEntry:
    """The entry of an indicator, a local one included."""
    measure = measure_of(indicator.code)
    sources = dict.fromkeys((indicator.source, *measure.reads, *indicator.beside))
    titles = tuple(source_title(code) for code in sources)
    by_class_day = isinstance(measure, Events) and measure.exposure is class_days
    lines = {
        "Une unité comptée": f"{indicator.grain}.",
        "Date": f"{_placed(indicator)}.",
        "Source": f"{listed(titles)}.",
        "Niveaux": f"{listed([LEVELS[by] for by in indicator.levels])}.",
        "Sens": f"{_DIRECTIONS[indicator.direction]}.",
        "Comparaisons": f"{COMPARATORS}. {_difference(indicator)}",
        "Verdict": _tested(indicator.nature, by_class_day=by_class_day),
        "Nombres minimaux": " ".join(_minimums(indicator)),
        "Cible": _target(indicator),
    }
    return IndicatorEntry(
        indicator.code,
        indicator.label,
        subject,
        indicator.unit,
        indicator.explanation,
        titles,
        {heading: f"{text[:1].upper()}{text[1:]}" for heading, text in lines.items()},
    )


def _quoted(indicator: Indicator) -> str:
    headers = [f"«{NBSP}{date_header(indicator.source, field)}{NBSP}»" for field in indicator.dated_by]
    return listed(headers)


def _placed(indicator: Indicator) -> str:
    dates = _quoted(indicator)
    after = f", d’après {dates}" if dates else ""
    words = {
        Placing.DAY: f"{dates} dans la fenêtre",
        Placing.MONTH: f"le mois de {dates}, s’il tient entier dans la fenêtre",
        Placing.OPEN: "ouverte un jour au moins de la fenêtre" + after,
        Placing.WHOLE: "toute la fenêtre" + after,
        Placing.LAST_DAY: "ce qui vaut au dernier jour de la fenêtre" + after,
    }[indicator.placing]
    if indicator.placing is Placing.DAY and _may_be_a_month(indicator.source):
        return f"{words}{THIN}; ce qui n’est connu qu’au mois, si le mois tient entier dans la fenêtre"
    return words


def _may_be_a_month(source: str) -> bool:
    columns = SHEETS[source].columns if source in SHEETS else ()
    return any(column.kind is Kind.PERIOD or column.field == "precision" for column in columns)


def _difference(indicator: Indicator) -> str:
    if indicator.is_share:
        return "L’écart est dit en points."
    if indicator.in_percent:
        return f"L’écart est dit en nombres, et en pourcentage à partir de {SMALL_COUNT}."
    return "Les deux valeurs sont dites côte à côte."


def _tested(nature: Nature, *, by_class_day: bool) -> str:
    day = ", à rythme égal par jour de classe" if by_class_day else ""
    return {
        Nature.COUNT: f"testé contre les {BASELINE_DAYS} jours d’avant la fenêtre, ou l’historique qu’il y a{day}.",
        Nature.QUANTITY: f"jamais testé{NBSP}: une quantité vient par lots.",
        Nature.SHARE: f"jamais testé{NBSP}: une part se lit avec les nombres dont elle est tirée.",
        Nature.STATE: f"jamais testé{NBSP}: un état n’est pas une somme d’événements.",
    }[nature]


def _minimums(indicator: Indicator) -> list[str]:
    rules = {
        f"{SMALL_COUNT} dans la fenêtre de comparaison pour un pourcentage.": indicator.in_percent,
        f"{BASELINE_MINIMUM_DAYS} jours d’historique pour un verdict.": indicator.nature is Nature.COUNT,
        f"{indicator.minimum} unités comptées dans la fenêtre pour une valeur.": indicator.minimum is not None,
        "Un dénominateur au-dessus de 0 pour une valeur.": indicator.is_share,
        "Un mois entier dans la fenêtre pour une valeur au-dessus de 0.": indicator.placing is Placing.MONTH,
    }
    return [sentence for sentence, holds in rules.items() if holds] or ["aucun."]


def _target(indicator: Indicator) -> str:
    if not indicator.target_levels:
        return "aucune n’est possible."
    where = listed([LEVELS[by] for by in indicator.target_levels])
    adds_up = indicator.nature in (Nature.COUNT, Nature.QUANTITY)
    kind = "un plafond" if indicator.direction is Direction.WORSE else "un plancher"
    length = "ramené à la durée de la fenêtre" if adds_up else "tel quel"
    return f"{kind}, {length} ({where})."


def _sheet_entry(sheet: Sheet) -> SheetEntry:
    lines = {
        "Identité d’une ligne": _identity(sheet),
        "Date": f"{_headers(sheet, (sheet.event_date,))}." if sheet.event_date else "",
        "Règles": " ".join(_rule_words(sheet, rule) for rule in sheet.rules),
        "Onglet reconnu aussi sous": f"{', '.join(sheet.synonyms)}." if sheet.synonyms else "",
    }
    return SheetEntry(
        sheet.code,
        sheet.title,
        BOOKS[sheet.book],
        sheet.help,
        {heading: text for heading, text in lines.items() if text},
        tuple(_column_entry(sheet, column) for column in sheet.columns),
    )


def _headers(sheet: Sheet, fields: tuple[str, ...]) -> str:
    return listed([f"«{NBSP}{sheet.column(field).header}{NBSP}»" for field in fields])


def _identity(sheet: Sheet) -> str:
    key = _headers(sheet, sheet.key)
    if all(sheet.column(field).required for field in sheet.key):
        return f"{key}."
    if sheet.fallback_key:
        return f"{key}{THIN}; à défaut, {_headers(sheet, sheet.fallback_key)}."
    if len(sheet.key) > 1:
        return f"{key}, vides compris."
    return f"{key}{THIN}; à défaut, tout le contenu de la ligne et son rang parmi les lignes égales du fichier."


def _rule_words(sheet: Sheet, rule: RowRule) -> str:
    match rule:
        case AtMost(field, limit):
            return f"{_headers(sheet, (field,))} ne dépasse pas {_headers(sheet, (limit,))}."
        case NotBefore(field, start):
            return f"{_headers(sheet, (field,))} ne précède pas {_headers(sheet, (start,))}."
        case Together(fields):
            return f"{_headers(sheet, fields)} sont remplis tous, ou aucun."
        case AimsAt():
            return "L’indicateur se calcule à ce niveau, et une cible de part va de 0 à 1."


def _column_entry(sheet: Sheet, column: Column) -> ColumnEntry:
    cells = {
        "Type": KIND_NAMES[column.kind],
        "Valeurs": ", ".join(choice.label for choice in column.choices) or _bounds(column),
        "Unité": column.unit or "",
        "Case vide": empty_cell(column) or "",
        "Renvoie à": _referred(column.references),
        "Titres reconnus aussi": ", ".join(column.synonyms),
        "Précisions": column.help,
    }
    return ColumnEntry(column.header, column.field, column.required, cells)


def _bounds(column: Column) -> str:
    if column.minimum is None:
        return ""
    low = number(column.minimum)
    return f"au moins {low}" if column.maximum is None else f"de {low} à {number(column.maximum)}"


def _referred(reference: Reference | None) -> str:
    if reference is None:
        return ""
    return "un indicateur" if reference is Reference.INDICATOR else f"feuille {SHEETS[reference].title}"
