"""What headers, cells and words that are not understood probably mean."""

from datetime import date, datetime, time

import pytest

from data_access.workbooks.headers import signature_of
from data_access.workbooks.instructions import Assignment, Layout, Memory
from data_access.workbooks.known import Known
from data_access.workbooks.match import match_sheet
from data_access.workbooks.parsed import Suggestion
from data_access.workbooks.parts import Part
from data_access.workbooks.raw import Cell, RawSheet
from data_access.workbooks.resemblance import ENOUGH, nearest
from data_access.workbooks.suggest import Proposed, propose_sheet, suggest, suggest_value
from domain.sheets import SHEETS, Reference, lists
from domain.sheets.declaration import Choice

HEADERS = [
    ("operations", "Date de l’opération du jour", "date"),
    ("operations", "nb d’interpelations", "arrests"),
    ("operations", "Nb de personnes interpellées", "arrests"),
    ("operations", "personnes controlées", "checks"),
    ("operations", "nb contrôles effectués", "checks"),
    ("operations", "Qté cannabis", "cannabis_g"),
    ("operations", "Résine de cannabis", "cannabis_g"),
    ("operations", "cocaine saisie", "cocaine_g"),
    ("operations", "autres stups", "other_drugs_g"),
    ("operations", "argent liquide saisi", "cash_eur"),
    ("operations", "numéraires", "cash_eur"),
    ("operations", "secteur concerné", "sector"),
    ("operations", "quartier d’intervention", "sector"),
    ("operations", "Lieu (secteur)", "sector"),
    ("operations", "type d’action", "kind"),
    ("operations", "nature opé", "kind"),
    ("operations", "svc pilote", "lead_service"),
    ("operations", "unité pilote", "lead_service"),
    ("operations", "services assoc.", "partner_services"),
    ("operations", "h. début", "starts_at"),
    ("operations", "heure de debut op", "starts_at"),
    ("operations", "heure fin opération", "ends_at"),
    ("operations", "armes à feu", "weapons"),
    ("operations", "nb AFD", "fines"),
    ("operations", "effectif engagé", "staff"),
    ("operations", "trouble ordre public", "disorder"),
    ("operations", "UFM engagées", "mobile_units"),
    ("operations", "Réf. opération", "reference"),
    ("operations", "obj. du plan", "objective"),
    ("facts", "nature de l’infraction", "offence"),
    ("facts", "nature des faits", "offence"),
    ("facts", "date constatation", "date"),
    ("facts", "coord. X", "longitude"),
    ("facts", "latitude WGS84", "latitude"),
    ("facts", "précis.", "precision"),
    ("investigations", "date de cloture enquête", "closed_on"),
    ("investigations", "service enquêteur", "service"),
    ("investigations", "nb de mises en cause", "suspects"),
    ("investigations", "dont nb mineurs", "minors"),
    ("investigations", "avoirs criminels saisis", "assets_eur"),
    ("investigations", "taxations proposées", "tax_eur"),
    ("investigations", "réseaux démantelés", "dismantled"),
    ("prevention", "public concerné", "audience"),
    ("prevention", "réunion tenue O/N", "held"),
    ("repeat_offenders", "maires inform.", "mayors_informed"),
    ("mobile_forces", "nb unités accordées", "units_granted"),
    ("operations", "météo", None),
    ("operations", "chef de dispositif", None),
    ("operations", "observations", None),
    ("operations", "commentaire", None),
    ("operations", "durée", None),
    ("operations", "kilométrage", None),
    ("operations", "véhicules", None),
    ("operations", "compte rendu", None),
    ("operations", "total", None),
    ("operations", "résultat", None),
    ("operations", "circonscription", None),
    ("operations", "moyens engagés", None),
    ("operations", "semaine", None),
    ("facts", "victime", None),
    ("facts", "mode opératoire", None),
    ("facts", "suite donnée", None),
    ("facts", "service", None),
    ("facts", "heure", None),
    ("facts", "month", None),
]


@pytest.mark.parametrize(("sheet", "header", "field"), HEADERS)
def test_headers_as_they_are_really_written(sheet: str, header: str, field: str | None) -> None:
    found = nearest([header], SHEETS[sheet].columns)
    assert (found[0].field if found and found[1] >= ENOUGH else None) == field


OPERATIONS: list[Cell] = ["référence", "date", "secteur", "type", "service pilote"]
ROW: list[Cell] = ["OP-1", "10/11/2026", "S1", "coup de poing", "BAC"]


