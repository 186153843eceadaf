"""The command line as a contract: exit codes, the objects of `--json`, sentences on stderr and never a traceback."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from tests.conftest import UNTIL, Said

Vigie = Callable[..., Said]
TITLES = ("Réf.", "DATE", "Quartier", "Type d’opération", "Service", "Cannabis (kg)", "remarque")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """An empty database."""
    return f"sqlite:///{tmp_path / 'vigie.db'}"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of département 31 with two sectors and one service."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]  # a new workbook has a sheet
    for title, rows in {
        "Plan": (("département", "semestre"), (31, "2026-S2")),
        "Secteurs": (
            ("code", "nom", "type", "zone", "priorité"),
            ("S01", "Secteur un", "quartier", "PN", 1),
            ("S02", "Secteur deux", "quartier", "GN", 2),
        ),
        "Services": (("code", "nom", "force"), ("BAC", "Brigade", "police nationale")),
    }.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = tmp_path / "plan.xlsx"
    book.save(path)
    return path


@pytest.fixture
def operations(tmp_path: Path) -> Path:
    """A service's own workbook: title lines, synonyms, kilograms, and one row with an unknown sector in C6."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "OPS janvier"
    for row in (
        ("Bilan de la BAC",),
        (),
        (),
        TITLES,
        ("A1", "03/11/2026", "S01", "coup de poing", "BAC", "1,5", "rien"),
        ("A2", "04/11/2026", "S99", "coup de poing", "BAC", 0, ""),
        ("A3", "05/11/2026", "Secteur deux", "contrôle routier", "BAC", "", ""),
    ):
        sheet.append(row)
    path = tmp_path / "bac-nord.xlsx"
    book.save(path)
    return path


def test_check_tells_sheets_columns_and_faults_by_cell(vigie: Vigie, url: str, plan: Path, operations: Path) -> None:
    said = vigie("check", plan, operations, "--json", "--database", url)
    checked = json.loads(said.out)["files"][1]
    message = (
        "Feuille «\u00a0OPS janvier\u00a0», cellule C6\u00a0: le code secteur «\u00a0S99\u00a0» "
        "n’existe pas dans le plan. Corrigez la cellule, ou ajoutez ce code au plan."
    )
    columns = {"reference": "A", "date": "B", "sector": "C", "kind": "D", "lead_service": "E", "cannabis_g": "F"}
    assert said.code == 1
    assert checked["file"] == "bac-nord.xlsx"
    assert (checked["kind"], checked["refused"]) == ("indicators", None)
    assert checked["sheets"] == [
        {
            "sheet": "OPS janvier",
            "recognised": "operations",
            "header_row": 4,
            "rows": 3,
            "sound": 2,
            "columns": columns,
            "unmatched": ["remarque"],
        }
    ]
    assert checked["faults"] == [
        {
            "sheet": "OPS janvier",
            "cell": "C6",
            "column": "sector",
            "rule": "unknown_reference",
            "value": "S99",
            "message": message,
        }
    ]


def test_import_stores_nothing_of_a_faulty_file_unless_sound_rows_are_asked(
    vigie: Vigie, url: str, plan: Path, operations: Path
) -> None:
    base = ("--departement", "31", "--database", url, "--json")
    assert vigie("import", plan, *base).code == 0
    refused = vigie("import", operations, *base, "--service", "BAC")
    assert (refused.code, json.loads(refused.out)) == (2, {"deposits": []})
    assert "cellule C6" in refused.err
    stored = vigie("import", operations, *base, "--service", "BAC", "--sound-rows")
    assert stored.code == 1
    sheet = {"sheet": "OPS janvier", "recognised": "operations", "new": 2, "replaced": 0, "unchanged": 0, "refused": 1}
    assert json.loads(stored.out) == {"deposits": [{"id": 2, "file": "bac-nord.xlsx", "sheets": [sheet]}]}
    again = json.loads(vigie("import", operations, *base, "--service", "BAC", "--sound-rows").out)
    assert again["deposits"][0]["sheets"] == [{**sheet, "new": 0, "unchanged": 2}]


