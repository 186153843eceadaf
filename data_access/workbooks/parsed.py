"""What was found in a file: its kind, its sheets as typed columns, and their faults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

import pandas as pd

from data_access.workbooks.frames import plain_columns, typed_frame
from data_access.workbooks.instructions import Layout
from data_access.workbooks.parts import Part
from domain.faults import Fault, Refusal, Rule
from domain.sheets import SHEETS, Sheet


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


KIND_LABELS: dict[FileKind, str] = {
    FileKind.PLAN: "classeur du plan",
    FileKind.INDICATORS: "classeur d’indicateurs",
    FileKind.ETAT4001_SERVICES: "État 4001 par service",
    FileKind.ETAT4001_MONTHS: "État 4001 par mois",
    FileKind.SSMSI_DEPARTEMENTS: "base départementale du service statistique",
    FileKind.SCHOOL_DIRECTORY: "annuaire des établissements",
    FileKind.LAYER: "couche géographique",
    FileKind.UNKNOWN: "non reconnu",
}
"""How a reader is told what a file is."""


@dataclass(frozen=True)
class Suggestion:
    """A header that much resembles a field which no column gives yet, or a part of whose cells does.

    `score` goes from 0 to 100.
    """

    header: str
    field: str
    score: float
    part: Part = Part.WHOLE


@dataclass(frozen=True)
class ControlTotal:
    """What a file states of itself against what was read.

    `of` is a column's header, or "lignes" for a count of rows; `row` is where it is stated, from 1. `unread` are the
    rows from 1 between header and end that hold something and were not read, each with the reason in French.
    """

    row: int
    of: str
    stated: float
    read: float
    unread: tuple[tuple[int, str], ...] = ()

    @property
    def difference(self) -> float:
        """Stated less read."""
        return self.stated - self.read


@dataclass(frozen=True)
class Amendment:
    """A cell that an analyst corrected (`reason` empty), or a doubtful value kept for a reason."""

    sheet: str
    cell: str
    field: str
    rule: Rule | None
    value: str
    reason: str = ""


@dataclass(frozen=True)
class ParsedSheet:
    """One sheet of a file.

    `recognised` is the code of a declared sheet (`domain.sheets.SHEETS`), None where none fits. Its data rows are
    held as `values`, one list of plain values a declared field (int, float, bool, date, time, str, None where
    empty), and `row_numbers`, their numbers in the file from 1, faulty rows included; published series, which are
    long, are held as `given`, the frame that their reader made. `frame` gives either as a frame.

    `columns` maps a field to its column letter. `notices` are French sentences for the reader. `first_date` and
    `last_date` are the days that the sheet covers, stated or found. `signature` names the sheet's headers taken
    together, `headers` gives each by its column letter (none that announces a person), `layout` what an analyst
    set for them, `suggestions` what a header that is not read may be. `written` gives the faulty rows' cells as
    they stand in the file: row number -> field -> text. Of a sheet that is not recognised, `likely` is the code of the
    declared one that it resembles most; columns, headers and suggestions are then those of that one.
    """

    sheet: str
    recognised: str | None
    header_row: int | None
    columns: Mapping[str, str] = field(default_factory=dict)
    unmatched: tuple[str, ...] = ()
    values: Mapping[str, list[object]] = field(default_factory=dict)
    row_numbers: Sequence[int] = ()
    given: pd.DataFrame | None = None
    faults: tuple[Fault, ...] = ()
    notices: tuple[str, ...] = ()
    first_date: date | None = None
    last_date: date | None = None
    signature: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    layout: Layout | None = None
    suggestions: tuple[Suggestion, ...] = ()
    totals: tuple[ControlTotal, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    written: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    likely: str | None = None

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One line a data row, its columns the declared fields in order, its index the row number in the file.

        dtypes: dates `datetime64[us]`, times object of `datetime.time` or None, INT `Int64`, FLOAT `Float64`,
        BOOL `boolean`, the rest object of str or None. Empty where the sheet is not recognised.
        """
        if self.given is not None:
            return self.given
        return pd.DataFrame() if self.recognised is None else typed_frame(self._sheet, self.values, self.row_numbers)

    @property
    def rows(self) -> int:
        """How many data rows were read."""
        return len(self.row_numbers) if self.given is None else len(self.given)

    @cached_property
    def refused_rows(self) -> frozenset[int]:
        """The numbers of the rows that have a fault; all rows where the whole sheet is refused."""
        if any(fault.row == 0 for fault in self.faults):
            return frozenset(self._numbers)
        return frozenset(fault.row for fault in self.faults)

    @cached_property
    def sound(self) -> int:
        """How many rows can be stored."""
        return len(self.sound_positions)

    @cached_property
    def sound_positions(self) -> Sequence[int]:
        """The positions, from 0, of the rows that can be stored."""
        refused = self.refused_rows
        if not refused:
            return range(self.rows)
        # Rows of a wide published table share their number: positions tell them apart.
        return [at for at, number in enumerate(self._numbers) if number not in refused]

    def sound_columns(self) -> tuple[list[int], dict[str, list[object]]]:
        """The sound rows: their numbers, and their plain values by field."""
        positions = self.sound_positions
        numbers = self._numbers
        columns = dict(self.plain_columns())
        if len(positions) < self.rows:
            columns = {name: [values[at] for at in positions] for name, values in columns.items()}
        return [numbers[at] for at in positions], columns

    def plain_columns(self) -> Mapping[str, list[object]]:
        """All rows' plain values by field."""
        return self.values if self.given is None else plain_columns(self._sheet, self.given)

    @property
    def _numbers(self) -> Sequence[int]:
        return self.row_numbers if self.given is None else [int(number) for number in self.given.index]

    @property
    def _sheet(self) -> Sheet:
        return SHEETS[self.recognised or ""]


@dataclass(frozen=True)
class Refused:
    """Why a file is refused whole."""

    rule: Refusal
    message: str


@dataclass(frozen=True)
class ParsedFile:
    """One file, read, matched and checked; `refused` where nothing of it can be stored.

    `corrects` is the sha256 of the file that this one is the returned and mended copy of. `keepable` is False where
    the file itself must not be kept, since a part of it that is not read seems to hold persons.
    """

    name: str
    kind: FileKind
    sha256: str
    size: int
    sheets: tuple[ParsedSheet, ...] = ()
    refused: Refused | None = None
    notices: tuple[str, ...] = field(default=())
    corrects: str | None = None
    keepable: bool = True

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults of all sheets, in the order of the sheets."""
        return tuple(fault for sheet in self.sheets for fault in sheet.faults)

    @property
    def amendments(self) -> tuple[Amendment, ...]:
        """What was amended in all sheets, in the order of the sheets."""
        return tuple(amendment for sheet in self.sheets for amendment in sheet.amendments)
