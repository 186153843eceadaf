"""The edition for circulation: attacked as a whole by linear programmes, and searched for what may not be in it.

What is confidential and what is not stands in docs/decisions/0007-small-numbers.md: acts and persons are, numbers of
sectors, schools, services and days are not.
"""

import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from analysis.hotspots import fortnight_until
from analysis.situation import situation
from data_access.database import Database
from domain.scope import OPERATOR
from indicators.suppression import HIGHEST_SMALL, Mark
from reports.book import BookFormat, build_book, render
from reports.circulation import published
from reports.content import Amount, AreaMap, Book, Chart, Items, cell_words
from reports.meeting_book import write_book
from tests.conftest import UNTIL as NEWEST
from tests.reports.attacker import COUNTED_UNITS, FIGURES, HIDDEN, Attacker, counts_of, number_of, tables
from tests.reports.conftest import DEPARTMENT, PLAN, UNTIL, deposit
from tests.reports.test_pdf import text_of

pytestmark = pytest.mark.xdist_group("circulation")  # what its tests share is made once

FORTNIGHTS = (
    ("00", NEWEST),
    ("00", date(2026, 8, 16)),
    ("00", date(2026, 1, 11)),
    ("00", date(2025, 6, 29)),
    (DEPARTMENT, UNTIL),
)
# Columns and rows whose small numbers are none of acts or persons: targets of the plan, days, schools, scales.
PLAN_AND_DAYS = (
    "Attendu dans la fenêtre (opérations)",
    "Attendues d’après la cible",
    "Depuis la dernière (jours)",
    "Manquent à la fenêtre (jours)",
    "Lignes",  # how many rows a table of the edition has
)
OTHER_UNITS = (
    *("jours", "établissements", "de 0 à 1", "g", "minutes", "part des semaines de classe"),
    *("1 oui, 0 non", "part des objectifs", "décisions"),  # what the staff counts of itself
)
OF_THE_STAFF = "Réunions de l’état-major tenues"


@pytest.fixture(scope="module", params=FORTNIGHTS, ids=lambda asked: f"{asked[0]}-{asked[1]}")
def editions(
    request: pytest.FixtureRequest, demonstration: Database, database: Database
) -> tuple[Book, Book, list[bytes]]:
    """Both editions of a fortnight, and the files of the one for circulation."""
    department, until = request.param
    opened = database if department == DEPARTMENT else demonstration
    meeting = build_book(opened, OPERATOR, department, until)
    circulating = build_book(opened, OPERATOR, department, until, circulation=True)
    return meeting, circulating, [render(circulating, form) for form in BookFormat]


def test_no_hidden_count_can_be_deduced(editions: tuple[Book, Book, list[bytes]]) -> None:
    meeting, circulating, _ = editions
    attacker = Attacker(circulating, meeting)
    hidden = attacker.hidden()
    assert hidden
    for name in hidden:
        least, most = attacker.range_of(name)
        assert least - 1e-6 <= attacker.truth[name] <= most + 1e-6
        if attacker.truth[name] <= 4:
            assert most - least >= 1 - 1e-6, (name, least, most)