def test_figures_are_those_of_the_rows(vigie: Vigie, url: str, plan: Path, operations: Path) -> None:
    vigie("import", plan, "--departement", "31", "--database", url)
    vigie("import", operations, "--departement", "31", "--service", "BAC", "--sound-rows", "--database", url)
    window = ("--from", "2026-11-01", "--to", "2026-11-14")
    codes = ("--codes", "operations,operations_raids,cannabis_g", "--json", "--database", url)
    found = json.loads(vigie("figures", "--departement", "31", *window, *codes).out)
    assert (found["departement"], found["from"], found["to"]) == ("31", "2026-11-01", "2026-11-14")
    values = {figure["code"]: (figure["scope"], figure["value"]) for figure in found["figures"]}
    # A1 and A3 are sound; A1 is the raid, and its 1,5 kg are 1 500 g.
    assert values == {
        "operations": ("département", 2),
        "operations_raids": ("département", 1),
        "cannabis_g": ("département", 1500),
    }
    by_sector = json.loads(vigie("figures", "--departement", "31", *window, "--by", "sector", *codes).out)
    operations_by_sector = [
        (figure["scope"], figure["value"]) for figure in by_sector["figures"] if figure["code"] == "operations"
    ]
    assert operations_by_sector == [("S01", 1), ("S02", 1)]


def test_deposits_are_listed_newest_first(vigie: Vigie, url: str, plan: Path) -> None:
    for _ in range(2):
        vigie("import", plan, "--departement", "31", "--database", url)
    found = json.loads(vigie("deposits", "--departement", "31", "--json", "--database", url).out)
    assert [(row["id"], row["file"], row["new"], row["unchanged"]) for row in found["deposits"]] == [
        (2, "plan.xlsx", 0, 4),
        (1, "plan.xlsx", 4, 0),
    ]


@pytest.mark.parametrize("book", ["plan", "indicators"])
def test_a_blank_template_is_recognised_and_holds_nothing(vigie: Vigie, url: str, tmp_path: Path, book: str) -> None:
    path = tmp_path / f"{book}.xlsx"
    assert vigie("template", book, "--output", path).code == 0
    checked = json.loads(vigie("check", path, "--json", "--database", url).out)
    assert checked["refused"]["rule"] == "empty"


def test_books_are_written_in_both_formats(vigie: Vigie, demonstration_url: str, tmp_path: Path) -> None:
    asked = ("--departement", "00", "--until", UNTIL, "--database", demonstration_url)
    for form in ("pdf", "xlsx"):
        assert vigie("book", *asked, "--format", form, "--output", tmp_path / f"book.{form}").code == 0
    assert "Synthèse" in load_workbook(tmp_path / "book.xlsx").sheetnames
    assert "DIFFUSION RESTREINTE" in PdfReader(tmp_path / "book.pdf").pages[0].extract_text()


