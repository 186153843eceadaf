"""Reference A: calamine reads a workbook, and nothing more. As a program, in a process that has loaded nothing else."""

import sys
from pathlib import Path

from python_calamine import CalamineWorkbook


def read(path: Path) -> None:
    """Its first sheet, as Python values."""
    CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


if __name__ == "__main__":
    read(Path(sys.argv[1]))