def test_the_attacker_wins_where_small_counts_alone_are_hidden(
    demonstration: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def small_alone(counts: dict[published.Count, int], *_: object, **__: object) -> dict[published.Count, Mark]:
        return {name: Mark.SMALL for name, count in counts.items() if 1 <= count <= HIGHEST_SMALL}

    monkeypatch.setattr(published, "suppress", small_alone)
    careless = build_book(demonstration, OPERATOR, "00", NEWEST, circulation=True)
    attacker = Attacker(careless, build_book(demonstration, OPERATOR, "00", NEWEST))
    ranges = [attacker.range_of(name) for name in attacker.hidden()]
    assert [least for least, most in ranges if most - least < 1 - 1e-6]


def test_every_small_count_is_hidden_and_shown_ones_are_true(editions: tuple[Book, Book, list[bytes]]) -> None:
    meeting, circulating, _ = editions
    attacker = Attacker(circulating, meeting)
    for name, words in attacker.shown.items():
        if words not in HIDDEN:
            assert number_of(words) == attacker.truth[name]
            assert not 1 <= attacker.truth[name] <= 4
        elif words == HIDDEN[0]:
            assert 1 <= attacker.truth[name] <= 4
        else:
            assert attacker.truth[name] >= 1


def test_charts_and_maps_draw_only_what_the_tables_show(editions: tuple[Book, Book, list[bytes]]) -> None:
    _, circulating, _ = editions
    shown = {name[2] for name, words in counts_of(circulating).items() if not words & set(HIDDEN)}
    blocks = [block for section in circulating.sections for block in section.blocks]
    for chart in (block for block in blocks if isinstance(block, Chart)):
        for series in chart.series:
            assert len(series.values) == len(chart.categories)
            assert {category.split()[0] for category in chart.categories} <= shown
            if series.name != "Attendues d’après la cible":
                assert not [value for value in series.values if value is None or 1 <= value <= 4]
    for drawn in (block for block in blocks if isinstance(block, AreaMap)):
        words = counts_of(circulating)
        for area in drawn.areas:
            (said,) = words["Faits de stupéfiants", 0, area.code, ""]
            assert said == (area.mark if area.count is None else f"{area.count:.0f}")


def test_the_pdf_has_no_reference_coordinate_school_or_small_count(
    editions: tuple[Book, Book, list[bytes]], demonstration: Database, database: Database
) -> None:
    _, circulating, (pdf, *_) = editions
    text = text_of(pdf)
    opened, department = (database, DEPARTMENT) if "31" in circulating.department else (demonstration, "00")
    for secret in secrets(opened, department):
        assert secret not in text, secret
    assert_no_coordinate(text)
    counted = "faits?|opérations?|présences?|enquêtes?|résultats?|réseaux?|personnes?|op\\.|prés\\.|enq\\.|rec\\."
    # "une à quatre présences", "2 par quinzaine", "opérations 1,0" are no counts; "3 faits", "2 op.", "3 contre 5" are.
    assert not re.findall(rf"(?<![\d,]) (?<![\d,] )[1-4] (?:{counted})", text)
    assert "ÉDITION POUR CIRCULATION" in text
    assert "restreinte" not in text.lower()


def test_no_comparison_in_words_has_a_small_count(editions: tuple[Book, Book, list[bytes]]) -> None:
    _, circulating, _ = editions
    for table in tables(circulating):
        if table.title in FIGURES:
            for row in table.rows:
                if row[1] in COUNTED_UNITS:
                    numbers = re.findall(r"\d+", str(row[5]).replace("\u202f", "").partition("(")[2] or str(row[5]))
                    assert not [number for number in numbers if 1 <= int(number) <= 4], row


def secrets(opened: Database, department: str) -> set[str]:
    """References, UAI and free texts that the files hold."""
    known = situation(opened, OPERATOR, department, fortnight_until(NEWEST))
    columns = {
        "operations": "reference",
        "investigations": "reference",
        "facts": "reference",
        "safety": "reference",
        "mobile_forces": "reference",
        "schools": "uai",
        "objectives": "title",
        "decisions": "text",
    }
    found = {str(value) for table, column in columns.items() for value in known.table(table)[column].dropna()}
    files = {str(value) for table in columns for value in known.table(table).get("source_file", [])}
    return {value for value in found | files if len(value) > 3}


def assert_no_coordinate(text: str) -> None:
    assert not re.findall(r"-?\d{1,2}[.,]\d{3,}", text)


def test_the_workbook_has_none_either(
    editions: tuple[Book, Book, list[bytes]], demonstration: Database, database: Database
) -> None:
    _, circulating, files = editions
    content = files[list(BookFormat).index(BookFormat.XLSX)]
    opened, department = (database, DEPARTMENT) if "31" in circulating.department else (demonstration, "00")
    hidden_from = secrets(opened, department)
    for sheet in load_workbook(BytesIO(content)):
        heading: dict[int, str] = {}
        for row in sheet.iter_rows():
            texts = [str(cell.value) for cell in row if isinstance(cell.value, str)]
            assert not hidden_from & set(texts)
            if any(cell.font.bold for cell in row) and len(texts) > 1:
                heading = heading | {cell.column: str(cell.value) for cell in row if isinstance(cell.value, str)}
            for cell in row:
                if isinstance(cell.value, int | float) and 1 <= cell.value <= 4:
                    unit = str(row[1].value)
                    told = heading[cell.column] in PLAN_AND_DAYS or unit in OTHER_UNITS or row[0].value == OF_THE_STAFF
                    assert told, (sheet.title, cell.coordinate)
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name).decode()
            assert not [secret for secret in hidden_from if secret in part], name
            assert "restreinte" not in part.lower(), name
            assert "<c:numCache>" not in part, name


def test_sentences_say_less_than_five(editions: tuple[Book, Book, list[bytes]]) -> None:
    _, circulating, _ = editions
    sentences = [
        f"{item.text} {item.detail}"
        for section in circulating.sections
        for block in section.blocks
        if isinstance(block, Items)
        for item in block.items
    ]
    assert sentences
    counted = re.compile(r"(?<!\d)[1-4]\u00a0(?:fait|opération|résultat|enquête|présence)")
    assert not [sentence for sentence in sentences if counted.search(sentence)]


def test_a_fortnight_is_hidden_alike_in_the_next_book(demonstration: Database) -> None:
    """What one book hides, the next one must not show as its previous window."""
    book = build_book(demonstration, OPERATOR, "00", NEWEST, circulation=True)
    before = build_book(demonstration, OPERATOR, "00", NEWEST - timedelta(days=14), circulation=True)
    now, then = counts_of(book), counts_of(before)
    shared = [name for name in now if name[1] == 1 and (name[0], 0, *name[2:]) in then]
    assert len(shared) > 14
    for name in shared:
        assert now[name] == then[name[0], 0, name[2], name[3]], name


