"""One way to compare words that people type: without case, accents, punctuation or extra spaces."""

import re
import unicodedata
from functools import lru_cache

_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65_536)
def fold(text: str, *, keep_brackets: bool = False) -> str:
    """Return `text` in lower case, without accents or punctuation, its words parted by one space.

    What stands in round or square brackets (a unit, as a rule) is left out unless `keep_brackets`;
    a text that is nothing but brackets keeps them.
    """
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    bare = plain if keep_brackets else _BRACKETS.sub(" ", plain)
    folded = _NOT_WORD.sub(" ", bare).strip()
    return folded or _NOT_WORD.sub(" ", plain).strip()
