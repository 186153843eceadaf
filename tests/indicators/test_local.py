"""The indicators that a département counts in addition exist at the levels that their rows name, and at no other."""

from datetime import date

import pytest

from domain.catalogue import By
from domain.windows import Window
from indicators.figures import UnknownIndicator, figures
from indicators.registry import offered
from tests.indicators.tables import Row, situation

MAY = Window(date(2026, 5, 1), date(2026, 5, 31))
ROWS: list[Row] = [
    {"indicator": "HALLS", "period": "2026-05-01", "sector": "S1", "value": 3.0},
    {"indicator": "APPELS", "period": "2026-05-01", "value": 40.0},
    {"indicator": "VISITES", "period": "2026-05-04", "service": "BAC", "value": 2.0},
]


def test_an_indicator_is_offered_where_its_rows_name_a_territory() -> None:
    now = situation(local_indicators=ROWS)
    own = {by: [code for code in offered(now, by) if code.startswith("local:")] for by in By}
    assert own == {
        By.DEPARTMENT: ["local:APPELS", "local:HALLS", "local:VISITES"],
        By.SECTOR: ["local:HALLS"],
        By.SERVICE: ["local:VISITES"],
        By.SCHOOL: [],
    }


def test_what_is_counted_for_the_département_alone_is_not_0_in_each_sector() -> None:
    with pytest.raises(UnknownIndicator, match="«\u00a0local:APPELS\u00a0» ne se calcule pas par secteur"):
        figures(situation(local_indicators=ROWS), MAY, ["local:APPELS"], By.SECTOR)
