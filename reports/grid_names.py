"""Names of ranges that Excel and LibreOffice both take: what a formula of the reader writes for a table."""

import re
import unicodedata

_ENDS = re.compile(r"[,:;?!(–]")  # what comes after says more, and is not needed to know the table
_LETTERS = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"})
_LONGEST = 40
_REFERENCE = re.compile(r"[a-z]{1,3}\d*|r\d*c\d*", re.IGNORECASE)  # A1, R1C1: a cell to a program, never a name


class Names:
    """Gives each title its name, none twice: programs do not tell small letters from capitals."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name_for(self, title: str) -> str:
        """`Secteurs du plan, du plus au moins touché` as `Secteurs_du_plan`, with a number where that is taken."""
        wanted = name = _plain(title)
        number = 1
        while name.lower() in self._taken:
            number += 1
            name = f"{wanted}_{number}"
        self._taken.add(name.lower())
        return name


def _plain(title: str) -> str:
    folded = unicodedata.normalize("NFKD", _ENDS.split(title)[0].translate(_LETTERS))
    letters = re.sub(r"[\u0300-\u036f]", "", folded)
    words = [word for word in re.split(r"[^A-Za-z0-9]+", letters) if word]
    while len(words) > 1 and len("_".join(words)) > _LONGEST:
        words.pop()
    name = "_".join(words)[:_LONGEST]
    return name if name[:1].isalpha() and not _REFERENCE.fullmatch(name) else f"Tableau_{name}".rstrip("_")
