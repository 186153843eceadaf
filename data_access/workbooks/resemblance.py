"""How much words resemble others, as people write them: shortened, in the plural, misspelt, with words more."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from domain.sheets import Column
from domain.text import fold

ENOUGH = 55.0
"""From this resemblance on, a header is proposed for a field."""

# Words that join, and those that headers put before what they count.
_JOINING = frozenset(
    [
        "a",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "par",
        "pour",
        "qu",
        "sur",
        "un",
        "une",
    ]
)
_COUNTING = frozenset(
    [
        "nb",
        "nbre",
        "nbr",
        "nombre",
        "nombres",
        "total",
        "totaux",
        "quantite",
        "quantites",
        "qte",
        "qtes",
        "qt",
        "n",
        "no",
    ]
)
_MIN_ALIKE = 0.86  # below this two words are not the same one misspelt
# Letters: a word of fewer is not taken for another shortened, with one letter wrong, or otherwise misspelt.
_SHORTENED, _MISTYPED, _MISSPELT = 3, 5, 6
_WHEN_SHORTENED = 0.95
_EXTRA = 0.55  # what a word of the header weighs that the declared name does not have
_FIRST = 1.3  # what the first word weighs: in French it says what the others specify
_LIGHT = 0.3  # what a word weighs that goes with anything
_SAYING_LITTLE = frozenset(
    ["personn", "saisi", "saisie", "concern", "operation", "fait", "effectu", "realis", "constat", "releve"]
)


@lru_cache(maxsize=65_536)
def resemblance(words: str, others: str) -> float:
    """From 0 to 100: how much of `others` the words hold, equal, shortened or misspelt, and how little else.

    "nb interpelations" resembles "interpellations", "secteur concerné" "secteur".
    """
    left, right = content_words(words), content_words(others)
    if not left or not right:
        return 0.0
    return round(100 * _covered(left, right, _EXTRA) * _covered(right, left, 1.0), 1)


@lru_cache(maxsize=4096)
def content_words(words: str) -> tuple[str, ...]:
    """The folded words that mean something, those in brackets included: without "de", "la" or a leading "nb"."""
    kept = [word for word in fold(words, keep_brackets=True).split() if word not in _JOINING]
    return tuple(word for word in kept if word not in _COUNTING) or tuple(kept)


def initials(words: str) -> Iterator[str]:
    """What one would abbreviate words to by their initials, with and without those that join."""
    folded = fold(words, keep_brackets=True).split()
    yield "".join(word[0] for word in folded)
    yield "".join(word[0] for word in folded if word not in _JOINING)


def _covered(words: tuple[str, ...], others: tuple[str, ...], missing: float) -> float:
    """The share of words that stand among the others, those that do not counting for `missing`."""
    found = lost = 0.0
    for at, word in enumerate(words):
        weight = (_FIRST if at == 0 else 1.0) * (_LIGHT if word.rstrip("es") in _SAYING_LITTLE else 1.0)
        alike = max(likeness(word, other) for other in others)
        found += weight * alike
        lost += weight * (1 - alike) * (1.0 if alike else missing)
    return found / (found + lost) if found else 0.0


def likeness(word: str, other: str) -> float:
    """From 0 to 1: whether two folded words are one, shortened, in the plural or misspelt; 0 for different ones."""
    if word == other:
        return 1.0
    short, long = sorted((word, other), key=len)
    if any(char.isdigit() for char in word + other) or len(short) < _SHORTENED:
        return 0.0
    if long.startswith(short.rstrip("sx") if len(short) >= _MISTYPED else short):
        return _WHEN_SHORTENED
    alike = JaroWinkler.normalized_similarity(word, other)
    if len(short) >= _MISTYPED and DamerauLevenshtein.distance(word, other, score_cutoff=1) == 1:
        return alike
    return alike if len(short) >= _MISSPELT and alike >= _MIN_ALIKE else 0.0


def nearest(spellings: Sequence[str], columns: Iterable[Column]) -> tuple[Column, float] | None:
    """The column that a header, in one of its spellings, resembles most, and how much; None where none at all."""
    scores = [
        (max(resemblance(words, name) for words in spellings for name in column.names()), column) for column in columns
    ]
    score, found = max(scores, key=lambda scored: scored[0], default=(0.0, None))
    return None if found is None or score == 0 else (found, score)