def test_hand_counted_sentences_of_a_small_departement(database: Database, tmp_path: Path) -> None:
    # 3 + 1 drug facts, 2 operations, 1 network, 1 result not sent: all of them from 1 to 4.
    output = tmp_path / "circulation.pdf"
    write_book(database, OPERATOR, DEPARTMENT, UNTIL, BookFormat.PDF, output, circulation=True)
    text = text_of(output.read_bytes())
    for words in (
        "Faits de stupéfiants : moins de 5 faits dans le département.",
        "Moins de 5 opérations dans le département. 2 secteurs sur 3 sans opération.",
        "Moins de 5 résultats d’enquête à transmettre à l’office",
        "1 secteur sans aucune action Le Bourg : ni opération, ni présence, ni enquête dans la fenêtre.",
        "S1 Les Lilas quartier PN < 5",
        "Trop de nombres sont masqués ou inconnus pour tracer ce graphique",
        "Le détail par établissement n’est pas dans cette édition",
    ):
        assert words in text, words
    assert PdfReader(output).metadata is not None
    assert "pour circulation" in str(PdfReader(output).metadata)


def test_a_target_says_no_more_than_the_mark(database: Database) -> None:
    # S1: 2 operations of 2 expected. "Below 5" leaves 1 open, which would not reach the target: nothing is said.
    # S2: 0 of 2 expected: both are shown.
    book = build_book(database, OPERATOR, DEPARTMENT, UNTIL, circulation=True)
    frequency = next(table for table in tables(book) if table.title.startswith("Fréquence"))
    reached = [column.label for column in frequency.columns].index("Cible atteinte")
    assert [(row[0], row[2], row[reached]) for row in frequency.rows] == [
        ("S1", "<\u00a05", "n.\u00a0c."),
        ("S2", Amount(0), "non"),
        ("S3", Amount(0), "sans cible"),
    ]


def test_investigations_prevention_and_the_plan_are_told_by_the_same_rule(demonstration: Database) -> None:
    book = build_book(demonstration, OPERATOR, "00", NEWEST, circulation=True)
    found = {table.title: [str(row[0]) for row in table.rows] for table in tables(book)}
    assert found["Enquêtes du département"] == [
        *("Enquêtes ouvertes", "Réseaux démantelés", "Résultats non transmis à l’office"),
        *("Mis en cause", "Mineurs mis en cause", "Parents, responsabilité examinée", "Parents poursuivis"),
    ]
    assert found["Prévention du département"] == [
        "Réunions d’information proposées",
        "Réunions d’information tenues",
        "Recommandations de sûreté",
    ]
    assert found["Pilotage du plan"] == [
        *("Plan à jour du semestre", "Objectifs atteints", OF_THE_STAFF, "Décisions à exécuter", "Décisions en retard"),
    ]
    assert {"Versions du plan, signatures et envoi", "Fonds de concours par année"} <= set(found)


def test_the_one_adult_among_minors_is_not_given_back(empty_database: Database) -> None:
    # 7 suspects, 6 of them minors: 7 and 6 are no small numbers, but 7 - 6 = 1 would be the only adult.
    header = ["référence", "ouverte le", "close le", "service", "mis en cause", "dont mineurs"]
    rows = [["E-1", date(2026, 10, 1), UNTIL, "BAC", 7, 6], ["E-2", date(2026, 10, 1), UNTIL, "BAC", 9, 0]]
    deposit(empty_database, PLAN, "plan.xlsx")
    deposit(empty_database, {"Enquêtes": [header, rows[0]]}, "une.xlsx")
    assert of_persons(empty_database) == {"n.\u00a0c.", "7"} or of_persons(empty_database) == {"6", "n.\u00a0c."}
    deposit(empty_database, {"Enquêtes": [header, rows[1]]}, "deux.xlsx")
    assert of_persons(empty_database) == {"16", "6"}  # ten adults


def of_persons(opened: Database) -> set[str]:
    book = build_book(opened, OPERATOR, DEPARTMENT, UNTIL, circulation=True)
    (table,) = (table for table in tables(book) if table.title == "Enquêtes du département")
    return {cell_words(row[2]) for row in table.rows if "is en cause" in str(row[0])}


def test_a_share_of_few_school_weeks_is_hidden(database: Database) -> None:
    # 1 of the 2 school weeks of the national list: numerator and denominator under 5.
    book = build_book(database, OPERATOR, DEPARTMENT, UNTIL, circulation=True)
    six = next(table for table in tables(book) if table.title == FIGURES[0])
    (row,) = (row for row in six.rows if row[0] == "Couverture de la liste nationale")
    assert row[2] == "n.\u00a0c."


def test_an_empty_department_has_its_edition_too(empty_database: Database) -> None:
    book = build_book(empty_database, OPERATOR, "2A", UNTIL, circulation=True)
    assert "Aucun plan n’est enregistré" in text_of(render(book, BookFormat.PDF))
    assert render(book, BookFormat.XLSX)


def test_the_same_edition_twice_is_the_same_file(database: Database) -> None:
    first, second = (
        render(build_book(database, OPERATOR, DEPARTMENT, UNTIL, circulation=True), BookFormat.PDF) for _ in range(2)
    )
    assert first == second
