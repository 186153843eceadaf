"""What was found in a file: its kind, its sheets as typed frames, and their faults."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import pandas as pd

from domain.faults import Fault, Refusal


class FileKind(StrEnum):
    """What a file is, by its content."""

    PLAN = "plan"
    INDICATORS = "indicators"
    ETAT4001_SERVICES = "etat4001_services"
    ETAT4001_MONTHS = "etat4001_months"
    SSMSI_DEPARTEMENTS = "ssmsi_departements"
    SCHOOL_DIRECTORY = "school_directory"
    LAYER = "layer"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ParsedSheet:
    """One sheet of a file.

    `recognised` is the code of a declared sheet (`domain.sheets.SHEETS`), None where none fits.
    `frame` has one line a data row, its columns the declared fields (all of them, in order), its
    index the row number in the file from 1, faulty rows included. dtypes: dates `datetime64[us]`,
    times object of `datetime.time` or None, INT `Int64`, FLOAT `Float64`, BOOL `boolean`, the rest
    object of str or None.
    `columns` maps a field to its column letter. `notices` are French sentences for the reader.
    `first_date` and `last_date` are the days that the sheet covers, stated or found.
    """

    sheet: str
    recognised: str | None
    header_row: int | None
    columns: dict[str, str]
    unmatched: tuple[str, ...]
    frame: pd.DataFrame
    faults: tuple[Fault, ...] = ()
    notices: tuple[str, ...] = ()
    first_date: date | None = None
    last_date: date | None = None

    @property
    def rows(self) -> int:
        """How many data rows were read."""
        return len(self.frame)

    @property
    def refused_rows(self) -> frozenset[int]:
        """The numbers of the rows that have a fault; all rows where the whole sheet is refused."""
        if any(fault.row == 0 for fault in self.faults):
            return frozenset(int(row) for row in self.frame.index)
        return frozenset(fault.row for fault in self.faults)

    @property
    def sound(self) -> int:
        """How many rows can be stored."""
        # Rows of a wide published table share their number: they are counted, not their numbers.
        return int((~self.frame.index.isin(list(self.refused_rows))).sum())


@dataclass(frozen=True)
class Refused:
    """Why a file is refused whole."""

    rule: Refusal
    message: str


@dataclass(frozen=True)
class ParsedFile:
    """One file, read, matched and checked; `refused` where nothing of it can be stored."""

    name: str
    kind: FileKind
    sha256: str
    size: int
    sheets: tuple[ParsedSheet, ...] = ()
    refused: Refused | None = None
    notices: tuple[str, ...] = field(default=())

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults of all sheets, in the order of the sheets."""
        return tuple(fault for sheet in self.sheets for fault in sheet.faults)
