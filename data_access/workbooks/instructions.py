"""What an analyst says of a file: how its columns are to be read, and what is amended in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data_access.workbooks.parts import Part

Place = tuple[str, str]
"""A cell of a file: its sheet's name and its address."""


@dataclass(frozen=True)
class Assignment:
    """Where a field takes its value: (a part of) the column of that folded header, or one constant for all rows."""

    field: str
    header: str | None
    part: Part = Part.WHOLE
    constant: str = ""


@dataclass(frozen=True)
class Layout:
    """What was set for sheets with the same headers: which declared sheet they are, and what gives each field.

    `values` are the words of that service: (field, folded word) -> what one would type in its place.
    A field without assignment is found by its header, as ever.
    """

    recognised: str
    assignments: tuple[Assignment, ...] = ()
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Memory:
    """What is remembered of a service's files: the layouts by the signature of their headers."""

    layouts: Mapping[str, Layout] = field(default_factory=dict)


@dataclass(frozen=True)
class Amendments:
    """What an analyst changed in one file before it is stored: cells corrected, doubtful values kept with a reason."""

    corrections: Mapping[Place, str] = field(default_factory=dict)
    accepted: Mapping[Place, str] = field(default_factory=dict)
