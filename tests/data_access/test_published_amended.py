"""Published series: their cells can be corrected on the spot, their faults say where, other sheets are not theirs."""

from data_access import imports
from data_access.workbooks.instructions import Amendments
from data_access.workbooks.parsed import Amendment
from domain.faults import Rule
from domain.scope import OPERATOR
from tests.data_access.conftest import Door, triples
from tests.data_access.workbook_builder import Rows, operation, table

SHEET = "PN 2019"


def etat(count: object) -> Rows:
    """État 4001 by service: counts in C3 (that one) and D3."""
    return [
        ["Année 2019 - services de police", "Départements", "00", "00"],
        ["Code index", "Libellé index", "CSP A", "CSP B"],
        [55, "Trafic", count, 4],
    ]


def test_a_fault_says_where_it_is_and_a_correction_mends_it(with_plan: Door) -> None:
    (fault,) = with_plan.examine({SHEET: etat("n.d.")}).faults
    assert (fault.rule, fault.acceptable) == (Rule.TYPE, False)
    assert fault.message == (
        "Feuille «\u00a0PN 2019\u00a0», cellule C3\u00a0: «\u00a0n.d.\u00a0» n’est pas un nombre entier de faits. "
        "Corrigez la cellule."
    )
    amendments = Amendments(corrections={(SHEET, "C3"): "1 234"})
    parsed = with_plan.examine({SHEET: etat("n.d.")}, amendments=amendments)
    assert (triples(parsed), parsed.amendments) == ([], (Amendment(SHEET, "C3", "count", None, "1 234"),))
    imports.store(with_plan.database, OPERATOR, parsed, "00", None, "essai")
    assert sorted(with_plan.rows("recorded")["count"]) == [4, 1234]


def test_a_number_with_a_space_is_a_number(with_plan: Door) -> None:
    parsed = with_plan.examine({SHEET: etat("1\u202f234")})
    assert (triples(parsed), list(parsed.sheets[0].frame["count"])) == ([], [1234, 4])


def test_a_sheet_of_another_kind_is_to_be_deposited_apart(with_plan: Door) -> None:
    sheets: dict[str, Rows] = {SHEET: etat(3), "Opérations": table([operation()])}
    (notice,) = with_plan.examine(sheets).sheets[1].notices
    assert notice == (
        "Ce fichier est un État\u00a04001\u00a0: la feuille «\u00a0Opérations\u00a0» n’y est pas lue. "
        "Déposez-la dans un classeur à part."
    )
