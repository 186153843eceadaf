"""What the words of a cell point at: one code of a plan, or several."""

import re
from collections.abc import Callable

from data_access.workbooks import convert
from data_access.workbooks.known import Known
from domain.sheets import Reference
from domain.text import fold

Find = Callable[[str], str | None]
"""From words to the code that they point at; None where they point at none, or at two."""

# What people part codes by, beside the declared ";" and ",": each may stand in a code or a name too.
_LOOSE = tuple(re.compile(separator, re.IGNORECASE) for separator in (r"/", r"\+", r"\s+et\s+"))


def finder(known: Known, reference: Reference) -> Find:
    """The function that finds a code of that kind: as it is written, else by what it folds to, or by its name."""
    exact, folded = known.codes(reference), known.resolver(reference)

    def find(words: str) -> str | None:
        return words if words in exact else folded.get(fold(words, keep_brackets=True)) or folded.get(fold(words))

    return find


def codes_in(words: str, find: Find) -> list[str]:
    """All the codes that a cell of several points at, each once; none where one of its parts points at none."""
    found = [_codes_of(part, find) for part in convert.codes(words)]
    return list(dict.fromkeys(code for codes in found for code in codes)) if all(found) else []


def _codes_of(part: str, find: Find) -> list[str]:
    if (code := find(part)) is not None:
        return [code]
    for separator in _LOOSE:
        pieces = [piece.strip() for piece in separator.split(part)]
        found = [_codes_of(piece, find) for piece in pieces] if len(pieces) > 1 else [[]]
        if all(found):
            return [code for codes in found for code in codes]
    return []


def seem_several(part: str, find: Find) -> bool:
    """Whether words that point at no code seem to be several all the same: parted, or with two codes among them."""
    parted = any(separator.search(part) for separator in _LOOSE)
    return parted or len({find(word) for word in fold(part, keep_brackets=True).split()} - {None}) > 1
