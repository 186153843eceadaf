"""What lies on a visitor's desk between dropping files and storing them: for that visitor alone, and no longer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

import streamlit as st

from analysis.deposit import Examined, forgotten, remembered
from components.session import database, scope
from data_access.imports import Receipt
from data_access.layouts import LayoutRefused
from data_access.workbooks.instructions import Amendments, Layout, Place
from data_access.workbooks.parsed import FileKind, ParsedFile, ParsedSheet

_DESK = "vigie.depot.bureau"
_round = count(1)


@dataclass(frozen=True)
class Reading:
    """A file as it was read: the how-manieth reading it was, and beside which readings of plans."""

    file: Examined
    turn: int
    plans: tuple[int, ...]


Made = tuple[int, tuple[str, bytes] | str]
"""The reading of which a copy to give back was made; its name and bytes, or why there is none."""


@dataclass
class Desk:
    """The files by their upload's number: as they were read, what was amended in them, those taken away.

    `halted` says that the reading was stopped, `storing` names the file that was being stored, `outcome` holds what
    the last storing gave, `refused` says why a layout was not remembered, `copies` are the workbooks given back.
    """

    department: str = ""
    service: str | None = None
    state: str = ""
    round: int = 0
    readings: dict[str, Reading] = field(default_factory=dict)
    amendments: dict[str, Amendments] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    dismissed: set[tuple[str, str]] = field(default_factory=set)
    halted: bool = False
    storing: str | None = None
    refused: str = ""
    copies: dict[str, Made] = field(default_factory=dict)
    outcome: list[Receipt | str] = field(default_factory=list)

    def settle(self, department: str, service: str | None, state: str) -> None:
        """Whose files these are, and the state of the stored data: what was read for another is no longer true."""
        if (department, service, state) != (self.department, self.service, self.state):
            self.department, self.service, self.state = department, service, state
            self.readings.clear()

    def keep(self, files: Collection[str]) -> None:
        """Keep those files, and sweep away what was taken from the uploader since."""
        for name in self.readings.keys() - files:
            self.withdraw(name)

    def amended(self, file: str) -> Amendments:
        """What was amended in a file."""
        return self.amendments.get(file, Amendments())

    def correct(self, file: str, corrections: Mapping[Place, str]) -> None:
        """Type those words in those cells; the file is then read again."""
        former = self.amended(file)
        self.amendments[file] = replace(former, corrections={**former.corrections, **corrections})

    def accept(self, file: str, places: list[Place], reason: str) -> None:
        """Keep the doubtful values of those cells, for that reason."""
        former = self.amended(file)
        self.amendments[file] = replace(former, accepted={**former.accepted, **dict.fromkeys(places, reason)})

    def restore(self, file: str, place: Place) -> None:
        """Take back what was amended in a cell."""
        former = self.amended(file)
        self.amendments[file] = Amendments(
            {at: words for at, words in former.corrections.items() if at != place},
            {at: reason for at, reason in former.accepted.items() if at != place},
        )

    def restore_all(self, file: str) -> None:
        """Take back all that was amended in a file."""
        self.amendments.pop(file, None)

    def withdraw(self, file: str) -> None:
        """Take a file off the desk."""
        self.withdrawn.add(file)
        self.readings.pop(file, None)
        self.amendments.pop(file, None)

    def remember(self, sheet: ParsedSheet, layout: Layout) -> None:
        """Remember how sheets with these headers are read, and read again the files that this may concern."""
        try:
            remembered(database(), scope(), self.department, self.service, sheet.signature, layout)
        except LayoutRefused as refused:
            self.refused = str(refused)
        self._read_again(sheet.signature, layout.recognised)

    def forget(self, sheet: ParsedSheet, field: str) -> None:
        """Forget what gives a field in sheets with these headers, and read again the files that this may concern."""
        forgotten(database(), scope(), self.department, self.service, sheet.signature, field)
        self._read_again(sheet.signature, sheet.recognised or "")

    def _read_again(self, signature: str, recognised: str) -> None:
        self.readings = {
            name: reading
            for name, reading in self.readings.items()
            if not any(_concerned(one, signature, recognised) for one in reading.file.parsed.sheets)
        }

    def halt(self) -> None:
        """Stop reading."""
        self.halted = True

    def resume(self) -> None:
        """Go on reading."""
        self.halted = False

    def plans_beside(self, file: str) -> dict[int, ParsedFile]:
        """The plans on the desk besides that file, by the turn in which each was read."""
        return {
            reading.turn: reading.file.parsed
            for name, reading in self.readings.items()
            if name != file and is_plan(reading.file)
        }

    def put(self, file: str, examined: Examined, plans: Mapping[int, ParsedFile]) -> None:
        """Lay down a file as it was just read."""
        self.readings[file] = Reading(examined, next(_round), tuple(plans))

    def is_read(self, file: str) -> bool:
        """Whether the file was read as it is now, beside the plans that lie there now."""
        reading = self.readings.get(file)
        if reading is None or reading.file.upload.amendments != self.amended(file):
            return False
        codes_matter = reading.file.parsed.kind is FileKind.INDICATORS
        return not codes_matter or reading.plans == tuple(self.plans_beside(file))


def desk() -> Desk:
    """The visitor's desk."""
    found: Desk = st.session_state.setdefault(_DESK, Desk())
    return found


def clear() -> None:
    """Sweep the desk but for what the last storing gave; the uploader of the next round begins empty."""
    former = desk()
    st.session_state[_DESK] = Desk(round=former.round + 1, outcome=former.outcome)


def is_plan(file: Examined) -> bool:
    """Whether a file gives the others their codes."""
    return file.parsed.kind is FileKind.PLAN and file.parsed.refused is None


def _concerned(sheet: ParsedSheet, signature: str, recognised: str) -> bool:
    return sheet.signature == signature or sheet.recognised == recognised
