"""What the cells' values do not say of a sheet: what is hidden, where a formula failed, how far it reaches."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

NOT_COMPUTED = "formule non calculée"
Range = tuple[int, int, int, int]

# As the spreadsheets write them, in English and in French, with or without a space before the last sign.
_FORMULA_ERROR = re.compile(
    r"#(?:DIV/0|REF|VALUE|VALEUR|NUM|NOMBRE|NULL|NUL|SPILL|PROPAGATION|CALC|FIELD|CHAMP)[ \u00a0\u202f]?!"
    r"|#(?:NAME|NOM)[ \u00a0\u202f]?\?|#N/[AD]|Err\u00a0?: ?5\d\d"
)


@dataclass(frozen=True)
class Marks:
    """The marks of one sheet: rows and columns numbered from 1, errors by address, merged ranges from 0.

    `last_row` and `last_column` are those of the furthest cell with a value, or further.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    errors: Mapping[str, str] = field(default_factory=dict)
    merged: tuple[Range, ...] = ()
    last_row: int = 0
    last_column: int = 0

    @property
    def cells(self) -> int:
        """How many cells a reader sets aside for the sheet."""
        return self.last_row * self.last_column


class BrokenPart(Exception):
    """A part of the workbook is not what it should be, or is not there."""


def formula_error(text: str) -> str | None:
    """The error that a cell shows, as `#N/A`, `#DIV/0 !` or `Err:502`; None for any other text."""
    stripped = text.strip()
    return stripped if _FORMULA_ERROR.fullmatch(stripped) else None


def bounded(digits: bytes) -> int:
    """The number that those digits write, however many they are: cut to ten digits where it has more."""
    return int(digits.lstrip(b"0")[:10] or b"0")