def test_a_book_for_circulation_says_so(vigie: Vigie, demonstration_url: str, tmp_path: Path) -> None:
    asked = ("--departement", "00", "--until", UNTIL, "--database", demonstration_url, "--format", "pdf")
    assert vigie("book", *asked, "--circulation", "--output", tmp_path / "book.pdf").code == 0
    text = PdfReader(tmp_path / "book.pdf").pages[0].extract_text()
    assert "ÉDITION POUR CIRCULATION" in text
    assert "DIFFUSION RESTREINTE" not in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("figures",), "Il manque --departement."),
        (("figures", "--departement", "99", "--from", "2026-01-01", "--to", "2026-01-14"), "n’est pas un département"),
        (("figures", "--departement", "31", "--from", "01/01/2026", "--to", "2026-01-14"), "n’est pas une date"),
        (("figures", "--departement", "31", "--from", "2026-01-14", "--to", "2026-01-01"), "finit avant de commencer"),
        (
            ("figures", "--departement", "31", "--from", "2026-01-01", "--to", "2026-01-14", "--codes", "tintin"),
            "L’indicateur «\u00a0tintin\u00a0» n’existe pas.",
        ),
        (("check", "absent.xlsx"), "n’existe pas"),
        (("check", "."), "c’est un dossier"),
        (("check",), "Il manque FICHIERS."),
        (("undo",), "Il manque DÉPÔT."),
        (("import", "absent.xlsx", "--departement", "31"), "n’existe pas"),
        (("serve", "--address", "0.0.0.0"), "n’écoute que sur la boucle locale"),
        (("volare",), "Commande inconnue ou mal formée\u00a0: volare."),
        (("serve", "--port", "volare"), "un nombre entier est attendu"),
        (("figures", "--departement", "31", "--from", "0001-01-01", "--to", "2026-01-14"), "de 1972 à 2099"),
        (("hotspots", "--departement", "31", "--until", "9999-12-31"), "de 1972 à 2099"),
        (("figures", "--departement", "31", "--from", "2026-01-01", "--to", "2026-01-14", "--codes", ","), "--codes"),
        (("deposits", "--departement", "31", "--database", "volare"), "L’adresse de la base de données"),
        (("template", "plan", "--output", "/nowhere/plan.xlsx"), "/nowhere/plan.xlsx\u00a0: lecture ou écriture"),
        (("check", "--volare"), "L’option --volare n’existe pas."),
    ],
)
def test_a_bad_call_is_one_french_sentence_and_exit_code_2(
    vigie: Vigie, url: str, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.setenv("VIGIE_DATABASE_URL", url)
    said = vigie(*arguments)
    assert said.code == 2
    assert sentence in said.err
    assert "Traceback" not in said.err


def test_help_is_in_french(vigie: Vigie) -> None:
    said = vigie("--help")
    assert said.code == 0
    assert "Affiche cette aide." in said.out
    assert "Commandes" in said.out


def test_the_demonstration_is_made_once(vigie: Vigie, demonstration_url: str) -> None:
    said = vigie("demo", "--database", demonstration_url)
    assert said.code == 0
    assert "rien n’a été changé" in said.err


def test_a_departement_is_given_back_by_its_code(vigie: Vigie, url: str) -> None:
    found = vigie("deposits", "--departement", "2a", "--json", "--database", url)
    assert json.loads(found.out) == {"departement": "2A", "deposits": []}


def test_check_tells_the_columns_that_are_not_read(vigie: Vigie, url: str, operations: Path) -> None:
    assert "OPS janvier, colonnes non lues\u00a0: remarque" in vigie("check", operations, "--database", url).out


def test_plans_are_stored_before_what_points_at_them(vigie: Vigie, url: str, plan: Path, operations: Path) -> None:
    asked = ("--departement", "31", "--service", "BAC", "--database", url)
    said = vigie("import", operations, plan, *asked, "--sound-rows", "--json")
    assert said.code == 1
    assert [done["file"] for done in json.loads(said.out)["deposits"]] == ["plan.xlsx", "bac-nord.xlsx"]
    refused = vigie("import", operations, *asked)
    assert (refused.code, "L’option --sound-rows le fait." in refused.err) == (2, True)


@pytest.mark.parametrize("command", ["check", "import"])
def test_a_service_that_no_plan_names_is_refused(
    vigie: Vigie, url: str, plan: Path, operations: Path, command: str
) -> None:
    vigie("import", plan, "--departement", "31", "--database", url)
    said = vigie(command, operations, "--departement", "31", "--service", "ZZZ", "--database", url)
    assert (said.code, "Le service «\u00a0ZZZ\u00a0» n’est dans aucun plan" in said.err) == (2, True)


def test_tables_for_people_speak_french(vigie: Vigie, url: str, operations: Path) -> None:
    said = vigie("check", operations, "--database", url).out
    assert "bac-nord.xlsx\u00a0: classeur d’indicateurs" in said
    assert "Opérations" in said.splitlines()[2]
