"""A file is kept only where nothing of it that is not read seems to hold a person."""

import io
import json

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from data_access.originals import original
from domain.scope import OPERATOR
from tests.data_access.conftest import Door
from tests.data_access.reading import members, zipped
from tests.data_access.workbook_builder import Rows, operation, table, workbook
from tests.data_access.written_files import written

SSMSI: Rows = [
    ["indicateur", "annee", "Code_departement", "nombre"],
    ["Trafic de stupéfiants", 2024, "00", 12],
]
HEADER, *LINES = table([operation("A"), operation("B")])


def with_column(*cells: object) -> Rows:
    """The operations with one more column, which no field takes."""
    return [[*line, cell] for line, cell in zip([HEADER, *LINES], cells, strict=True)]


@pytest.mark.parametrize(
    ("sheets", "kept"),
    [
        pytest.param({"Opérations": with_column("météo", "pluie", "neige")}, True, id="weather"),
        pytest.param(
            {"Opérations": with_column("météo", "pluie", "rappeler au 06 12 34 56 78")}, False, id="telephone"
        ),
        pytest.param({"Opérations": with_column("divers", 612345678, "")}, False, id="telephone as a number"),
        pytest.param({"Opérations": [["État du 24/11/2026"], HEADER, *LINES]}, True, id="title"),
        pytest.param({"Opérations": [["Écrire à a.b@exemple.fr"], HEADER, *LINES]}, False, id="title with an address"),
        pytest.param({"Opérations": [HEADER, *LINES], "Notes": [["rien", "à dire"]]}, True, id="notes"),
        pytest.param(
            {"Opérations": [HEADER, *LINES], "Notes": [["prénom", "âge"], ["Jeanne", 30]]}, False, id="list of persons"
        ),
        pytest.param({"Opérations": [HEADER, *LINES], "Notes": [["véhicule AB-123-CD"]]}, False, id="plate"),
    ],
)
def test_a_file_is_kept_unless_what_is_not_read_names_somebody(
    with_plan: Door, sheets: dict[str, Rows], kept: bool
) -> None:
    receipt = with_plan.deposit(sheets)
    assert receipt.kept is kept
    found = original(with_plan.database, OPERATOR, "00", receipt.deposit_id)
    assert (found is not None) is kept


def test_a_file_of_which_a_sheet_is_refused_for_persons_is_not_kept(with_plan: Door) -> None:
    sheets: dict[str, Rows] = {
        "Opérations": table([operation("A", prénom="Jeanne")]),
        "Faits": [["date", "nature"], ["10/11/2026", "usage"]],
    }
    assert with_plan.deposit(sheets, sound_only=True).kept is False


# État 4001 by service: two counts, in C4 and D4.
ETAT: Rows = [
    ["Année 2019 - services de police", "Départements", "00", "00"],
    ["Code index", "Libellé index", "CSP A", "CSP B"],
    [55, "Trafic", 3, 4],
]


@pytest.mark.parametrize(
    ("sheets", "kept"),
    [
        pytest.param({"PN 2019": ETAT}, True, id="counts"),
        pytest.param({"PN 2019": ETAT, "Notes": [["rien", "à dire"]]}, True, id="notes"),
        pytest.param({"PN 2019": ETAT, "Agents": [["agent", "n°"], ["DUPONT", "06 12 34 56 78"]]}, False, id="agents"),
        pytest.param({"SSMSI": [[*SSMSI[0], "nom de la victime"], [*SSMSI[1], "x"]]}, False, id="column of persons"),
        pytest.param({"SSMSI": [[*SSMSI[0], "note"], [*SSMSI[1], "a.b@exemple.fr"]]}, False, id="address"),
        pytest.param({"SSMSI": [[*SSMSI[0], "note"], [*SSMSI[1], "révisé"]]}, True, id="note"),
    ],
)
def test_a_published_file_is_kept_on_the_same_terms(with_plan: Door, sheets: dict[str, Rows], kept: bool) -> None:
    assert with_plan.deposit(sheets).kept is kept


@pytest.mark.parametrize(
    ("properties", "kept"),
    [
        ({"code": "Q1", "gestionnaire": "mairie", "population": 1200}, True),
        ({"code": "Q1", "gestionnaire": "06 12 34 56 78"}, False),
        ({"code": "Q1", "n°": 612345678}, False),
        ({"code": "Q1", "gestionnaire": {"mail": None}}, False),
    ],
)
def test_a_layer_is_kept_unless_a_property_names_somebody(
    with_plan: Door, properties: dict[str, object], kept: bool
) -> None:
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [5.0, 46.0]}}
    assert with_plan.deposit(json.dumps(feature).encode(), "couche.geojson").kept is kept


def spoken(comment: str = "", header: str = "", footer: str = "") -> bytes:
    """The operations, with a comment on A2 and a header and a footer of the page."""
    book = load_workbook(io.BytesIO(workbook({"Opérations": [HEADER, *LINES]})))
    sheet = book["Opérations"]
    if comment:
        sheet["A2"].comment = Comment(comment, "Vigie")
    for page, words in ((sheet.oddHeader, header), (sheet.oddFooter, footer)):
        assert page is not None
        page.center.text = words
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (spoken("revu le 12/11", "Préfecture", "page 1"), True),
        (spoken(comment="tél. 06 12 34 56 78"), False),
        (spoken(header="a.b@exemple.fr"), False),
        (spoken(footer="véhicule AB-123-CD"), False),
    ],
)
def test_what_is_written_beside_the_cells_is_searched(with_plan: Door, content: bytes, kept: bool) -> None:
    assert with_plan.deposit(content).kept is kept


@pytest.mark.parametrize(("said", "kept"), [("revu le 12/11", True), ("tél. 06 12 <b/>34 56 78", False)])
def test_the_comments_of_an_ods_are_searched(with_plan: Door, said: str, kept: bool) -> None:
    note = f"<office:annotation><text:p>{said}</text:p></office:annotation>"
    content = changed(written("ods", "Opérations", [HEADER, *LINES]), "content.xml", "<text:p>A</text:p>", note)
    assert with_plan.deposit(content, "essai.ods").kept is kept


def changed(content: bytes, member: str, before: str, added: str) -> bytes:
    """The zip with those words put before some that it holds."""
    parts = members(content)
    text = parts[member].decode()
    assert before in text
    return zipped({**parts, member: text.replace(before, added + before, 1)})
