"""Persons: the headers and cells that condemn a sheet, and those that look alike but do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access import layouts
from data_access.workbooks.instructions import Assignment, Layout
from data_access.workbooks.personal import is_personal_header, personal_content, personal_texts
from domain.faults import Rule
from domain.scope import OPERATOR
from domain.sheets import WORKBOOK_SHEETS, Book
from tests.data_access.conftest import Door, triples
from tests.data_access.workbook_builder import Rows, facts, operation, operations, plan_sheets, table

PERSONAL_HEADERS = [
    "Nom de l'intéressé",
    "NOM",
    "Prénom",
    "Nom et prénom",
    "NOMS PRENOMS",
    "Date de naissance",
    "Né le",
    "Né(e) le",
    "Adresse",
    "Domicile",
    "Téléphone",
    "tél.",
    "Immatriculation",
    "Plaque",
    "Numéro de sécurité sociale",
    "N° SS",
    "NIR",
    "E-mail",
    "Courriel",
    "Mis en cause (nom)",
    "Identité du mis en cause",
    "Patronyme",
    "DDN",
    "Date naiss.",
    "Individu",
    "Chauffeur",
    "Conducteur du véhicule",
    "Gardé à vue",
    "Gardé(e) à vue",
    "Gardée à vue",
    "Agent verbalisateur",
    "Chef de bord",
    "Équipier 2",
    "Nom du conducteur",
]
OTHER_HEADERS = [
    "gardes à vue",
    "garde à vue",
    "GARDE A VUE",
    "individus contrôlés",
    "nombre d'agents",
    "date",
    "mineurs",
    "service",
    "nom du service",
    "organisateur",
    "mis en cause",
    "contrôles d'identité",
]


@pytest.mark.parametrize("header", PERSONAL_HEADERS)
def test_headers_that_announce_persons(header: str) -> None:
    assert is_personal_header(header, names_allowed=False)


@pytest.mark.parametrize("header", OTHER_HEADERS)
def test_headers_that_do_not(header: str) -> None:
    assert not is_personal_header(header, names_allowed=False)


def test_a_sector_has_a_name_and_a_person_has_none() -> None:
    assert not is_personal_header("nom", names_allowed=True)
    assert is_personal_header("prénom", names_allowed=True)


@pytest.mark.parametrize(
    "header",
    [
        pytest.param((name, sheet.book is Book.PLAN), id=f"{sheet.code}-{name}")
        for sheet in WORKBOOK_SHEETS
        for column in sheet.columns
        for name in (column.header, *column.synonyms)
    ],
)
def test_no_declared_header_announces_persons(header: tuple[str, bool]) -> None:
    name, names_allowed = header
    assert not is_personal_header(name, names_allowed=names_allowed)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("appeler le 06 12 34 56 78", "un numéro de téléphone"),
        ("0612345678", "un numéro de téléphone"),
        ("06.12.34.56.78", "un numéro de téléphone"),
        ("06-12-34-56-78", "un numéro de téléphone"),
        ("+33 6 12 34 56 78", "un numéro de téléphone"),
        ("+33612345678", "un numéro de téléphone"),
        ("jean@exemple.fr", "une adresse électronique"),
        ("écrire à jean.d-upont+nord@exemple-fr.gouv.fr", "une adresse électronique"),
        ("FR76 3000 6000 0112 3456 7890 189", "un compte bancaire"),
        ("saisi sur fr7630006000011234567890189", "un compte bancaire"),
        ("AB-123-CD", "une plaque d’immatriculation"),
        ("AB 123 CD", "une plaque d’immatriculation"),
        ("AB123CD", "une plaque d’immatriculation"),
        ("ab-123-cd", "une plaque d’immatriculation"),
        ("142 ABC 31", "une plaque d’immatriculation"),
        ("1 85 05 78 006 084 36", "un numéro de sécurité sociale"),
        ("2850578006084", "un numéro de sécurité sociale"),
        ("individu né le 12/03/1985", "une date de naissance"),
        ("Née le 12 mars", "une date de naissance"),
        ("Prénom", "un tableau de personnes"),
        ("NOM et PRENOM :", "un tableau de personnes"),
    ],
)
def test_cells_that_hold_a_person(words: str, what: str) -> None:
    assert personal_content(words) == what


@pytest.mark.parametrize(
    "words",
    [
        "",
        "2026-OPS-12",
        "OPS-2026-0012",
        "2026/001234",
        "00123/01234/2026",
        "BAC-123-2026",
        "SP-NORD-2026-0142",
        "01-2026-0001",
        "08-2026-1123",
        "05-2026-11-23",
        "001-BAC-13",
        "20260113001",
        "SAISIE DE 250 KG DE RESINE",
        "saisie de 250 kg de résine",
        "0131549N",
        "@exemple.fr",
        "OPFR76 3000 6000 0112",
        "FR76 3000 6000",
    ],
)
def test_references_and_remarks_that_do_not(words: str) -> None:
    assert personal_content(words) is None


TEXTS = st.lists(
    st.sampled_from(
        [
            "né",
            "le 12",
            "née le",
            "06 12",
            "34 56 78",
            "a@b.",
            "c",
            "nom",
            "Prénom",
            "AB-123",
            "-CD",
            "1 85 05 78",
            "F-1",
        ]
    ),
    max_size=8,
)


@given(TEXTS)
def test_many_texts_at_once_hold_what_each_holds(texts: list[str]) -> None:
    assert personal_texts(texts) == {what for words in texts if (what := personal_content(words))}


def test_lines_do_not_run_into_each_other() -> None:
    assert personal_texts(["06 12 34", "56 78", "nom", "prénoms"]) == {"un tableau de personnes"}


class TestPersons:
    def test_a_personal_column_refuses_its_sheet_and_no_other(self, with_plan: Door) -> None:
        parsed = with_plan.examine(
            {
                "Opérations": table([operation("A", secteur="S9", **{"Nom de l'intéressé": "DUPONT Jeanne"})]),
                "Opérations nuit": table([operation("A")]),
            }
        )
        assert triples(parsed) == [("Opérations", "F1", Rule.PERSONAL_DATA)]
        assert [sheet.sound for sheet in parsed.sheets] == [0, 1]
        assert "DUPONT" not in repr(parsed.faults)

    def test_a_telephone_in_a_reference_refuses_the_sheet_and_is_never_repeated(self, with_plan: Door) -> None:
        parsed = with_plan.examine(
            operations(operation("06 12 34 56 78", secteur="S9"), operation("06 12 34 56 78"))
            | facts({"référence": "F-1"})
        )
        assert triples(parsed) == [("Opérations", "A1", Rule.PERSONAL_DATA)]
        assert "12 34" not in repr(parsed.faults)
        assert [sheet.sound for sheet in parsed.sheets] == [0, 1]

    @pytest.mark.parametrize("header", ["secteur", "type", "service pilote", "objectif", "date", "troubles"])
    def test_a_person_in_any_other_column_is_not_repeated_either(self, with_plan: Door, header: str) -> None:
        words = "voir jean.dupont@exemple.fr"
        parsed = with_plan.examine(operations(operation() | {header: words}) | facts({}))
        assert [rule for _, _, rule in triples(parsed)] == [Rule.PERSONAL_DATA]
        assert "dupont" not in repr(parsed.faults)
        assert [sheet.sound for sheet in parsed.sheets] == [0, 1]

    def test_a_file_that_is_personal_throughout_is_refused(self, with_plan: Door) -> None:
        parsed = with_plan.examine(operations(operation(prénom="Jeanne")))
        assert parsed.refused is not None
        assert parsed.refused.message == (
            "essai.xlsx\u00a0: ce fichier contient des données nominatives («\u00a0Opérations\u00a0» F1). "
            "Retirez-les, puis déposez-le de nouveau."
        )

    def test_what_is_remembered_does_not_let_a_person_in(self, with_plan: Door) -> None:
        layout = Layout("operations", (Assignment("reference", "nom de l interesse"),))
        with pytest.raises(layouts.LayoutRefused):
            layouts.remember(with_plan.database, OPERATOR, "00", None, "5-abc", layout)
        record = {("Nom de l'intéressé" if name == "référence" else name): cell for name, cell in operation().items()}
        parsed = with_plan.examine(operations(record) | facts({}))
        assert triples(parsed) == [("Opérations", "A1", Rule.PERSONAL_DATA)]

    def test_a_telephone_typed_as_a_number_has_lost_its_zero_and_is_one_still(self, with_plan: Door) -> None:
        parsed = with_plan.examine(operations(operation(612345678)) | facts({}))
        assert triples(parsed) == [("Opérations", "A1", Rule.PERSONAL_DATA)]

    def test_a_table_of_persons_below_the_rows_refuses_the_sheet(self, with_plan: Door) -> None:
        rows: Rows = [*table([operation()]), [], ["n°", "Nom", "Prénom"], ["1", "DUPONT", "Jeanne"]]
        parsed = with_plan.examine({"Opérations": rows} | facts({}))
        assert triples(parsed) == [("Opérations", "C1", Rule.PERSONAL_DATA)]
        assert "DUPONT" not in repr(parsed.faults)

    @pytest.mark.parametrize("code", ["06 12 34 56 78", "AB-123-CD", "jeanne@exemple.fr", 612345678])
    def test_a_code_of_one_s_own_holds_no_person(self, door: Door, code: object) -> None:
        sectors: Rows = [["code", "nom", "type", "zone", "priorité"], [code, "Nord", "quartier", "PN", 1]]
        parsed = door.examine({**plan_sheets(), "Secteurs": sectors})
        assert ("Secteurs", "A1", Rule.PERSONAL_DATA) in triples(parsed)
        assert str(code) not in repr(parsed.faults)

    @pytest.mark.parametrize("header", ["indicateur", "libellé"])
    def test_nor_does_a_local_indicator(self, with_plan: Door, header: str) -> None:
        sound = {"indicateur": "bancs", "libellé": "Bancs", "période": "11/2026", "valeur": 3}
        parsed = with_plan.examine({"Indicateurs locaux": table([sound | {header: "06 12 34 56 78"}])} | facts({}))
        assert [rule for _, _, rule in triples(parsed)] == [Rule.PERSONAL_DATA]

    @pytest.mark.parametrize("words", ["DURAND Luc", "DURAND Luc, Martin Paul", "Durand Luc et Martin Paul"])
    def test_names_where_a_count_is_due_are_not_repeated(self, with_plan: Door, words: str) -> None:
        record = {"référence": "E-1", "ouverte le": "10/11/2026", "service": "BAC", "mis en cause": words}
        (fault,) = with_plan.examine({"Enquêtes": table([record])}).faults
        assert (fault.cell, fault.rule, fault.value) == ("D2", Rule.TYPE, None)
        assert not any(name in repr(fault).lower() for name in ("durand", "martin"))

    @pytest.mark.parametrize("header", ["06 12 34 56 78", "jeanne@exemple.fr"])
    def test_a_header_that_is_a_person_s_is_never_repeated(self, with_plan: Door, header: str) -> None:
        parsed = with_plan.examine(operations(operation() | {header: "x"}) | facts({}))
        assert triples(parsed) == [("Opérations", "F1", Rule.PERSONAL_DATA)]
        assert header not in repr((parsed.faults, [sheet.unmatched for sheet in parsed.sheets]))

    @pytest.mark.parametrize(
        ("name", "tab", "sentence"),
        [
            ("0612345678.xlsx", "Opérations", "Nom du fichier\u00a0: ce fichier contient des données nominatives (un "),
            (
                "essai.xlsx",
                "OPS 0612345678",
                "essai.xlsx\u00a0: ce fichier contient des données nominatives (nom d’une ",
            ),
        ],
    )
    def test_no_name_of_a_file_or_sheet_holds_a_person(
        self, with_plan: Door, name: str, tab: str, sentence: str
    ) -> None:
        parsed = with_plan.examine({tab: table([operation()])}, name)
        assert parsed.refused is not None
        assert parsed.refused.message.startswith(sentence)
        assert "0612345678" not in repr((parsed.refused, parsed.sheets))
