"""The requests for mobile forces of several départements at once: a defence zone answers them together."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Connection, select

from data_access.models import table_of
from domain.scope import Scope
from domain.windows import Window
from indicators.mobile_forces import REQUEST_COLUMNS


def zone_requests(connection: Connection, scope: Scope, departments: Sequence[str], window: Window) -> pd.DataFrame:
    """The current requests of those départements that touch the window, columns `REQUEST_COLUMNS`, by first day.

    Départements that the scope does not hold are left out.
    """
    table = table_of("mobile_forces")
    seen = [code for code in departments if scope.departments is None or code in scope.departments]
    statement = (
        select(*(table.c[name] for name in REQUEST_COLUMNS))
        .where(
            table.c.department.in_(seen),
            table.c.superseded_by.is_(None),
            table.c.from_date <= window.end,
            table.c.to_date >= window.start,
        )
        .order_by(table.c.from_date, table.c.department, table.c.id)
    )
    frame = pd.DataFrame(connection.execute(statement).all(), columns=list(REQUEST_COLUMNS))
    whole, days = dict.fromkeys(("units_asked", "units_granted"), "Int64"), ("from_date", "to_date")
    return frame.astype({**whole, **dict.fromkeys(days, "datetime64[us]")})