def suggested(
    header: str, *cells: Cell, before: dict[str, str] | None = None, known: Known | None = None
) -> list[tuple[str, str, Part]]:
    """What is suggested for one more header of operations over those cells; `before` renames or drops others."""
    renamed = before or {}
    kept = [at for at, words in enumerate(OPERATIONS) if renamed.get(str(words)) != ""]
    rows = [[renamed.get(str(OPERATIONS[at]), OPERATIONS[at]) for at in kept] + [header]]
    rows += [[ROW[at] for at in kept] + [cell] for cell in cells]
    raw = RawSheet("Opérations", rows)
    match = match_sheet(raw)
    assert match is not None
    return [(found.header, found.field, found.part) for found in suggest(raw, match, known)]


def test_a_header_that_is_not_read_is_suggested_for_a_free_field() -> None:
    assert suggested("nb d’interpelations", 2.0) == [("nb d’interpelations", "arrests", Part.WHOLE)]


def test_a_field_that_is_read_is_not_suggested() -> None:
    assert suggested("secteur concerné", "S1") == []


@pytest.mark.parametrize(
    ("header", "cell"),
    [("heures de vol", 250.0), ("heures de vol", "longues"), ("armes à feu", "un fusil"), ("effectif engagé", "BAC")],
)
def test_cells_that_are_no_values_of_the_field_speak_against_it(header: str, cell: Cell) -> None:
    assert suggested(header, cell, cell) == []


def test_a_list_value_misspelt_speaks_for_its_field() -> None:
    assert suggested("type d’action", "Coup de poings", before={"type": ""}) == [("type d’action", "kind", Part.WHOLE)]
    assert suggested("type de véhicule", "moto", before={"type": ""}) == []


def test_a_header_that_announces_a_person_is_not_suggested() -> None:
    assert suggested("numéro de téléphone", "x", before={"référence": ""}) == []


def test_of_two_headers_the_closer_one_is_suggested_for_a_field() -> None:
    raw = RawSheet("Opérations", [[*OPERATIONS, "armes à feu", "nb d’arme"], [*ROW, 1.0, 2.0]])
    match = match_sheet(raw)
    assert match is not None
    assert [(one.header, one.field) for one in suggest(raw, match)] == [("nb d’arme", "weapons")]


class TestSplits:
    @pytest.mark.parametrize(
        "cells",
        [
            ["10/11/2026 14:30", "11/11/2026 à 9h"],
            [datetime.combine(date(2026, 11, day), time(9, 30)) for day in (10, 11)],
        ],
    )
    def test_date_and_hour_under_a_header_of_their_own(self, cells: list[Cell]) -> None:
        assert suggested("date et heure", *cells, before={"date": ""}) == [
            ("date et heure", "date", Part.DATE),
            ("date et heure", "starts_at", Part.TIME),
        ]

    def test_date_and_hour_under_the_header_of_the_date(self) -> None:
        raw = RawSheet("Opérations", [list(OPERATIONS), ["OP-1", "10/11/2026 14:30", *ROW[2:]]])
        match = match_sheet(raw)
        assert match is not None
        assert suggest(raw, match) == (
            Suggestion("date", "date", 100.0, Part.DATE),
            Suggestion("date", "starts_at", 100.0, Part.TIME),
        )

    def test_an_export_s_midnight_is_no_hour(self) -> None:
        raw = RawSheet("Opérations", [list(OPERATIONS), ["OP-1", "10/11/2026 00:00", *ROW[2:]]])
        match = match_sheet(raw)
        assert match is not None
        assert suggest(raw, match) == ()

    def test_a_force_and_its_service(self) -> None:
        rows: list[list[Cell]] = [["code", "force/unité"], ["A", "PN/BAC"], ["B", "GN/CIE"]]
        raw = RawSheet("Services", rows)
        found = propose_sheet(raw)
        assert found is not None
        assert ("force/unité", "force", Part.FIRST) in [(s.header, s.field, s.part) for s in found.suggestions]

    def test_a_service_behind_its_force_is_the_pilot(self) -> None:
        found = suggested("service et unité", "PN/BAC", "GN/CIE", before={"service pilote": ""})
        assert ("service et unité", "lead_service", Part.LAST) in found

    @pytest.mark.parametrize(
        ("names", "expected"),
        [
            ({"BAC": "Brigade", "CIE": "Compagnie"}, [("service menant l’op", "lead_service", Part.LAST)]),
            ({"PN": "Police", "GN": "Gendarmerie"}, [("service menant l’op", "lead_service", Part.FIRST)]),
        ],
    )
    def test_the_codes_of_the_plan_tell_which_half(
        self, names: dict[str, str], expected: list[tuple[str, str, Part]]
    ) -> None:
        known = Known("00", {Reference.SERVICE: names})
        found = suggested("service menant l’op", "PN/BAC", "GN/CIE", before={"service pilote": ""}, known=known)
        assert found == expected

    def test_a_commune_with_its_code(self) -> None:
        raw = RawSheet(
            "Secteurs",
            [
                ["code", "nom", "commune", "type", "zone", "priorité"],
                ["S1", "Les Lilas", "31555 Toulouse", "quartier", "PN", 1.0],
                ["S2", "La Gare", "Blagnac (31069)", "quartier", "PN", 2.0],
            ],
        )
        match = match_sheet(raw)
        assert match is not None
        assert suggest(raw, match) == (Suggestion("commune", "commune", 100.0, Part.CODE),)

    def test_a_code_with_its_name_gives_both_in_a_plan(self) -> None:
        raw = RawSheet(
            "Secteurs",
            [
                ["secteur", "type", "zone", "priorité"],
                ["S1 Les Lilas", "quartier", "PN", 1.0],
                ["S2 La Gare", "quartier", "PN", 2.0],
            ],
        )
        match = match_sheet(raw)
        assert match is not None
        assert suggest(raw, match) == (
            Suggestion("secteur", "code", 100.0, Part.CODE),
            Suggestion("secteur", "name", 100.0, Part.LABEL),
        )

    @pytest.mark.parametrize(
        ("cells", "known"),
        [
            (["Secteur 1", "Secteur 2"], None),  # whole names
            (["Cité 1", "Gare 2"], Known("00", {Reference.SECTOR: {"S1": "Cité 1", "S2": "Gare 2"}})),
            (["S1", "S2"], None),
        ],
    )
    def test_what_is_whole_is_not_split(self, cells: list[Cell], known: Known | None) -> None:
        raw = RawSheet("Opérations", [list(OPERATIONS), *([*ROW[:2], cell, *ROW[3:]] for cell in cells)])
        match = match_sheet(raw)
        assert match is not None
        assert suggest(raw, match, known) == ()

    def test_references_with_bars_stay_whole(self) -> None:
        raw = RawSheet("Opérations", [list(OPERATIONS), ["2026/001", *ROW[1:]], ["OP - 2", *ROW[1:]]])
        match = match_sheet(raw)
        assert match is not None
        assert suggest(raw, match) == ()

    def test_what_is_set_is_not_suggested_again(self) -> None:
        raw = RawSheet("Opérations", [list(OPERATIONS), ["OP-1", "10/11/2026 14:30", *ROW[2:]]])
        plain = match_sheet(raw)
        assert plain is not None
        given = (Assignment("date", "date", Part.DATE), Assignment("starts_at", None))
        match = match_sheet(raw, Memory({plain.signature: Layout("operations", given)}))
        assert match is not None
        assert suggest(raw, match) == ()


