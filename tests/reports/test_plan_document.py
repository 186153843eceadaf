"""The plan to sign and send: what it says is what two small workbooks hold, counted by hand; how it is tagged."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from analysis.plan_versions import plan_version
from data_access.database import Database
from domain.scope import OPERATOR, Scope, ScopeError
from reports.plan_document import plan_pdf, semester_words
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import SCHOOL_1, SCHOOL_2, Rows, plan_sheets
from tests.reports.test_pdf import plain, text_of

FIRST, SECOND = ("2026-S1", 1), ("2026-S2", 2)
TITLE = "Plan départemental de lutte contre le trafic de stupéfiants, 2026-S2 v2"
HOSTILE = "#panic() *gras* $x$"
OBJECTIVES: Rows = [
    ["code", "volet", "rang", "secteur", "intitulé", "mode d’action", "service pilote", "échéance", "état"],
    ["R1", "répression", 1, "S2", HOSTILE, None, "CIE", None, None],
    ["D2", "dissuasion", 2, None, "Être présent", None, "EMS", date(2026, 12, 31), "à engager"],
    ["D1", "dissuasion", 1, "S1", "Tenir les abords", "patrouilles", "BAC", date(2026, 12, 31), "en cours"],
]
SECTORS: Rows = [
    ["code", "nom", "commune", "type", "zone", "priorité", "groupe cité", "quartier patrimonial"],
    ["S1", "Les Lilas", "Val-Fictif", "quartier", "PN", 2, "oui", "oui"],
    ["S2", "La Gare", None, "gare ou transports", "PN", 1, "non", "non"],
]
SCHOOLS: Rows = [
    ["UAI", "nom", "type", "secteur", "liste nationale", "présences par semaine"],
    [SCHOOL_1, "Collège des Lilas", "collège", "S1", "non", 3],
    [SCHOOL_2, "Lycée de la Gare", "lycée", None, "oui", 4],
]
TARGETS: Rows = [
    ["indicateur", "secteur", "valeur", "par"],
    ["operations", "S1", 2, "quinzaine"],
    ["investigations_opened", None, 8, "mois"],
    ["operations", "S2", 2, "quinzaine"],
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Two versions: the bare one of the first semester, then one signed by the prefect alone."""
    opened = Database(f"sqlite:///{tmp_path_factory.mktemp('plan') / 'vigie.db'}")
    opened.migrate()
    door = Door(opened)
    door.deposit(plan_sheets(semester=FIRST[0]), "premier.xlsx")
    head: Rows = [
        ["département", "semestre", "version", "adopté le", "visa préfet le"],
        ["00", *SECOND, date(2026, 9, 10), date(2026, 9, 14)],
    ]
    sheets = {"Plan": head, "Secteurs": SECTORS, "Établissements": SCHOOLS, "Objectifs": OBJECTIVES, "Cibles": TARGETS}
    door.deposit(sheets, "plan v2.xlsx")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def content(database: Database) -> bytes:
    return plan_pdf(plan_version(database, OPERATOR, "00", SECOND))


@pytest.fixture(scope="module")
def text(content: bytes) -> str:
    return text_of(content)


def test_says_which_plan_and_what_is_in_it(text: str) -> None:
    for words in (
        f"DIFFUSION RESTREINTE {TITLE}",
        "00 – Val-Fictif, second semestre 2026 (du 1er juillet au 31 décembre 2026), version 2",
        "Version remplace le plan 2026-S1 Adopté le 10/09/2026",
        # The services are those of the first plan: the second workbook leaves the sheet out.
        "Contenu 3 objectifs, 2 secteurs, 2 établissements, 3 cibles et 3 services",
        "Établi d’après plan v2.xlsx et premier.xlsx",
        f"{TITLE}, 00 – Val-Fictif page 1 sur",
    ):
        assert plain(words) in text, words


def test_objectives_stand_by_strand_and_rank(text: str) -> None:
    for words in (
        "Objectifs, volet dissuasion Rang Objectif Secteur Service pilote Échéance État 1 D1",
        "1 D1 – Tenir les abords (patrouilles) S1 – Les Lilas BAC 31/12/2026 en cours 2 D2",
        "2 D2 – Être présent Département EMS 31/12/2026 à engager Objectifs, volet répression",
        f"1 R1 – {HOSTILE} S2 – La Gare CIE – –",
    ):
        assert plain(words) in text, words
    assert "volet patrimoine" not in text


