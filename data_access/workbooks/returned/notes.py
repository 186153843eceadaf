"""What changes in a returned workbook and what is said at each of its cells, and what the file is called."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from data_access.workbooks.instructions import Place
from data_access.workbooks.returned.markup import escaped
from data_access.workbooks.returned.values import Entry
from data_access.workbooks.sentences import sentence
from domain.faults import Fault, Proposal, Rule

AUTHOR = "Vigie"
HEADING = "Vigie, à corriger\u00a0:"
"""The first line of what a comment says of faults: by it a later return takes away what a former one said."""
CORRECTED = "Vigie, corrigé\u00a0:"
"""How a comment says what a correction put there: taken away by a later return likewise."""
LIGHT, DARK = "FFC8D0", "9C0A12"
"""The colour behind a faulty cell: light, or dark where the cell's letters are light."""
_TO_CORRECT, _MENDED = " – à corriger", " – corrigé"
_DARKEST_LIGHT = 150  # of 255
_FIRST_CELL = "A1"

Notes = Mapping[str, Mapping[str, str]]
"""Sheet -> cell -> what its comment says."""
_REFUSED = (
    "La correction faite dans Vigie n’a pas été écrite ici, dans une formule qui remplit plusieurs cellules. "
    "Remplacez cette formule par des valeurs"
)


@dataclass(frozen=True)
class Changes:
    """What changes in one sheet, by cell: what is said of its faults, what is put there; `unsaid` is never repeated."""

    faults: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)
    unsaid: frozenset[str] = frozenset()

    def comments(self) -> dict[str, str]:
        """What the comment of each cell says: its faults, then what was put there."""
        said = {cell: _put(entry) for cell, entry in self.entries.items() if cell not in self.unsaid}
        return {cell: "\n".join(_both(self.faults.get(cell), said.get(cell))) for cell in {**self.faults, **said}}

    def refusing(self, cells: Collection[str]) -> "Changes":
        """The changes where those cells cannot be written: they are then to be corrected by hand."""
        refused = {cell: self._refusal(cell) for cell in self.entries if cell in cells}
        entries = {cell: entry for cell, entry in self.entries.items() if cell not in refused}
        return Changes({**self.faults, **refused}, entries, self.unsaid)

    def _refusal(self, cell: str) -> str:
        shown = "" if cell in self.unsaid else f", ici «\u00a0{self.entries[cell].typed}\u00a0»"
        return f"{self.faults.get(cell, HEADING)}\n{_REFUSED}{shown}."


def changes_of(
    faults: Sequence[Fault], corrections: Mapping[Place, str], words: Collection[Place]
) -> dict[str, Changes]:
    """What changes in each sheet; of the corrections, those of `words` are in columns that take words.

    What was put is not repeated where it may name a person.
    """
    notes = notes_of(faults)
    condemned = {fault.sheet for fault in faults if _condemns(fault)}
    personal = {(fault.sheet, fault.cell) for fault in faults if fault.rule is Rule.PERSONAL_DATA}
    entries: dict[str, dict[str, Entry]] = {sheet: {} for sheet in notes}
    for (sheet, cell), typed in corrections.items():
        entries.setdefault(sheet, {})[cell] = Entry(typed, (sheet, cell) in words)
    return {
        sheet: Changes(
            notes.get(sheet, {}),
            put,
            frozenset(cell for cell in put if sheet in condemned or (sheet, cell) in personal),
        )
        for sheet, put in entries.items()
    }


def said_at(xml: bytes, start: int = 0, end: int | None = None) -> int:
    """Where what a return said begins in that stretch of XML; -1 where none said anything."""
    places = (xml.find(escaped(heading), start, len(xml) if end is None else end) for heading in (HEADING, CORRECTED))
    return min((place for place in places if place >= 0), default=-1)


def notes_of(faults: Sequence[Fault]) -> Notes:
    """What is to be said where. A fault without a cell is said in A1.

    Of a sheet refused for the persons it holds, only that is said: no value of it may be repeated.
    """
    refused = {fault.sheet for fault in faults if _condemns(fault)}
    notes: dict[str, dict[str, list[str]]] = {}
    for fault in faults:
        if fault.sheet not in refused or _condemns(fault):
            lines = notes.setdefault(fault.sheet, {}).setdefault(fault.cell or _FIRST_CELL, [])
            lines.append(_line(fault))
    return {
        sheet: {cell: "\n".join(dict.fromkeys([HEADING, *lines])) for cell, lines in cells.items()}
        for sheet, cells in notes.items()
    }


def returned_name(name: str, suffix: str, *, mended: bool = False) -> str:
    """The name of the copy to mend, or of the one that is; that of a copy already so named stays."""
    stem = PurePath(name).stem.removesuffix(_TO_CORRECT).removesuffix(_MENDED)
    return f"{stem}{_MENDED if mended else _TO_CORRECT}{suffix}"


def is_light(colour: str) -> bool:
    """Whether letters of that colour (`FFFFFF`, an alpha or a `#` before it admitted) want a dark ground."""
    if not re.fullmatch(r"#?(?:[0-9A-Fa-f]{2})?[0-9A-Fa-f]{6}", colour):
        return False
    red, green, blue = bytes.fromhex(colour[-6:])
    return 0.299 * red + 0.587 * green + 0.114 * blue > _DARKEST_LIGHT


def _put(entry: Entry) -> str:
    return f"{CORRECTED} «\u00a0{entry.typed}\u00a0»." if entry.typed else f"{CORRECTED} cellule vidée."


def _both(*lines: str | None) -> list[str]:
    return [line for line in lines if line is not None]


def _condemns(fault: Fault) -> bool:
    return fault.rule is Rule.PERSONAL_DATA and fault.row == 0


def _line(fault: Fault) -> str:
    said = fault.message.removeprefix(sentence(fault.sheet, fault.cell, ""))
    proposed = "" if fault.rule is Rule.PERSONAL_DATA else _proposed(fault.cell, fault.proposals)
    return said[:1].upper() + said[1:] + proposed


def _proposed(cell: str, proposals: Sequence[Proposal]) -> str:
    if not proposals:
        return ""
    words = [
        f"«\u00a0{proposal.value}\u00a0»" + ("" if proposal.cell == cell else f" en {proposal.cell}")
        for proposal in proposals
    ]
    return f" Proposition\u00a0: {', '.join(words)}."
