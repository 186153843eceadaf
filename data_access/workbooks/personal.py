"""Columns and cells that hold a person: the sheet is refused until they are gone, the value is never shown."""

import re
import unicodedata
from collections.abc import Sequence

from data_access.workbooks.convert import text
from data_access.workbooks.raw import Cell
from domain.text import fold

_OF_PERSONS = r"(?:interesse|mis en cause|suspect|victime|auteur|personne|famille|usage|prenom|patronymique|"
_OF_PERSONS += r"individu|chauffeur|conducteur|conductrice|garde a vue|gardee a vue|garde e a vue|verbalisateur|agent|"
_OF_PERSONS += r"equipier|equipiere|chef de bord)"
_HEADERS = re.compile(
    r"\b(prenoms?|patronymes?|naissance|n(?:e|ee|e e) le|adresse|domicile|telephone|tel|portable|plaque|ddn|naiss|"
    r"immat|immatriculation|securite sociale|nir|n ss|courriel|e ?mail|mail)\b"
    rf"|\b(noms?|identites?)\b.*\b{_OF_PERSONS}|\b{_OF_PERSONS}\b.*\bnoms?\b"
    r"|\b(noms?|identites?) (usuel|marital)\b"
)
_WHOLE_HEADERS = frozenset(
    {"nom", "noms", "identite", "identites", "nom mec", "mec nom", "etat civil", "alias", "surnom"}
)
# A person, and whole headers only: "individus contrôlés" and "garde à vue" are counts and measures.
_PERSON = re.compile(
    r"(?:le |la |l )?(?:individu|chauffeur|conduct(?:eur|rice)|(?:agent )?verbalisateur|chef de bord|equipiere?|"
    r"gardee a vue|garde e a vue|mise en cause)(?: \d| du vehicule| interpelle| controle)?$"
)
_HELD = re.compile(r"\s*gardé à vue\b", re.IGNORECASE)  # folded it is the measure too, "garde à vue"
# References look much like numbers of persons: "01-2026-0001" is no telephone (its pairs are not all
# parted alike), "001-BAC-13" no plate (none begins with 0), "DE 250 KG" no plate either.
_CELLS = {
    "un numéro de téléphone": re.compile(r"(?<!\d)(?:(?:\+33|0033)[ .-]?|0)[1-9]([ .-]?)\d{2}(?:\1\d{2}){3}(?!\d)"),
    "une adresse électronique": re.compile(r"@(?<=[\w.+-]@)[\w-]+\.[\w.-]"),
    "une plaque d’immatriculation": re.compile(
        r"\b[A-HJ-NP-TV-Z]{2}(?: \d{3} (?!KG|GR|MG)|\d{3})[A-HJ-NP-TV-Z]{2}\b"
        r"|\b[A-HJ-NP-TV-Za-hj-np-tv-z]{2}-\d{3}-[A-HJ-NP-TV-Za-hj-np-tv-z]{2}\b"
        r"|\b(?!(?:19|20)\d\d\b)[1-9]\d{1,3}[ -][A-HJ-NP-TV-Z]{2,3}[ -](?:0[1-9]|[1-8]\d|9[0-5]|2[AB])\b"
    ),
    "un tableau de personnes": re.compile(r"(?i:^\W*(?:noms?\W+(?:et\W+)?)?pr[eé]noms?\W*$)"),
    "une date de naissance": re.compile(r"(?i:\bné(?:e|\(e\))? le\b)"),
    "un compte bancaire": re.compile(r"(?i:\bFR\d{2}(?: ?[\dA-Z]{4}){5} ?[\dA-Z]{3}\b)"),
    "un numéro de sécurité sociale": re.compile(
        r"(?<!\d)[12][ ]?\d{2}[ ]?(?:0[1-9]|1[0-2]|[2-9]\d)[ ]?(?:\d{2}|2[AB])[ ]?\d{3}[ ]?\d{3}(?:[ ]?\d{2})?(?!\d)"
    ),
}

_ANY_LINE = [re.compile(pattern.pattern, re.MULTILINE) for pattern in _CELLS.values()]
_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:['’-][^\W\d_]+)*"  # "PN-BAC" is one word, a code rather than a name
_NAME = rf"{_CAPITALISED}(?: +{_CAPITALISED})+"
_NAMES = re.compile(rf"{_NAME}(?:(?: *[,;/&+] *| +et +){_NAME})*\.?$")
_MOBILE = re.compile(r"[67]\d{8}$")


def is_personal_header(header: str, *, names_allowed: bool) -> bool:
    """Whether a header announces persons. A bare `nom` does, but where the sheet's places or bodies have names."""
    folded = fold(header, keep_brackets=True)
    if folded in _WHOLE_HEADERS:
        return not (names_allowed and folded in ("nom", "noms"))
    return bool(_HEADERS.search(folded) or _PERSON.match(folded) or _HELD.match(unicodedata.normalize("NFC", header)))


def personal_texts(texts: Sequence[str]) -> set[str]:
    """What some texts seem to hold of persons, in French."""
    joined = "\n".join(texts)
    # What a pattern finds in a line alone, it finds in the lines joined: most columns need no second look.
    if not any(pattern.search(joined) for pattern in _ANY_LINE):
        return set()
    return {what for words in texts if (what := personal_content(words))}


def searched_text(cell: Cell) -> str:
    """A cell as it is searched for persons; a telephone typed as a number has lost its leading zero."""
    words = text(cell)
    return f"0{words}" if isinstance(cell, float) and _MOBILE.match(words) else words


def personal_content(words: str) -> str | None:
    """What a free text seems to hold of a person, in French; None where it holds nothing of the kind."""
    return next((what for what, pattern in _CELLS.items() if pattern.search(words)), None)


def may_name_somebody(words: str) -> bool:
    """Whether a text is made of capitalised words alone, as a person's name is: `DUPONT Jean`."""
    return bool(_NAMES.match(words))
