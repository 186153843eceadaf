"""What a wrong cell was probably meant to hold: proposed, never applied unasked."""

import re
from datetime import date, timedelta

from data_access.workbooks import convert
from data_access.workbooks.codes import Find, codes_in, finder, seem_several
from data_access.workbooks.known import Known
from data_access.workbooks.suggest import suggest_value
from domain import uai
from domain.sheets import Column, Kind
from domain.text import fold

EARLIEST = date(2000, 1, 1)
"""No plan counts what lies before; a mistyped century would make the history, and every baseline, reach back to it."""
_MOST_SUGGESTED = 200  # distinct cells of one column: beyond, the column is not what it says

_THOUSANDS = re.compile(r"(\d{1,3})[.,](\d{3})")
_DAY_NOUGHT = date(1899, 12, 30)
_FIRST_NUMBER, _LAST_NUMBER = 36_526, 62_091  # from 2000 to 2069


class Proposer:
    """Proposes what to type in the cells of one column that could not be converted."""

    def __init__(self, known: Known, today: date, column: Column) -> None:
        self._column, self._today = column, today
        self._left = _MOST_SUGGESTED
        self._codes: dict[str, str] = {}
        self._find: Find = self._codes.get
        self._labels = [choice.label for choice in column.choices]
        if column.references is not None and known.department is not None:
            self._codes, self._find = known.resolver(column.references), finder(known, column.references)
            names = known.codes(column.references)
            self._labels = [*names, *(name for code, name in names.items() if name != code)]

    def propose(self, words: str) -> str | None:
        """What those words were probably meant to be, as one would type it; None where nothing comes close."""
        if self._left == 0:
            return None
        self._left -= 1
        kind = self._column.kind
        if kind is Kind.UAI and uai.has_form(code := convert.uai(words)):
            return self._mended_uai(code)
        if kind in (Kind.DATE, Kind.MONTH, Kind.PERIOD):
            return self._bare_number(words) or self._day_and_month_swapped(words)
        if kind is Kind.INT:
            return _THOUSANDS.sub(r"\1\2", words) if _THOUSANDS.fullmatch(words) else None
        if kind is Kind.CODES:
            return self._each_part(words)
        return self._suggested(words) if self._labels else None

    def _mended_uai(self, code: str) -> str | None:
        mended = code[:7] + uai.check_letter(code[:7])
        known = self._column.references is None or fold(mended) in self._codes
        return mended if known and mended != code else None

    def _bare_number(self, words: str) -> str | None:
        """The day that a spreadsheet's number stands for where its format was lost, counted from 1900."""
        if not (words.isdecimal() and _FIRST_NUMBER <= int(words) <= _LAST_NUMBER):
            return None
        day = _DAY_NOUGHT + timedelta(days=int(words))
        return convert.text(day) if day <= self._today or self._column.may_be_future else None

    def _day_and_month_swapped(self, words: str) -> str | None:
        first, _, rest = words.partition("/")
        second, _, year = rest.partition("/")
        try:
            day = convert.day(f"{second}/{first}/{year}")
        except ValueError:
            return None  # no date either way round
        return convert.text(day) if day <= self._today or self._column.may_be_future else None

    def _each_part(self, words: str) -> str | None:
        found: list[str] = []
        for part in convert.codes(words):
            codes = codes_in(part, self._find)
            # One code in place of several would lose the others.
            suggested = None if codes or seem_several(part, self._find) else self._suggested(part)
            if not codes and suggested is None:
                return None
            found += codes or [str(suggested)]
        return "; ".join(dict.fromkeys(found))

    def _suggested(self, words: str) -> str | None:
        found = suggest_value(words, self._labels)
        if found is None or not self._codes:
            return found
        return self._codes.get(fold(found, keep_brackets=True))  # a name that two codes share points at neither


def swapped_day(day: date, today: date) -> str | None:
    """A day that lies ahead with its day and month the other way round; None where that is no day of the past."""
    if day.day > 12:
        return None
    swapped = day.replace(month=day.day, day=day.month)
    return convert.text(swapped) if EARLIEST <= swapped <= today else None
