"""What is said at each faulty cell of a returned workbook, and what the file is called."""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from data_access.workbooks.sentences import sentence
from domain.faults import Fault, Proposal, Rule

AUTHOR = "Vigie"
HEADING = "Vigie, à corriger\u00a0:"
"""The first line of what a comment says: by it a later return takes away what a former one said."""
LIGHT, DARK = "FFC8D0", "9C0A12"
"""The colour behind a faulty cell: light, or dark where the cell's letters are light."""
_TO_CORRECT = " – à corriger"
_DARKEST_LIGHT = 150  # of 255
_FIRST_CELL = "A1"

Notes = Mapping[str, Mapping[str, str]]
"""Sheet -> cell -> what its comment says."""


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


def returned_name(name: str, suffix: str) -> str:
    """The name of the copy to mend; that of a copy already so named stays."""
    stem = PurePath(name).stem.removesuffix(_TO_CORRECT)
    return f"{stem}{_TO_CORRECT}{suffix}"


def is_light(colour: str) -> bool:
    """Whether letters of that colour (`FFFFFF`, an alpha or a `#` before it admitted) want a dark ground."""
    if not re.fullmatch(r"#?(?:[0-9A-Fa-f]{2})?[0-9A-Fa-f]{6}", colour):
        return False
    red, green, blue = bytes.fromhex(colour[-6:])
    return 0.299 * red + 0.587 * green + 0.114 * blue > _DARKEST_LIGHT


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
