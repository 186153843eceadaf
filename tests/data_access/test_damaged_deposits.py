"""A thousand damaged workbooks handed in at the front door: none leaves a row, but for those that are still sound."""

from data_access import imports
from data_access.changes import ImportRefused
from data_access.undo import undo
from data_access.workbooks.parsed import ParsedFile
from domain.scope import OPERATOR
from tests.data_access import xls_builder as biff
from tests.data_access.conftest import Door
from tests.data_access.mutations import COUNT, mutated
from tests.data_access.workbook_builder import TODAY
from tests.data_access.written_files import written

HEADER = ["référence", "date", "nature", "nombre"]
ROWS = [[f"F-{number}", TODAY.replace(day=number), "trafic", number] for number in range(1, 9)]


def storable() -> dict[str, bytes]:
    """The same eight facts in each format."""
    grid: list[list[object]] = [list(HEADER), *map(list, ROWS)]
    return {".xls": _xls(), **{f".{form}": written(form, "Faits", grid) for form in ("xlsx", "ods", "csv")}}


def _xls() -> bytes:
    first = [biff.text(0, at, words) for at, words in enumerate(HEADER)]
    rows = [
        record
        for number in range(1, 9)
        for record in (
            biff.text(number, 0, f"F-{number}"),
            biff.text(number, 1, f"{number:02}/11/2026"),
            biff.text(number, 2, "trafic"),
            biff.number(number, 3, number),
        )
    ]
    return biff.xls({"Faits": [*first, *rows]})


def test_the_sound_ones_are_stored(door: Door) -> None:
    for extension, content in storable().items():
        receipt = door.deposit(content, f"sain{extension}")
        assert [(sheet.new, sheet.refused) for sheet in receipt.sheets] == [(8, 0)], extension
        undo(door.database, OPERATOR, receipt.deposit_id, "essai")


def test_each_is_refused_with_nothing_stored_or_stored_as_it_reads(door: Door) -> None:
    outcomes = {}
    for name, content in mutated(storable()):
        parsed = door.examine(content, name)
        outcomes[name] = _deposited(door, parsed)
        assert len(door.rows("facts")) == 0
    assert len(outcomes) == COUNT
    said = {name: sentence for name, sentence in outcomes.items() if sentence}
    assert said == {name: it for name, it in said.items() if it.startswith(f"{name}\u00a0: ") and it.endswith(".")}
    assert "" in outcomes.values()


def _deposited(door: Door, parsed: ParsedFile) -> str:
    """Why nothing was stored; where all was, that is undone again."""
    try:
        receipt = imports.store(door.database, OPERATOR, parsed, "00", None, "essai")
    except ImportRefused as refused:
        return str(refused)
    assert len(door.rows("facts")) == sum(sheet.rows for sheet in parsed.sheets if sheet.recognised == "facts")
    undo(door.database, OPERATOR, receipt.deposit_id, "essai")
    return ""
