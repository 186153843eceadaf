"""What a corrected cell is to hold, from what was typed and what its style shows."""

from datetime import date
from decimal import Decimal

import pytest

from data_access.workbooks.returned.values import Entry, Look, Value, look_of


@pytest.mark.parametrize(
    ("typed", "look", "held"),
    [
        ("12", Look.NUMBER, Decimal(12)),
        ("3,5", Look.NUMBER, Decimal("3.5")),
        ("0", Look.NUMBER, Decimal(0)),
        ("-0,25", Look.NUMBER, Decimal("-0.25")),
        ("123456789012345", Look.NUMBER, Decimal(123456789012345)),
        # One digit more than a spreadsheet keeps, a code's zero, and what is not plainly a number.
        ("1234567890123456", Look.NUMBER, "1234567890123456"),
        ("01", Look.NUMBER, "01"),
        ("-0", Look.NUMBER, "-0"),
        ("1 200", Look.NUMBER, "1 200"),
        ("1e3", Look.NUMBER, "1e3"),
        ("٣", Look.NUMBER, "٣"),
        ("=1+1", Look.NUMBER, "=1+1"),
        ("", Look.NUMBER, ""),
        ("13/01/2026", Look.DATE, date(2026, 1, 13)),
        ("13/01/2026", Look.NUMBER, "13/01/2026"),
        ("31/02/2026", Look.DATE, "31/02/2026"),
        ("1/1/2026", Look.DATE, "1/1/2026"),
        ("28/02/1900", Look.DATE, "28/02/1900"),
        ("01/03/1900", Look.DATE, date(1900, 3, 1)),
        # A number under such a style would be shown, and read, as a day or an hour.
        ("12", Look.DATE, "12"),
        ("12", Look.TIME, "12"),
        ("12", Look.WORDS, "12"),
    ],
)
def test_what_was_typed(typed: str, look: Look, held: Value) -> None:
    assert Entry(typed).under(look) == held
    assert Entry(typed, words=True).under(look) == typed


@pytest.mark.parametrize(
    ("code", "look"),
    [
        ("General", Look.NUMBER),
        ("# ##0,00\\ [$€-40C];[Red]-0", Look.NUMBER),
        ('0.0" days"', Look.NUMBER),
        ("0.00E+00", Look.NUMBER),
        ("dd/mm/yyyy", Look.DATE),
        ("[$-40C]d\\ mmm\\ yy;@", Look.DATE),
        ("dd/mm/yyyy\\ hh:mm", Look.DATE),
        ("mmm\\-yy", Look.DATE),
        ("hh:mm", Look.TIME),
        ("[h]:mm", Look.TIME),
        ("[mm]", Look.TIME),
        ("@", Look.WORDS),
    ],
)
def test_what_a_format_shows(code: str, look: Look) -> None:
    assert look_of(code) is look