class TestUnrecognised:
    def test_a_sheet_is_proposed_with_what_it_still_lacks(self) -> None:
        found = propose_sheet(
            RawSheet(
                "drugs_south-yorkshire",
                [
                    ["Crime ID", "Month", "Reported by", "Longitude", "Latitude", "Crime type"],
                    ["ee46", "2018-01", "South Yorkshire Police", "-1.46", "53.59", "Drugs"],
                ],
            )
        )
        assert found is not None
        assert (found.sheet.code, found.header_row, found.columns, found.missing) == (
            "facts",
            1,
            {"longitude": "D", "latitude": "E"},
            ("date", "offence"),
        )
        assert found.headers == {
            "A": "Crime ID",
            "B": "Month",
            "C": "Reported by",
            "D": "Longitude",
            "E": "Latitude",
            "F": "Crime type",
        }

    def test_once_it_is_said_what_the_sheet_is_it_is(self) -> None:
        raw = RawSheet("x", [["Crime ID", "Month", "Longitude", "Latitude"], ["ee46", "2018-01", "-1.46", "53.59"]])
        found = propose_sheet(raw)
        assert found is not None
        given = (Assignment("date", "month"), Assignment("offence", None, constant="trafic"))
        match = match_sheet(raw, Memory({found.signature: Layout("facts", given)}))
        assert match is not None
        assert (match.columns, match.constants, match.missing, match.unmatched) == (
            {"date": 1, "longitude": 2, "latitude": 3},
            {"offence": "trafic"},
            [],
            {0: "Crime ID"},
        )

    def test_headers_below_titles_and_personal_ones(self) -> None:
        rows: list[list[Cell]] = [["Bilan", ""], [], ["Prénom", "secteur concerné", "météo", "nature du fait"], ["x"]]
        found = propose_sheet(RawSheet("x", rows))
        assert found is not None
        assert (found.header_row, found.headers) == (
            3,
            {"B": "secteur concerné", "C": "météo", "D": "nature du fait"},
        )

    def test_headers_that_only_resemble_are_enough(self) -> None:
        headers: list[Cell] = ["Réf. opération", "date de l’op", "secteur concerné", "type d’action", "svc pilote"]
        found = propose_sheet(RawSheet("Feuil1", [["Bilan", ""], headers, ROW]))
        assert found is not None
        assert (found.sheet.code, found.header_row, found.columns, found.missing) == ("operations", 2, {}, ())
        assert {one.header: one.field for one in found.suggestions} == {
            "Réf. opération": "reference",
            "date de l’op": "date",
            "secteur concerné": "sector",
            "type d’action": "kind",
            "svc pilote": "lead_service",
        }

    def test_a_tab_s_name_speaks_for_its_sheet(self) -> None:
        found = propose_sheet(RawSheet("Sûreté 2026", [["date", "météo"], ["10/11/2026", "beau"]]))
        assert found is not None
        assert (found.likely, found.missing) == ("safety", ("reference", "purpose", "recommendations"))

    def test_figures_typed_as_text_are_no_headers(self) -> None:
        rows: list[list[Cell]] = [["Faits", "1", "2", "3"], ["Vols", "184", "55", "2"]]
        assert propose_sheet(RawSheet("faits2002", rows)) is None

    @pytest.mark.parametrize("rows", [[], [[""]], [[1.0, 2.0]], [["seul"]]])
    def test_nothing_is_proposed_where_there_are_no_headers(self, rows: list[list[Cell]]) -> None:
        assert propose_sheet(RawSheet("Feuil1", rows)) is None

    def test_headers_that_resemble_no_sheet_are_given_all_the_same(self) -> None:
        found = propose_sheet(RawSheet("Feuil1", [["menu", "prix", "nom"], ["soupe", 4.5, "DUPONT"]]))
        assert found is not None
        assert found.likely is None
        assert found == Proposed(
            found.sheet, 1, {"A": "menu", "B": "prix"}, signature_of(["menu", "prix", "nom"]), near=False
        )


