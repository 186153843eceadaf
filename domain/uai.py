"""The UAI, which identifies a school: seven digits and a letter that checks them.

The letter is the number's remainder by 23, in an alphabet without I, O and Q (ministry of education,
répertoire académique et ministériel des établissements).
"""

import re

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_FORM = re.compile(r"^\d{7}[A-Z]$")


def check_letter(digits: str) -> str:
    """The check letter of seven digits."""
    return _LETTERS[int(digits) % len(_LETTERS)]


def has_form(uai: str) -> bool:
    """Whether the text is seven digits and a capital letter."""
    return bool(_FORM.match(uai))


def is_valid(uai: str) -> bool:
    """Whether the text has the form of a UAI and the right letter."""
    return has_form(uai) and check_letter(uai[:7]) == uai[7]
