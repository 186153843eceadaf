"""The French sentence of each fault: where, what was found, which rule, what to do."""

from collections.abc import Sequence

from domain.catalogue import BY_WORDS, By, Indicator
from domain.french import listed
from domain.sheets import Column, Kind, Reference
from domain.territories import DEPARTMENTS

EXPECTED: dict[Kind, str] = {
    Kind.INT: "un nombre entier",
    Kind.FLOAT: "un nombre",
    Kind.DATE: "une date, jj/mm/aaaa",
    Kind.MONTH: "un mois, mm/aaaa",
    Kind.PERIOD: "une date jj/mm/aaaa ou un mois mm/aaaa",
    Kind.TIME: "une heure, 14:30 ou 14h30",
    Kind.BOOL: "O ou N",
    Kind.UAI: "sept chiffres et une lettre",
    Kind.DEPARTMENT: "un code de département",
    Kind.SEMESTER: "un semestre, par exemple 2026-S1",
    Kind.OUTLINE: "un polygone WKT ou GeoJSON en degrés (WGS 84)",
}
HIDDEN = "…"
"""Stands for words that may name somebody."""
_KINDS_OF_CODE = {
    Reference.SECTOR: "secteur",
    Reference.SERVICE: "service",
    Reference.SCHOOL: "établissement",
    Reference.OBJECTIVE: "objectif",
    Reference.INDICATOR: "indicateur",
}


def place(sheet: str, cell: str) -> str:
    """The sheet and cell, as they open a sentence."""
    return f"Feuille «\u00a0{sheet}\u00a0», " + (f"cellule {cell}" if cell else "toute la feuille")


def sentence(sheet: str, cell: str, what: str) -> str:
    """The whole sentence: the place, then what is wrong and what to do."""
    return f"{place(sheet, cell)}\u00a0: {what}"


def wrong_type(column: Column, value: str) -> str:
    """A cell that is not of its column's kind."""
    expected = EXPECTED.get(column.kind, "un texte")
    return (
        f"«\u00a0{value}\u00a0» ne convient pas à la colonne «\u00a0{column.header}\u00a0». Attendu\u00a0: {expected}."
    )


def unknown_list_value(column: Column, value: str) -> str:
    """A cell that is not in its column's list."""
    labels = ", ".join(choice.label for choice in column.choices)
    return (
        f"«\u00a0{value}\u00a0» n’est pas dans la liste de la colonne «\u00a0{column.header}\u00a0». "
        f"Valeurs admises\u00a0: {labels}."
    )


def unknown_reference(column: Column, value: str, has_plan: bool) -> str:
    """A code that the plan does not hold."""
    if column.references is Reference.INDICATOR:
        return (
            f"aucun indicateur ne porte le code «\u00a0{value}\u00a0». Prenez un code de la page Dictionnaire, ou "
            "celui d’un indicateur local déjà déposé, écrit local:CODE."
        )
    kind = _KINDS_OF_CODE.get(column.references or Reference.SECTOR, "code")
    if not has_plan:
        return (
            f"le code {kind} «\u00a0{value}\u00a0» ne peut être vérifié\u00a0: aucun plan n’est enregistré pour ce "
            "département. Déposez d’abord le classeur du plan."
        )
    return (
        f"le code {kind} «\u00a0{value}\u00a0» n’existe pas dans le plan. "
        "Corrigez la cellule, ou ajoutez ce code au plan."
    )


def required(column: Column) -> str:
    """An empty cell in a required column."""
    return f"la colonne «\u00a0{column.header}\u00a0» est obligatoire et la cellule est vide. Complétez-la."


def missing_column(column: Column, lookalike: str | None) -> str:
    """A required column that no header gives."""
    hint = f" La colonne «\u00a0{lookalike}\u00a0» y ressemble\u00a0: est-ce elle\u202f?" if lookalike else ""
    return f"la colonne obligatoire «\u00a0{column.header}\u00a0» manque.{hint}"


def out_of_range(column: Column, value: str) -> str:
    """A number out of its plausible range."""
    bounds = (
        f"de {_bound(column.minimum)} à {_bound(column.maximum)}"
        if column.maximum is not None
        else (f"au moins {_bound(column.minimum)}")
    )
    unit = f" {column.unit}" if column.unit else ""
    return (
        f"«\u00a0{value}\u00a0» sort des valeurs plausibles de la colonne «\u00a0{column.header}\u00a0» "
        f"({bounds}{unit}). Vérifiez la valeur et son unité."
    )


def _bound(value: float | None) -> str:
    return f"{value or 0:,.0f}".replace(",", "\u202f")


def future_date(column: Column, value: str, today: str) -> str:
    """An event dated after the day of the deposit."""
    return (
        f"la date «\u00a0{value}\u00a0» de la colonne «\u00a0{column.header}\u00a0» est postérieure à ce jour "
        f"({today}). Corrigez-la."
    )


def too_early(column: Column, value: str, earliest: str) -> str:
    """A date in another century, by a slip of the hand."""
    return (
        f"la date «\u00a0{value}\u00a0» de la colonne «\u00a0{column.header}\u00a0» est antérieure au {earliest}. "
        "Vérifiez l’année."
    )


