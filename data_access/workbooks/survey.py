"""What is seen of a zipped workbook while it is guarded: the marks of its sheets, from the same unpacked bytes."""

from collections.abc import Iterator, Mapping

from data_access.workbooks import ods_marks, xlsx_marks
from data_access.workbooks.archive import Archive, plain_name
from data_access.workbooks.marks import BrokenPart, Marks

_ODS_CONTENT = "content.xml"
_XLSX_FOLDER = "worksheets/"


class Survey:
    """Looks at each member of a zip as it goes by; then gives the marks of each sheet by its name.

    What is broken is said last, by BrokenPart, so that a file that is also dangerous is refused as dangerous.
    """

    def __init__(self, cells: int) -> None:
        self._cells = cells
        self._broken: BrokenPart | None = None
        self._ods: Mapping[str, Marks] = {}
        self._xlsx = dict[str, Marks]()

    def look(self, member: str, pieces: Iterator[bytes]) -> None:
        """Read the marks of a member that holds sheets; pieces of others are left."""
        name = plain_name(member)
        try:
            if name == _ODS_CONTENT:
                self._ods = ods_marks.marks_of(pieces, self._cells)
            elif _XLSX_FOLDER in name and name.endswith(".xml"):
                self._xlsx[name] = xlsx_marks.marks_of(pieces)
        except BrokenPart as error:
            self._broken = error

    def ods(self) -> Mapping[str, Marks]:
        """The marks of an .ods by sheet. Raises BrokenPart."""
        if self._broken is not None:
            raise self._broken
        return self._ods

    def xlsx(self, archive: Archive) -> Mapping[str, Marks]:
        """The marks of a .xlsx by sheet. Raises BrokenPart, or RefusedFile where a sheet is not there.

        Where the cells seem too many they are counted again, without those that have only a format.
        """
        if self._broken is not None:
            raise self._broken
        parts = xlsx_marks.sheet_parts(archive)
        marks = {
            sheet: self._xlsx.get(plain_name(part)) or xlsx_marks.marks_of(archive.pieces(part))
            for sheet, part in parts.items()
        }
        if sum(mark.cells for mark in marks.values()) > self._cells:
            return {sheet: xlsx_marks.marks_of(archive.pieces(part), exact=True) for sheet, part in parts.items()}
        return marks
