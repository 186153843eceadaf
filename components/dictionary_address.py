"""What the address of Dictionnaire holds beside the tab: the indicator or the sheet looked up, and the words sought."""

INDICATOR, SHEET, WORDS = "indicateur", "feuille", "mots"
DICTIONARY_PAGE = "pages/dictionnaire.py"
