from datetime import date

import pytest

from demonstration.world import World, draw_world

# In school time, in the summer holidays, just after New Year, and the last day of a semester.
LAST_DAYS = (date(2026, 11, 23), date(2026, 8, 15), date(2026, 1, 2), date(2026, 6, 30))


@pytest.fixture(scope="package", params=LAST_DAYS, ids=str)
def world(request: pytest.FixtureRequest) -> World:
    return draw_world(request.param)
