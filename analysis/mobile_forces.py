"""Mobile forces of the defence zone: the days of a window on which its départements ask for more than it has."""

from dataclasses import dataclass

import pandas as pd

from data_access.database import Database
from data_access.queries.deposits import departments_with_data
from data_access.queries.mobile_forces import zone_requests
from domain.scope import Scope
from domain.territories import DEPARTMENTS, of_defence_zone
from domain.windows import Window
from indicators.mobile_forces import zone_days


@dataclass(frozen=True)
class ZoneShortages:
    """The defence zone of a département in a window.

    `days`: columns of `indicators.mobile_forces.zone_days`, those with a request alone. `seen`: the départements of the
    zone that have data here and that the account may see, of the `departments` that the zone has: the others may have
    asked too, and are not counted.
    """

    zone: str
    departments: int
    seen: tuple[str, ...]
    days: pd.DataFrame

    @property
    def short(self) -> pd.DataFrame:
        """The days on which the zone was short, oldest first."""
        return self.days[self.days["short"].eq(True).fillna(False)].reset_index(drop=True)


def zone_shortages(database: Database, scope: Scope, department: str, window: Window) -> ZoneShortages:
    """What the defence zone of a département was asked and gave, day by day. Raises ScopeError."""
    zone = DEPARTMENTS[scope.require(department)].defence_zone
    members = of_defence_zone(zone)
    with database.read() as connection:
        with_data = departments_with_data(connection, scope)
        requests = zone_requests(connection, scope, members, window)
    return ZoneShortages(
        zone=zone,
        departments=len(members),
        seen=tuple(code for code in members if code in with_data),
        days=zone_days(requests, window),
    )
