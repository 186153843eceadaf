"""The fields of a declared sheet, each given its column: as an analyst set it, else by its header's names."""

from data_access.workbooks.headers import Headers
from data_access.workbooks.instructions import Assignment
from data_access.workbooks.parts import Part
from data_access.workbooks.units import factor
from domain.sheets import WORKBOOK_SHEETS, Sheet
from domain.text import fold

DECLARED = {sheet.code: {fold(column.header): column.field for column in sheet.columns} for sheet in WORKBOOK_SHEETS}
# Of two columns with the same synonym the first has it.
SYNONYMS = {
    sheet.code: {name: column.field for column in reversed(sheet.columns) for name in column.names()}
    for sheet in WORKBOOK_SHEETS
}


class Filling:
    """The fields of a sheet on their way to their columns."""

    def __init__(self, headers: Headers, sheet: Sheet) -> None:
        self.headers, self.sheet = headers, sheet
        self.columns: dict[str, int] = {}
        self.parts: dict[str, Part] = {}
        self.constants: dict[str, str] = {}
        self._withheld: set[str] = set()
        whole = {fold(words): at for at, words in reversed(headers.written.items())}
        self._at = {name: at for at, names in reversed(headers.names.items()) for name in names} | whole

    def assign(self, given: Assignment) -> bool:
        """Give a field what was set for it, where it is free and the header is there; whether it was.

        An empty constant says that nothing gives the field, not even a column that bears its name.
        """
        # A mapping outlives the declaration that it was made for: a field that is gone maps nothing.
        if given.field not in self.sheet.fields or not self._is_free(given.field):
            return False
        if given.header is None:
            if given.constant:
                self.constants[given.field] = given.constant
            else:
                self._withheld.add(given.field)
            return True
        at = self._at.get(given.header)
        if at is None:
            return False
        self.columns[given.field] = at
        if given.part is not Part.WHOLE:
            self.parts[given.field] = given.part
        return True

    def may_lend(self, given: Assignment) -> bool:
        """Whether what was set for other headers can hold here: no constant, nor a column that is read already."""
        if given.header is None or given.header not in self._at:
            return False
        at = self._at[given.header]
        read = [self.parts.get(name, Part.WHOLE) for name, column in self.columns.items() if column == at]
        return not read or (Part.WHOLE not in (*read, given.part) and given.part not in read)

    def by_name(self) -> None:
        """Give each free field the free column that bears its header, then those that bear a synonym.

        A sheet that has both "service pilote" and "service" must give each to its own.
        """
        taken = set(self.columns.values())
        for fields in (DECLARED[self.sheet.code], SYNONYMS[self.sheet.code]):
            for level in range(max(map(len, self.headers.names.values()), default=0)):
                for at, names in self.headers.names.items():
                    name = fields.get(names[level]) if level < len(names) and at not in taken else None
                    if name is not None and self._is_free(name) and self.factor(name, at) is not None:
                        self.columns[name] = at
                        taken.add(at)

    def factor(self, name: str, at: int) -> float | None:
        """What the numbers of that column are worth for a field; None where it counts something else."""
        return factor(self.sheet.column(name), self.headers.unit_places(at))

    def _is_free(self, name: str) -> bool:
        return not any(name in taken for taken in (self.columns, self.constants, self._withheld))
