"""What a declaration of a sheet is made of.

A declaration says once what the template, the importer, the checks, the database, the dictionary
and the tests all read: headers and their synonyms, types, lists, units, keys, references, ranges.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.text import fold


class Kind(StrEnum):
    """The type of a column's cells."""

    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    DEPARTMENT = "department"
    SEMESTER = "semester"
    UAI = "uai"
    INT = "int"
    FLOAT = "float"
    DATE = "date"
    MONTH = "month"
    PERIOD = "period"
    TIME = "time"
    BOOL = "bool"
    CHOICE = "choice"
    OUTLINE = "outline"


class Reference(StrEnum):
    """What a cell may point at; checked against the plan in force and the catalogue."""

    SECTOR = "sectors"
    SCHOOL = "schools"
    SERVICE = "services"
    OBJECTIVE = "objectives"
    INDICATOR = "indicators"


@dataclass(frozen=True)
class Choice:
    """One value of a closed list: the code that is stored, the French label that is shown."""

    code: str
    label: str
    synonyms: tuple[str, ...] = ()

    def names(self) -> set[str]:
        """Every folded spelling that a cell may bear for this value."""
        return {fold(name, keep_brackets=True) for name in (self.label, self.code, *self.synonyms)}


@dataclass(frozen=True)
class Column:
    """One column: `header` is the contract on paper, `field` its name in code and database.

    `minimum` and `maximum` bound plausible numbers, both inclusive. `default` stands for an empty
    cell. `free_text` columns are searched for persons. `may_be_future` dates are plans, not events.
    """

    header: str
    field: str
    kind: Kind
    required: bool = False
    synonyms: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    references: Reference | None = None
    default: str | int | bool | None = None
    free_text: bool = False
    may_be_future: bool = False
    help: str = ""

    def names(self) -> set[str]:
        """Every folded header under which this column is recognised."""
        return {fold(name) for name in (self.header, *self.synonyms)}

    def label_of(self, code: str) -> str:
        """The French label of a stored list value; the code itself if the list lacks it."""
        return next((choice.label for choice in self.choices if choice.code == code), code)


@dataclass(frozen=True)
class AtMost:
    """Rule across columns: `field` is at most `limit` in the same row."""

    field: str
    limit: str


@dataclass(frozen=True)
class NotBefore:
    """Rule across columns: the date in `field` is not before the one in `start`."""

    field: str
    start: str


@dataclass(frozen=True)
class Together:
    """Rule across columns: the fields are all filled or all empty."""

    fields: tuple[str, ...]


@dataclass(frozen=True)
class AimsAt:
    """Rule across columns: the indicator can have that value as target, in that sector (empty: the département)."""

    indicator: str
    sector: str
    value: str


RowRule = AtMost | NotBefore | Together | AimsAt


class Book(StrEnum):
    """The two workbooks that a département hands in, and what is published."""

    PLAN = "plan"
    INDICATORS = "indicators"
    PUBLISHED = "published"  # series and layers that the ministry publishes, kept beside the workbooks


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or one published series.

    `key` identifies a row within its département; where a key field is empty, `fallback_key` does,
    and where there is none, the row's whole content and its rank.

    `event_date` is the date by which rows fall into windows; `service_fields` name the services
    whose action a row records, the first being its author.
    """

    code: str
    title: str
    book: Book
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    help: str
    fallback_key: tuple[str, ...] = ()
    rules: tuple[RowRule, ...] = ()
    synonyms: tuple[str, ...] = ()
    event_date: str | None = None
    service_fields: tuple[str, ...] = ()
    single_row: bool = False

    def __post_init__(self) -> None:
        fields = [column.field for column in self.columns]
        if len(fields) != len(set(fields)):
            raise ValueError(f"{self.code}: a field is declared twice")
        named = {*self.key, *self.fallback_key, *self.service_fields}
        if self.event_date is not None:
            named.add(self.event_date)
        if missing := named - set(fields):
            raise ValueError(f"{self.code}: undeclared {sorted(missing)}")

    def column(self, field: str) -> Column:
        """The column of that field; KeyError if the sheet has none."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(f"{self.code}.{field}")

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns' fields, in the order of the declaration."""
        return tuple(column.field for column in self.columns)

    def names(self) -> set[str]:
        """Every folded name under which the sheet's tab is recognised."""
        return {fold(name) for name in (self.title, self.code, *self.synonyms)}