def labels(choices: tuple[Choice, ...]) -> list[str]:
    return [choice.label for choice in choices]


SERVICES = ["Brigade anti-criminalité", "Compagnie de Val-Fictif", "Équipe mobile de sécurité", "CSP Nord", "CSP Sud"]


@pytest.mark.parametrize(
    ("words", "among", "expected"),
    [
        ("Coup de poings", labels(lists.OPERATION_KINDS), "coup de poing"),
        ("coup poing", labels(lists.OPERATION_KINDS), "coup de poing"),
        ("COUP DE POIND", labels(lists.OPERATION_KINDS), "coup de poing"),
        ("op. coup de poing", labels(lists.OPERATION_KINDS), "coup de poing"),
        ("CP", labels(lists.OPERATION_KINDS), "coup de poing"),
        ("CDP", labels(lists.OPERATION_KINDS), "coup de poing"),
        ("sécu", labels(lists.OPERATION_KINDS), "sécurisation"),
        ("sécurisations", labels(lists.OPERATION_KINDS), "sécurisation"),
        ("contrôle id", labels(lists.OPERATION_KINDS), "contrôle d’identité"),
        ("controle rout.", labels(lists.OPERATION_KINDS), "contrôle routier"),
        ("parties comm.", labels(lists.OPERATION_KINDS), "parties communes"),
        ("contrôle", labels(lists.OPERATION_KINDS), None),  # of identities, or of roads
        ("saisie", labels(lists.OPERATION_KINDS), None),
        ("", labels(lists.OPERATION_KINDS), None),
        ("???", labels(lists.OPERATION_KINDS), None),
        ("traffic", labels(lists.OFFENCES), "trafic"),
        ("trafic stups", labels(lists.OFFENCES), "trafic"),
        ("vol avec violence", labels(lists.OFFENCES), "vol avec violences"),
        ("usage / revente", labels(lists.OFFENCES), "usage-revente"),
        ("homicides", labels(lists.OFFENCES), "homicide"),
        ("vol", labels(lists.OFFENCES), None),  # without violence it is none of them
        ("violences", labels(lists.OFFENCES), None),
        ("cambriolage", labels(lists.OFFENCES), None),
        ("BAC", SERVICES, "Brigade anti-criminalité"),
        ("EMS", SERVICES, "Équipe mobile de sécurité"),
        ("Cie Val Fictif", SERVICES, None),
        ("compagnie val fictif", SERVICES, "Compagnie de Val-Fictif"),
        ("CSP", SERVICES, None),  # two of them
        ("S 01", ["S1", "S2", "S11"], "S1"),
        ("S3", ["S1", "S2", "S11"], None),
        ("Secteur 4", ["Secteur 1", "Secteur 2"], None),
        ("x", [], None),
    ],
)
def test_values(words: str, among: list[str], expected: str | None) -> None:
    assert suggest_value(words, among) == expected