def at_most(column: Column, limit: Column, value: str, bound: str) -> str:
    """A number above another of its row."""
    return (
        f"«\u00a0{column.header}\u00a0» ({value}) dépasse «\u00a0{limit.header}\u00a0» ({bound}). "
        "Corrigez l’une des deux."
    )


def surplus_cells() -> str:
    """A row of a .csv that is longer than the row of its headers."""
    return (
        "cette ligne a plus de cellules que la ligne des titres\u00a0: une virgule décimale ou un séparateur y est "
        "sans doute de trop, et les valeurs décalées. Mettez ces nombres entre guillemets, ou enregistrez en .xlsx."
    )


def not_before(column: Column, start: Column, value: str, bound: str) -> str:
    """A date before the one that it must follow."""
    return (
        f"«\u00a0{column.header}\u00a0» ({value}) précède «\u00a0{start.header}\u00a0» ({bound}). "
        "Corrigez l’une des deux."
    )


def together(headers: list[str]) -> str:
    """Columns of which only some are filled."""
    listed = " et ".join(f"«\u00a0{header}\u00a0»" for header in headers)
    return f"{listed} vont ensemble\u00a0: remplissez les deux, ou aucune."


def no_target(indicator: Indicator) -> str:
    """A target on an indicator that can have none."""
    if not indicator.aimed_at:
        return f"{_named(indicator)} se déduit des cibles elles-mêmes et ne peut en avoir une. Retirez cette ligne."
    levels = listed([BY_WORDS[by] for by in indicator.levels])
    return f"{_named(indicator)} ne se calcule que {levels}\u00a0: aucune cible ne peut y porter. Retirez cette ligne."


def wrong_level(indicator: Indicator, by: By, column: Column) -> str:
    """A target at a level that its indicator lacks."""
    levels = listed([BY_WORDS[level] for level in indicator.levels])
    mend = "Videz cette cellule" if by is By.SECTOR else f"Remplissez la colonne «\u00a0{column.header}\u00a0»"
    return (
        f"{_named(indicator)} ne se calcule pas {BY_WORDS[by]}, seulement {levels}. "
        f"{mend}, ou prenez un autre indicateur."
    )


def above_one(indicator: Indicator, value: str, meant: str | None) -> str:
    """A target above 1 on what goes from 0 to 1."""
    written = f"Écrivez {meant} pour {value}\u00a0%." if meant else "Corrigez la valeur."
    return f"{_named(indicator)} va de 0 à 1, et la cible est {value}. {written}"


def _named(indicator: Indicator) -> str:
    return f"l’indicateur {indicator.code} ({indicator.label})"


def other_department(value: str, department: str) -> str:
    """A row of another département than the one that the file is deposited for."""
    return (
        f"cette ligne est celle du département {value}, et le dépôt est fait pour le département {department}. "
        "Corrigez la cellule, ou déposez le fichier sous son département."
    )


def second_row() -> str:
    """A further row in a sheet that describes one thing."""
    return "cette feuille n’a qu’une ligne. Gardez celle de ce plan, et déposez l’autre dans son propre classeur."


def bad_check_letter(value: str, letter: str) -> str:
    """A UAI whose letter does not fit its digits."""
    return (
        f"l’UAI «\u00a0{value}\u00a0» est faux\u00a0: avec ces chiffres, la lettre serait {letter}. Vérifiez le numéro."
    )


def duplicate_key(headers: list[str], row: int, sheet: str) -> str:
    """A row that the file already holds."""
    return (
        f"cette ligne porte la même identité ({', '.join(headers)}) que la ligne {row} de la feuille "
        f"«\u00a0{sheet}\u00a0». Gardez-en une."
    )


def outside_department(code: str, *, exchanged: bool) -> str:
    """A point that the département does not hold."""
    name = DEPARTMENTS[code].name
    hint = "Longitude et latitude semblent inversées." if exchanged else "Corrigez les coordonnées."
    return f"le point est hors du département {code} ({name}). {hint}"


def not_in_force(column: Column, code: str, plan: str, elsewhere: Sequence[str], day: str | None) -> str:
    """A code that another plan holds than the one in force."""
    kind = _KINDS_OF_CODE.get(column.references or Reference.SECTOR, "code")
    the_kind = f"l’{kind}" if kind[0] in "aeiouéè" else f"le {kind}"
    which = f"le plan en vigueur le {day} ({plan})" if day else f"le dernier plan ({plan})"
    return (
        f"{the_kind} {code} n’est pas dans {which}\u202f; il est dans {', '.join(elsewhere)}. "
        "Corrigez le code ou la date, ou ajoutez-le au plan."
    )


def outside_outline(sector: str, metres: int) -> str:
    """A point far from the sector it is said to lie in."""
    return f"le point est à {metres}\u00a0m du contour du secteur {sector}. Corrigez le secteur ou les coordonnées."


def formula_error(error: str) -> str:
    """A cell whose formula failed."""
    return f"la formule donne une erreur ({error}). Corrigez-la ou remplacez-la par sa valeur."


def personal_column(what: str) -> str:
    """A column that holds persons; its values are never repeated."""
    return (
        f"cette colonne contient des données nominatives ({what}). La feuille est refusée\u00a0: "
        "supprimez la colonne, puis déposez de nouveau le fichier."
    )
