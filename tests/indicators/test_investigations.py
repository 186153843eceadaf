from datetime import date

import pytest

from domain.catalogue import By
from domain.windows import Window
from indicators.figures import figures
from indicators.investigations import unsent_investigations
from indicators.situation import Situation
from tests.indicators.tables import Row, situation

FORTNIGHT = Window(date(2026, 5, 18), date(2026, 5, 31))


def enquiry(reference: str, opened_on: str, closed_on: str | None = None, **fields: object) -> Row:
    return {"reference": reference, "opened_on": opened_on, "closed_on": closed_on, "service": "BAC", **fields}


def enquiries() -> Situation:
    return situation(
        investigations=[
            enquiry("A", "2026-01-05", "2026-05-18", sector="S1", gir=True, dismantled=True, assets_eur=1000.0)
            | {"sent_to_office_on": "2026-05-28", "suspects": 4, "minors": 1, "asset_strand": True},
            enquiry("B", "2026-02-01", "2026-05-31", sector="S2", objective="O1", assets_eur=500.5, tax_eur=20.0),
            enquiry("C", "2026-05-18", sector="S1", service="CGD"),
            enquiry("D", "2026-05-31"),
            enquiry("E", "2026-03-01", "2026-05-17", sector="S1", gir=True, sent_to_office_on="2026-06-02"),
            enquiry("F", "2026-06-01"),
            enquiry("G", "2026-01-01", "2026-05-20", sent_to_office_on="2026-05-24", parents_examined=2)
            | {"parents_prosecuted": 1},
        ]
    )


def values(by: By, *codes: str) -> dict[str, list[float | None]]:
    found = figures(enquiries(), FORTNIGHT, codes, by)
    return {code: [figure.value for figure in found if figure.indicator.code == code] for code in codes}


def test_openings_closings_and_what_is_open_on_the_last_day() -> None:
    found = values(By.DEPARTMENT, "investigations_opened", "investigations_closed", "investigations_open")
    # opened: C, D; closed: A, B, G; open on 31 May: C and D, B being closed that day
    assert found == {"investigations_opened": [2], "investigations_closed": [3], "investigations_open": [2]}
    assert values(By.SECTOR, "investigations_open") == {"investigations_open": [1, 0, 0]}
    assert values(By.SERVICE, "investigations_open") == {"investigations_open": [1, 1, 0]}


def test_sums_are_of_the_investigations_closed_in_the_window() -> None:
    sums = {
        "networks_dismantled": [1],
        "assets_eur": [1000 + 500.5],
        "tax_eur": [20],
        "suspects": [4],
        "minors": [1],
        "parents_examined": [2],
        "parents_prosecuted": [1],
    }
    assert values(By.DEPARTMENT, *sums) == sums


def test_shares_are_over_those_opened_or_open_in_the_window() -> None:
    # A, B, C, D and G were open on some day of it; E was closed the day before, F opened the day after
    assert values(By.DEPARTMENT, "gir_share", "objective_share", "asset_share") == {
        "gir_share": [1 / 5],
        "objective_share": [1 / 5],
        "asset_share": [1 / 5],
    }
    # S1 is the one district of the protocol: A, with an asset strand, and C
    assert values(By.DEPARTMENT, "asset_share_districts") == {"asset_share_districts": [1 / 2]}
    assert values(By.SECTOR, "asset_share_districts") == {"asset_share_districts": [1 / 2, None, None]}


def test_results_sent_to_the_office() -> None:
    # closed in the window: A (sent after 10 days), B (not sent), G (after 4)
    found = values(By.DEPARTMENT, "sent_share", "sent_median_days", "unsent")
    assert found["sent_share"] == [pytest.approx(2 / 3)]
    assert found["sent_median_days"] == [(10 + 4) / 2]
    # closed by 31 May and not sent by then: B, and E, which was sent on 2 June
    assert found["unsent"] == [2]


def test_the_list_still_to_send_is_longest_first() -> None:
    found = unsent_investigations(enquiries(), FORTNIGHT)
    assert list(zip(found["reference"], found["days_waiting"], strict=True)) == [("E", 14), ("B", 0)]


def test_a_share_of_nothing_says_why() -> None:
    closed_before = situation(
        investigations=[{"reference": "A", "opened_on": "2025-01-10", "closed_on": "2025-02-01", "service": "BAC"}]
    )
    found = figures(closed_before, FORTNIGHT, ["gir_share", "sent_share"])
    assert [(figure.value, figure.statement) for figure in found] == [
        (None, "non calculable\u00a0: aucune enquête ouverte ou en cours dans la fenêtre"),
        (None, "non calculable\u00a0: aucune enquête close dans la fenêtre"),
    ]
