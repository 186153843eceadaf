"""The copy that is handed back holds numbers where the column counts, words where it names."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from analysis.deposit import Examined, Upload, examined, returned
from data_access.database import Database
from data_access.workbooks.instructions import Amendments, Place
from domain.scope import OPERATOR
from tests.data_access.workbook_builder import facts, workbook

# A date, B nature, C reference, D how many, E and F its point.
SHEETS = facts({"référence": "x", "nombre": "deux", "longitude": "?", "latitude": 46.005})
TYPED: dict[Place, str] = {("Faits", "C2"): "3,50", ("Faits", "D2"): "12", ("Faits", "E2"): "5,005"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    opened = Database(f"sqlite:///{tmp_path / 'vigie.db'}")
    opened.migrate()
    yield opened
    opened.close()


def read(database: Database, name: str, content: bytes, amendments: Amendments) -> Examined:
    return examined(database, OPERATOR, Upload(name, content, amendments), "00", None)


def test_a_comma_counts_in_a_column_of_numbers_alone(database: Database) -> None:
    amended = read(database, "faits.xlsx", workbook(SHEETS), Amendments(TYPED))
    made = returned(amended)
    assert not isinstance(made, str), made
    name, content = made
    assert name == "faits – corrigé.xlsx"
    assert [load_workbook(BytesIO(content))["Faits"][cell].value for _, cell in TYPED] == ["3,50", 12, 5.005]
    again = read(database, name, content, Amendments())
    assert [sheet.values for sheet in again.parsed.sheets] == [sheet.values for sheet in amended.parsed.sheets]


def test_a_file_that_cannot_be_read_again_gets_its_sentence(database: Database) -> None:
    made = returned(read(database, "faits.xlsx", b"\x00\x01" * 50, Amendments()))
    assert made == (
        "faits.xlsx\u00a0: ce fichier n’est pas un classeur lisible. Ouvrez-le dans un tableur, puis "
        "enregistrez-le au format .xlsx."
    )


def test_a_copy_of_a_copy_still_mends_the_file_that_first_came(database: Database) -> None:
    file = read(database, "faits.xlsx", workbook(SHEETS), Amendments())
    first = file.parsed.sha256
    for _ in range(2):
        made = returned(file)
        assert not isinstance(made, str), made
        file = read(database, *made, Amendments())
        assert file.parsed.corrects == first