def test_targets_sectors_schools_and_services_are_those_of_the_workbook(text: str) -> None:
    for words in (
        "Opérations 2 opérations par quinzaine S1 – Les Lilas et S2 – La Gare",
        "Enquêtes ouvertes 8 enquêtes par mois Département",
        "1 S2 – La Gare – gare ou transports PN – 2 S1",
        "2 S1 – Les Lilas Val-Fictif quartier PN groupe cité et quartier patrimonial",
        f"{SCHOOL_2} Lycée de la Gare lycée – oui 4 {SCHOOL_1} Collège des Lilas collège S1 – Les Lilas non 3",
        "BAC Brigade anti-criminalité police nationale",
    ):
        assert plain(words) in text, words


def test_says_what_changed_since_the_version_before(text: str) -> None:
    _, changes = text.split("Ce qui change depuis la version précédente")
    for words in (
        "Secteurs retiré 1 S3 Le Bourg",
        "Objectifs ajouté 3 R1",
        "Objectifs retiré 1 O1 Tenir les abords",
        "priorité : 1 → 2",
    ):
        assert plain(words) in changes, words


def test_leaves_room_for_what_is_not_signed_yet(text: str) -> None:
    assert "Le préfet Visa le 14/09/2026" in text
    assert "Le procureur de la République Visa le ……" in text
    assert "sous le timbre du secrétariat général à la lutte contre le trafic de drogue" in text
    assert "Timbre du secrétariat général à la lutte contre le trafic de drogue Transmis le ……" in text


def test_is_tagged_french_titled_and_dated_with_bookmarks(content: bytes) -> None:
    reader = PdfReader(BytesIO(content))
    catalogue = reader.root_object
    marks, declared = catalogue["/MarkInfo"], catalogue["/Metadata"]
    assert isinstance(marks, DictionaryObject)
    assert isinstance(declared, StreamObject)
    assert (str(catalogue["/Lang"]), str(marks["/Marked"])) == ("fr-FR", "True")
    assert b"pdfuaid:part" in declared.get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == f"{TITLE} – 00 – Val-Fictif"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == date(2026, 9, 10)
    assert [str(one["/Title"]) for one in reader.outline if isinstance(one, DictionaryObject)] == [
        "Objectifs, volet dissuasion",
        "Objectifs, volet répression",
        "Cibles",
        "Secteurs, par ordre de priorité",
        "Établissements scolaires",
        "Services participants",
        "Ce qui change depuis la version précédente",
    ]


def test_one_version_gives_one_file(database: Database, content: bytes) -> None:
    assert plan_pdf(plan_version(database, OPERATOR, "00", SECOND)) == content


def test_the_first_version_says_that_it_is_the_first(database: Database) -> None:
    text = text_of(plan_pdf(plan_version(database, OPERATOR, "00", FIRST)))
    for words in (
        "premier semestre 2026 (du 1er janvier au 30 juin 2026), version 1",
        "Version premier plan enregistré Adopté le ……",
        "Le plan ne fixe aucune cible.",
        "C’est le premier plan enregistré.",
        "Le préfet Visa le ……",
    ):
        assert plain(words) in text, words


def test_a_plan_that_changes_nothing_says_so_and_one_of_its_head_alone_is_whole(empty_database: Database) -> None:
    door = Door(empty_database)
    for semester in ("2026-S1", "2026-S2"):
        door.deposit({"Plan": [["département", "semestre", "version"], ["00", semester, 1]]}, f"{semester}.xlsx")
    text = text_of(plan_pdf(plan_version(empty_database, OPERATOR, "00", ("2026-S2", 1))))
    for words in (
        "Reprend le plan 2026-S1 sans rien y changer.",
        "Le plan ne porte aucun objectif.",
        "Le plan ne porte aucun secteur.",
        "Le plan ne porte aucun établissement.",
        "Le plan ne nomme aucun service.",
    ):
        assert words in text, words


def test_only_stored_versions_of_the_scope_are_printed(database: Database) -> None:
    with pytest.raises(KeyError):
        plan_version(database, OPERATOR, "00", ("2031-S1", 1))
    with pytest.raises(ScopeError):
        plan_version(database, Scope(frozenset({"13"})), "00", SECOND)


def test_a_semester_in_words() -> None:
    assert plain(semester_words("2027-S1")) == "premier semestre 2027 (du 1er janvier au 30 juin 2027)"
