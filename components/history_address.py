"""What the address of Historique holds beside département and tab: the deposit, or the sheet, words and row."""

from components.filters import parameter

DEPOSIT, SHEET, WORDS, ROW = "depot", "feuille", "mots", "ligne"
_DIGITS = 9  # any number of so many is one that a database can hold


def chosen_deposit() -> int | None:
    """The number of the deposit that the address names; None where it names none, or none that could be."""
    written = parameter(DEPOSIT) or ""
    return int(written) if written.isdecimal() and written.isascii() and len(written) <= _DIGITS else None
