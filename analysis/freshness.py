"""Up to which day each service's files reach, and which of them are late."""

from datetime import date

import pandas as pd

from domain.sheets import WORKBOOK_SHEETS
from domain.windows import Window
from indicators.situation import Situation

FRESHNESS_COLUMNS = ("service", "name", "last_date", "days_behind")


def first_day(situation: Situation) -> date | None:
    """The day of the oldest event that any file holds; None without one."""
    known = [history for sheet in WORKBOOK_SHEETS if (history := situation.history(sheet.code)) is not None]
    return min((history.start for history in known), default=None)


def holds(situation: Situation, window: Window) -> bool:
    """Whether the files go back to the window at all: of one before them, nothing can be said."""
    first = first_day(situation)
    return first is not None and first <= window.end


def freshness(situation: Situation, window: Window) -> pd.DataFrame:
    """The services that hand in files, latest first to blame: columns `FRESHNESS_COLUMNS`.

    `days_behind` is how many days of the window's end the service's files lack, 0 if none; `last_date`
    is a date, None for a service that handed in nothing for the window or before it.
    """
    services = situation.table("services").drop_duplicates("code")
    names = dict(zip(services["code"], services["name"], strict=True))
    feeding = {service for contributors in situation.contributors.values() for service in contributors}
    reaches_back = holds(situation, window)
    rows = []
    for service in sorted(feeding | set(situation.coverage)):
        last = situation.coverage.get(service) if reaches_back else None
        behind = max((window.end - last).days, 0) if last is not None else window.days
        rows.append((service, names.get(service, service), last, behind))
    frame = pd.DataFrame(rows, columns=list(FRESHNESS_COLUMNS))
    return frame.sort_values(["days_behind", "service"], ascending=[False, True], ignore_index=True)
