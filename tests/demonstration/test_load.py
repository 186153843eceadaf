"""The demonstration deposited by the ordinary import."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from data_access.database import Database
from data_access.examination import examine_file
from data_access.models import table_of
from demonstration.files import Demonstration, write_files
from demonstration.load import deposit_files, load_demonstration
from demonstration.world import draw_world
from domain.scope import OPERATOR

UNTIL = date(2026, 11, 23)
Loaded = tuple[Database, Demonstration, str]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """The database, the files written once more, and the sentence that summed up the loading."""
    folder = tmp_path_factory.mktemp("val-fictif")
    database = Database(f"sqlite:///{folder / 'demo.db'}")
    database.migrate()
    sentence = load_demonstration(database, OPERATOR, UNTIL, lambda message: None)
    yield database, write_files(folder, UNTIL), sentence
    database.close()


def current_rows(database: Database, name: str) -> int:
    table = table_of(name)
    statement = select(func.count()).select_from(table)
    if "superseded_by" in table.c:
        statement = statement.where(table.c.superseded_by.is_(None))
    with database.read() as connection:
        return int(connection.execute(statement).scalar_one())


def test_every_sound_row_is_stored_once(loaded: Loaded) -> None:
    database, demonstration, sentence = loaded
    world = draw_world(UNTIL)
    expected = {
        "facts": len(world.facts),
        "operations": len(world.operations),
        "presences": len(world.presences),
        "investigations": len(world.investigations),
        "mobile_forces": len(world.mobile_forces),
        "decisions": len(demonstration.decisions),
        "meetings": len(demonstration.meetings),
    }
    assert {name: current_rows(database, name) for name in expected} == expected
    assert sentence.startswith("Démonstration 00 – Val-Fictif\u00a0: 36 fichiers déposés, ")
    assert sentence.endswith(" 6 lignes fautives écartées\u202f; dernier jour 23/11/2026.")


def test_only_the_rows_put_there_on_purpose_are_at_fault(loaded: Loaded) -> None:
    database, demonstration, _ = loaded
    today = UNTIL + timedelta(days=1)
    found = []
    for file in demonstration.files:
        parsed = examine_file(database, OPERATOR, file.path, file.path.name, "00", file.service, today)
        assert parsed.refused is None
        found += [(parsed.name, fault.sheet, fault.row, fault.rule) for fault in parsed.faults]
    listed = [(row.file, row.sheet, row.row, row.rule) for row in demonstration.faulty_rows]
    assert Counter(found) == Counter(listed)


def test_the_last_file_again_changes_nothing(loaded: Loaded) -> None:
    database, demonstration, _ = loaded
    again = Demonstration("00", UNTIL, demonstration.files[-1:], (), (), ())
    said: list[str] = []
    (receipt,) = deposit_files(database, OPERATOR, again, said.append)
    assert [(sheet.new, sheet.replaced) for sheet in receipt.sheets] == [(0, 0)] * len(receipt.sheets)
    assert said == ["Préfecture - suivi départemental 2026.xlsx\u00a0: 0 lignes"]


def test_a_demonstration_that_is_there_is_left_as_it_is(loaded: Loaded) -> None:
    database, _, _ = loaded
    before = current_rows(database, "decisions")
    sentence = load_demonstration(database, OPERATOR, UNTIL, lambda message: None)
    assert sentence == "La démonstration 00 – Val-Fictif est déjà dans cette base\u00a0: rien n’a été changé."
    assert current_rows(database, "decisions") == before
