"""`vigie deposits` and `vigie undo`: what stands, what was undone, and what an undo says and refuses."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Said
from tests.data_access.workbook_builder import operation, operations, plan_sheets, workbook

Vigie = Callable[..., Said]
ON = ("--departement", "00")
NOTHING = {"operations": None, "weapons": None}
"""No file covers the window any more: that is unknown, not zero."""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A plan; two operations; the first of them changed; both again."""
    first, second = operation("A", armes=1), operation("B", armes=1)
    sheets = {
        "plan": plan_sheets(),
        "a": operations(first, second),
        "b": operations(operation("A", armes=2)),
        "c": operations(operation("A", armes=2), second),
    }
    paths = {name: tmp_path / f"{name}.xlsx" for name in sheets}
    for name, path in paths.items():
        path.write_bytes(workbook(sheets[name]))
    return paths


@pytest.fixture
def stored(vigie: Vigie, files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vigie:
    """The command on a database that holds the plan (1), a (2) and b (3)."""
    monkeypatch.setenv("VIGIE_DATABASE_URL", f"sqlite:///{tmp_path / 'vigie.db'}")
    assert vigie("import", files["plan"], files["a"], files["b"], *ON).code == 0
    return vigie


def counts(vigie: Vigie) -> dict[str, int | None]:
    asked = ("--from", "2026-11-01", "--to", "2026-11-30", "--codes", "operations,weapons")
    found = json.loads(vigie("figures", *ON, *asked, "--json").out)
    return {figure["code"]: figure["value"] for figure in found["figures"]}


def test_an_undo_puts_back_what_stood_and_tells_the_counts(stored: Vigie) -> None:
    assert counts(stored) == {"operations": 2, "weapons": 3}
    said = stored("undo", 3)
    assert (said.code, said.err) == (0, "Dépôt n°\u00a03 annulé\u00a0: b.xlsx\n")
    assert [line.split() for line in said.out.splitlines()] == [
        ["feuille", "retirées", "remises", "perdues"],
        ["Opérations", "1", "1", "0"],
    ]
    assert counts(stored) == {"operations": 2, "weapons": 2}


def test_its_object_for_programs(stored: Vigie, files: dict[str, Path]) -> None:
    stored("import", files["c"], *ON)
    done = json.loads(stored("undo", 2, "--lose-later", "--json").out)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", done.pop("undone_at"))
    assert done == {
        "id": 2,
        "file": "a.xlsx",
        "sheets": [{"sheet": "operations", "removed": 2, "restored": 0, "lost": 1}],
        "later": [{"id": 3, "file": "b.xlsx", "rows": 1}],
        "confirming": [{"id": 4, "file": "c.xlsx", "rows": 2}],
    }
    assert counts(stored) == NOTHING


def test_a_file_that_had_found_the_rows_there_is_to_be_deposited_again(stored: Vigie, files: dict[str, Path]) -> None:
    stored("import", files["c"], *ON)
    said = stored("undo", 3)
    assert "Le dépôt n°\u00a04 (c.xlsx) avait trouvé déjà là des lignes de ces feuilles" in said.err
    stored("import", files["c"], *ON)
    assert counts(stored) == {"operations": 2, "weapons": 3}


def test_a_later_change_is_not_lost_unless_it_is_said(stored: Vigie) -> None:
    said = stored("undo", 2)
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "a.xlsx, dépôt n°\u00a02\u00a0: ses lignes ont changé depuis, par le dépôt n°\u00a03 (b.xlsx, 1\u00a0ligne). "
        "Annulez d’abord ce qui est venu après, en commençant par le plus récent, ou confirmez que ces changements "
        "peuvent être perdus. L’option --lose-later le confirme.\n"
    )
    assert counts(stored) == {"operations": 2, "weapons": 3}
    assert stored("undo", 2, "--lose-later").code == 0
    assert counts(stored) == NOTHING


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("undo", 9), "Le dépôt n°\u00a09 n’existe pas."),
        (("undo", "volare"), "un nombre entier est attendu"),
        (("undo",), "Il manque DÉPÔT."),
    ],
)
def test_what_cannot_be_undone_is_one_sentence(stored: Vigie, arguments: tuple[object, ...], sentence: str) -> None:
    said = stored(*arguments)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err


def test_one_is_undone_once(stored: Vigie) -> None:
    stored("undo", 3)
    said = stored("undo", 3)
    assert said.code == 2
    assert "b.xlsx, dépôt n°\u00a03 a déjà été annulé le" in said.err
    assert "par ligne de commande" in said.err


def test_the_history_shows_undone_deposits_as_such(stored: Vigie) -> None:
    stored("undo", 3)
    found = json.loads(stored("deposits", *ON, "--json").out)["deposits"]
    marks = [(row["id"], row["undone_at"] is not None, row["undone_by"]) for row in found]
    assert marks == [(3, True, "ligne de commande"), (2, False, None), (1, False, None)]
    header, third, second, first = stored("deposits", *ON).out.splitlines()
    assert header.endswith("annulé le (UTC)")
    moment = r"\d\d/\d\d/\d{4} \d\d:\d\d"
    assert re.fullmatch(rf"3 +{moment} +b.xlsx +– +0 +1 +0 +0 +{moment}", third)
    assert re.fullmatch(rf"2 +{moment} +a.xlsx +– +2 +0 +0 +0 +–", second)
    assert first.endswith("–")
