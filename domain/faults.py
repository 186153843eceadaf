"""The faults that a workbook can have, each declared once: its rule, how grave, and its French sentence.

A sentence says what was found and what to do; the place (file, sheet, cell) stands before it.
"""

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """What a cell or a row breaks."""

    REQUIRED = "required"
    TYPE = "type"
    UNKNOWN_LIST_VALUE = "unknown_list_value"
    UNKNOWN_REFERENCE = "unknown_reference"
    OUT_OF_RANGE = "out_of_range"
    DUPLICATE_KEY = "duplicate_key"
    INCONSISTENT = "inconsistent"
    FUTURE_DATE = "future_date"
    BAD_CHECK_LETTER = "bad_check_letter"
    OUTSIDE_OUTLINE = "outside_outline"
    PERSONAL_DATA = "personal_data"
    FORMULA_ERROR = "formula_error"


ACCEPTABLE = frozenset({Rule.OUT_OF_RANGE, Rule.FUTURE_DATE, Rule.OUTSIDE_OUTLINE})
"""Rules that doubt a value without proving it wrong: it may be kept, by whoever says why."""


class Refusal(StrEnum):
    """Why a whole file is refused."""

    NOT_A_WORKBOOK = "not_a_workbook"
    WRONG_EXTENSION = "wrong_extension"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    INFLATES = "inflates"
    EXTERNAL_ENTITY = "external_entity"
    PERSONAL_DATA = "personal_data"
    UNKNOWN_LAYOUT = "unknown_layout"
    EMPTY = "empty"


REFUSAL_SENTENCES: dict[Refusal, str] = {
    Refusal.NOT_A_WORKBOOK: "ce fichier n’est pas un classeur lisible. Ouvrez-le dans un tableur, puis "
    "enregistrez-le au format .xlsx.",
    Refusal.WRONG_EXTENSION: "le contenu de ce fichier n’est pas ce que son nom annonce ({detail}). "
    "Enregistrez-le de nouveau au format .xlsx, .xls, .ods ou .csv.",
    Refusal.ENCRYPTED: "ce classeur est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe.",
    Refusal.TOO_LARGE: "ce fichier dépasse la taille admise ({detail}). Divisez-le par période ou par service.",
    Refusal.INFLATES: "ce fichier, une fois décompressé, dépasse la taille admise ({detail}). "
    "Recopiez les données dans un classeur neuf.",
    Refusal.EXTERNAL_ENTITY: "ce fichier fait appel à un contenu extérieur (entité XML). "
    "Recopiez les données dans un classeur neuf.",
    Refusal.PERSONAL_DATA: "ce fichier contient des données nominatives ({detail}). "
    "Retirez-les, puis déposez-le de nouveau.",
    Refusal.UNKNOWN_LAYOUT: "aucune feuille connue n’y a été trouvée. Partez du modèle de classeur, "
    "ou vérifiez les titres des colonnes.",
    Refusal.EMPTY: "ce fichier ne contient aucune ligne. Vérifiez que c’est le bon fichier.",
}


@dataclass(frozen=True)
class Proposal:
    """What a cell should probably hold, as one would type it: a click away, never applied unasked."""

    cell: str
    value: str


@dataclass(frozen=True)
class Fault:
    """One fault: where (sheet, cell address, field), the broken rule, the value as found, the sentence.

    `row` is the sheet's row number from 1; `cell` is empty and `row` 0 for a fault of the whole sheet.
    `value` is None where it must not be shown (a person's data). `proposals`, applied together, mend it.
    `impossible` is a value that no reason makes right (a negative number), not only an unlikely one.
    """

    sheet: str
    cell: str
    row: int
    column: str
    rule: Rule
    value: str | None
    message: str
    proposals: tuple[Proposal, ...] = ()
    impossible: bool = False

    @property
    def acceptable(self) -> bool:
        """Whether the value may be kept with a reason."""
        return self.rule in ACCEPTABLE and self.row > 0 and not self.impossible
