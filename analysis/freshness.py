"""Up to which day each service's files reach, and which of them are late."""

import pandas as pd

from domain.windows import Window
from indicators.situation import Situation

FRESHNESS_COLUMNS = ("service", "name", "last_date", "days_behind")


def freshness(situation: Situation, window: Window) -> pd.DataFrame:
    """The services that hand in files, latest first to blame: columns `FRESHNESS_COLUMNS`.

    `days_behind` is how many days of the window's end the service's files lack, 0 if none; `last_date`
    is a date, None for a service of the plan that never handed in anything.
    """
    services = situation.table("services").drop_duplicates("code")
    names = dict(zip(services["code"], services["name"], strict=True))
    feeding = {service for contributors in situation.contributors.values() for service in contributors}
    rows = []
    for service in sorted(feeding | set(situation.coverage)):
        last = situation.coverage.get(service)
        behind = max((window.end - last).days, 0) if last is not None else window.days
        rows.append((service, names.get(service, service), last, behind))
    frame = pd.DataFrame(rows, columns=list(FRESHNESS_COLUMNS))
    return frame.sort_values(["days_behind", "service"], ascending=[False, True], ignore_index=True)
