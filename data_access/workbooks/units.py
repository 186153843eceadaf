"""The unit that a header bears, and what it is worth in the declared one."""

import re
from collections.abc import Iterable

from domain.french import MONTHS
from domain.sheets import Column, Kind
from domain.text import fold

_WRITTEN = re.compile(r"[(\[]\s*(?:en\s+)?(?P<bracketed>[^)\]]+?)\s*[)\]]|\sen\s+(?P<last>\S+)\s*$")
# Letters that are a unit wherever they stand alone: "cannabis kg", "cannabis/kg", "kg de cannabis".
_UNBRACKETED = re.compile(r"(?:^|[\s/])(kg|kilos?|kilogrammes?|mg|k€|m€)(?=$|[\s/])", re.IGNORECASE)
_COUNTS = frozenset(("nb", "nbre", "nombre", "nombres", "unite", "unites", "%"))
# What a header's own unit is worth in the declared one: declared -> written -> factor.
_FACTORS: dict[str, dict[str, float]] = {
    "g": {
        **dict.fromkeys(("g", "gr", "gramme", "grammes"), 1.0),
        **dict.fromkeys(("kg", "kilo", "kilos", "kilogramme", "kilogrammes"), 1000.0),
        "mg": 0.001,
        **dict.fromkeys(("t", "tonne", "tonnes"), 1_000_000.0),
    },
    "€": {
        **dict.fromkeys(("€", "eur", "euro", "euros"), 1.0),
        **dict.fromkeys(("k€", "milliers", "milliers d'euros", "milliers d’euros"), 1000.0),
        "m€": 1_000_000.0,
    },
}
_LONE = {*_COUNTS, *(unit for units in _FACTORS.values() for unit in units), "h", "degres"}
_LONE |= {"jj/mm/aaaa", "jj/mm/aa", "hh:mm", "hhmm", "o/n", "oui/non", "wgs84", "wgs 84"}

# Words in brackets that certainly say no unit.
_REMARKS = {"facultatif", "facultative", "optionnel", "obligatoire", "si", "connu", "total", "totaux", "cumul"}
_REMARKS |= {"poids", "montant", "net", "brut", "saisi", "saisie", "saisis", "saisies", "estime", "estimee"}
_REMARKS |= {"en", "de", "du", "le", "la", "au", "annee", "semestre", "trimestre", "mois", *map(fold, MONTHS)}
_ORDINAL = re.compile(r"[st]?\d+(?:er|e|eme|nd)?$")  # "2026", "S2", "1er"


def is_unit(words: str) -> bool:
    """Whether a header's cell holds a unit or the form of its values, nothing else: "(kg)", "€", "nb", "(O/N)"."""
    return _plain(words.strip("()[] ")) in _LONE


def factor(column: Column, places: Iterable[str]) -> float | None:
    """What a column's numbers are multiplied by: the first of the places that bears a unit of its kind says it.

    1 where none does; None where the first unit is a count or a share of what is declared in grams or euros, or one
    of the two where the other is declared; also where the first place bears in brackets what may be another unit:
    a column that is not matched costs a click, one that is read in the wrong unit a wrong figure.
    """
    known = _FACTORS.get(column.unit or "", {}) if column.kind in (Kind.FLOAT, Kind.INT) else {}
    for at, words in enumerate(places):
        for unit in _written(words):
            if unit in known:
                return known[unit]
            if known and (_is_contrary(unit) or (at == 0 and not is_remark(unit))):
                return None
    return 1.0


def is_remark(words: str) -> bool:
    """Whether what stands in a header's brackets is certainly no unit: a year, a month, "facultatif", "total"."""
    return all(word in _REMARKS or _ORDINAL.match(word) for word in fold(words).split())


def _is_contrary(unit: str) -> bool:
    counted = unit.split()[:1]
    return not _COUNTS.isdisjoint(counted) or any(unit in others for others in _FACTORS.values())


def _written(words: str) -> list[str]:
    if is_unit(words):
        return [_plain(words.strip("()[] "))]
    written = [_plain(found["bracketed"] or found["last"]) for found in _WRITTEN.finditer(words)]
    return [*written, *map(_plain, _UNBRACKETED.findall(words))]


def _plain(unit: str) -> str:
    return unit.lower().removeprefix("en ").replace("é", "e").strip(" .")
