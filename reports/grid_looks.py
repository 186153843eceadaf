"""How each kind of cell of a workbook looks, whichever program it is written for."""

from dataclasses import dataclass, replace

INK, SOFT, ALERT, ACCENT = "1B1F27", "565E6B", "B3161B", "29598F"
FONT = "Calibri"
HEADER = "header"
_CELLS = (HEADER, "cell", "alert", "empty")


@dataclass(frozen=True)
class Look:
    """Size in points, colours as RRGGBB, and the line beneath: its colour, and whether it is a strong one."""

    size: float = 10
    colour: str = INK
    bold: bool = False
    underline: bool = False
    fill: str = ""
    line: str = ""
    strong_line: bool = False
    wrap: bool = True
    at_bottom: bool = False
    at_end: bool = False


_ROW = "C4CBD5"


def at_end(name: str) -> str:
    """The name of a cell's look in a column whose cells stand on the right."""
    return f"{name}_end"


LOOKS: dict[str, Look] = {
    "title": Look(16, bold=True, wrap=False),
    "soft": Look(11, SOFT, wrap=False),
    "mention": Look(10, ALERT, bold=True, wrap=False),
    "heading": Look(14, bold=True, wrap=False),
    "subheading": Look(11, ACCENT, bold=True, wrap=False),
    HEADER: Look(9, SOFT, bold=True, fill="EEF1F5", line=INK, strong_line=True, at_bottom=True),
    "cell": Look(line=_ROW),
    "link": Look(colour=ACCENT, underline=True, line=_ROW),
    "alert": Look(colour=ALERT, bold=True, line=_ROW),
    "empty": Look(fill="F6E9D5", line=_ROW, wrap=False),
    "text": Look(),
    "warning": Look(colour=ALERT, bold=True),
    "strong": Look(11, bold=True),
    "strong_alert": Look(11, ALERT, bold=True),
    "soft_text": Look(9, SOFT),
}
# A number that may wrap stands sometimes at the edge and sometimes apart from it in LibreOffice.
LOOKS.update({at_end(name): replace(LOOKS[name], at_end=True, wrap=name == HEADER) for name in _CELLS})
"""The looks by the name that the cells of `reports.grid` bear."""
