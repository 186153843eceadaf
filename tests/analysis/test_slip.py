"""The slip to the office: what is on it, what marking it writes and keeps, how it is undone, when it is refused."""

from datetime import date

import pandas as pd
import pytest

from analysis.history import undone
from analysis.investigations import Investigations, investigations
from analysis.slip import Slip, marked, marking, slip, to_send
from data_access.receipts import Receipt
from domain.scope import OPERATOR
from domain.windows import Window
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import Rows, plan_sheets

FORTNIGHT = Window(date(2025, 11, 9), date(2025, 11, 22))
DAY = date(2025, 11, 20)
ENQUIRIES: Rows = [
    ["référence", "ouverte le", "close le", "service", "secteur", "objectif", "GIR co-saisi", "mis en cause",
     "dont mineurs", "avoirs saisis (€)", "transmise à l’office le"],
    ["E-1", date(2025, 1, 5), date(2025, 10, 1), "BAC", "S1", "O1", "O", 4, 1, 1500.5, None],
    ["E-2", date(2025, 2, 5), date(2025, 9, 1), "CIE", "S2", None, "N", 2, 0, None, None],
    ["E-3", date(2025, 3, 5), date(2025, 9, 15), "BAC", None, None, "N", None, None, None, date(2025, 9, 30)],
    ["E-4", date(2025, 4, 5), None, "BAC", "S1", "O1", "N", None, None, None, None],
    ["E-5", date(2025, 5, 5), date(2025, 11, 21), "CIE", "S1", None, "N", 1, 0, None, None],
]  # fmt: skip
# On 22 November E-1, E-2 and E-5 are closed and not sent; E-3 was sent in September; E-4 is open.


@pytest.fixture
def filled(door: Door) -> Door:
    door.deposit(plan_sheets(semester="2025-S2"), "plan.xlsx")
    door.deposit({"Enquêtes": ENQUIRIES}, "enquetes.xlsx")
    return door


def found(door: Door) -> Investigations:
    return investigations(door.database, OPERATOR, "00", FORTNIGHT)


def unsent(door: Door) -> float | None:
    (figure,) = (one for one in found(door).office_figures if one.indicator.code == "unsent")
    return figure.value


def mark(door: Door, *references: str, day: date = DAY) -> Receipt | str:
    return marked(door.database, OPERATOR, "00", day, references)


def rows(door: Door) -> dict[str, dict[str, object]]:
    """The investigations as they stand, by reference, without where they come from."""
    frame = door.rows("investigations").set_index("reference")
    own = frame.drop(columns=["deposit_id", "source_file", "source_sheet", "source_row"]).astype(object)
    found = own.where(own.notna(), None).to_dict("index")
    return {str(name): {str(field): value for field, value in row.items()} for name, row in found.items()}


def test_a_slip_has_what_closed_by_its_day_the_longest_waiting_first(filled: Door) -> None:
    made: Slip = slip(found(filled), DAY)
    assert made.references == ("E-2", "E-1")  # E-5 closes the day after the slip
    shown = made.rows.astype(object).where(made.rows.notna(), None).to_dict("records")
    assert shown == [
        {
            "reference": "E-2", "service": "CIE", "service_name": "Compagnie de Val-Fictif",
            "sector": "S2", "sector_name": "La Gare", "objective": None, "objective_title": None,
            "closed_on": pd.Timestamp(2025, 9, 1), "days_waiting": 30 - 1 + 31 + 20,
        },
        {
            "reference": "E-1", "service": "BAC", "service_name": "Brigade anti-criminalité",
            "sector": "S1", "sector_name": "Les Lilas", "objective": "O1", "objective_title": "Tenir les abords",
            "closed_on": pd.Timestamp(2025, 10, 1), "days_waiting": 31 - 1 + 20,
        },
    ]  # fmt: skip
    assert slip(found(filled), DAY, ("E-2",)).references == ("E-1",)
    assert slip(found(filled), FORTNIGHT.end).references == ("E-2", "E-1", "E-5")


def test_marking_fills_the_date_keeps_all_else_and_is_undone(filled: Door) -> None:
    before = rows(filled)
    assert unsent(filled) == 3
    planned = marking(filled.database, OPERATOR, "00", DAY, ("E-1", "E-2"))
    assert planned.hindrance is None
    assert planned.foreseen is not None
    cells = [(one.identity, [vars(cell) for cell in one.cells]) for one in planned.foreseen.replacements]
    date_only = [{"field": "sent_to_office_on", "former": None, "value": DAY}]
    assert sorted(cells) == [(("E-1",), date_only), (("E-2",), date_only)]
    assert rows(filled) == before

    receipt = mark(filled, "E-1", "E-2")
    assert isinstance(receipt, Receipt)
    assert [(one.new, one.replaced, one.unchanged, one.refused) for one in receipt.sheets] == [(0, 2, 0, 0)]
    sent = {"sent_to_office_on": pd.Timestamp(DAY)}
    assert rows(filled) == before | {name: before[name] | sent for name in ("E-1", "E-2")}
    assert unsent(filled) == 3 - 2
    assert list(to_send(found(filled))["reference"]) == ["E-5"]

    undone(filled.database, OPERATOR, receipt.deposit_id)
    assert rows(filled) == before
    assert unsent(filled) == 3


def test_what_was_sent_after_the_window_is_not_to_send_again(filled: Door) -> None:
    assert isinstance(mark(filled, "E-2", day=date(2025, 11, 24)), Receipt)
    assert unsent(filled) == 3  # on 22 November it was not sent
    assert list(to_send(found(filled))["reference"]) == ["E-1", "E-5"]


@pytest.mark.parametrize(
    ("references", "words"),
    [
        ((), "aucune enquête"),
        (("E-1", "E-9"), "ne sont plus enregistrées\u00a0: E-9"),
        (("E-1", "E-4"), "ne sont pas closes à cette date\u00a0: E-4"),
        (("E-5",), "ne sont pas closes à cette date\u00a0: E-5"),
        (("E-1", "E-3"), "sont déjà marquées comme transmises\u00a0: E-3"),
    ],
)
def test_what_cannot_be_marked_is_refused_whole(filled: Door, references: tuple[str, ...], words: str) -> None:
    before = rows(filled)
    assert words in str(mark(filled, *references))
    assert words in str(marking(filled.database, OPERATOR, "00", DAY, references).hindrance)
    assert rows(filled) == before


def test_a_service_that_left_the_plan_is_said_not_stored(filled: Door) -> None:
    filled.deposit(
        {
            "Plan": [["département", "semestre", "version"], ["00", "2025-S2", 2]],
            "Services": [["code", "nom", "force"], ["CIE", "Compagnie de Val-Fictif", "gendarmerie nationale"]],
        },
        "plan2.xlsx",
    )
    before = rows(filled)
    assert "le service BAC n’est pas dans le plan en vigueur" in str(mark(filled, "E-1"))
    assert rows(filled) == before
