"""Enquêtes et avoirs: the flow by objective, the districts, assets by quarter, minors, what is still to send."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.freshness import freshness
from analysis.situation import situation
from data_access.database import Database
from domain.catalogue import By
from domain.scope import Scope
from domain.windows import Window, last_full_month_end, months_back
from indicators.actions import open_during
from indicators.figures import Figure, figures
from indicators.investigation_views import district_shares, flow_by_objective, minors_by_sector, money_by_quarter
from indicators.investigations import unsent_investigations
from indicators.measures import territories
from indicators.prevention_views import fund, repeat_offenders
from indicators.situation import Situation

KEY_CODES = (
    "investigations_opened",
    "investigations_closed",
    "investigations_open",
    "networks_dismantled",
    "objective_share",
    "assets_eur",
)
OFFICE_CODES = ("sent_share", "sent_median_days", "unsent")
MINOR_CODES = ("suspects", "minors", "parents_examined", "parents_prosecuted")
REPEAT_CODES = ("repeat_followed", "removals", "mayors_informed")
FUND_CODES = ("fund_paid_in", "fund_received")
MONTHS = 12


@dataclass(frozen=True)
class Investigations:
    """What the screen Enquêtes et avoirs shows of a window.

    Figures are the département's. `flow`, `districts`, `minors`: columns of `flow_by_objective`, `district_shares`
    and `minors_by_sector` of `indicators.investigation_views`. `quarters`: of `money_by_quarter`, and `fund_years`:
    of `indicators.prevention_views.fund`, both over `years`, from the first day of the second year before;
    `fund_months` and `repeat_offenders` (of `repeat_offenders` there) over the last 12 full months, `months`.
    `unsent`: of `indicators.investigations.unsent_investigations`. `cases`: the rows that `flow` counts, those open
    on some day of the window, the oldest first. `sectors`, `services`: names by code.
    """

    department: str
    window: Window
    key_figures: tuple[Figure, ...]
    office_figures: tuple[Figure, ...]
    minor_figures: tuple[Figure, ...]
    repeat_figures: tuple[Figure, ...]
    fund_figures: tuple[Figure, ...]
    flow: pd.DataFrame
    cases: pd.DataFrame
    districts: pd.DataFrame
    years: Window
    quarters: pd.DataFrame
    minors: pd.DataFrame
    unsent: pd.DataFrame
    months: Window
    repeat_offenders: pd.DataFrame
    fund_months: pd.DataFrame
    fund_years: pd.DataFrame
    sectors: dict[str, str]
    services: dict[str, str]
    freshness: pd.DataFrame

    @property
    def absent(self) -> str | None:
        """Why nothing is known of the window's investigations; None where something is."""
        counted = self.key_figures[KEY_CODES.index("investigations_opened")]
        return counted.statement if counted.value is None else None


def investigations(database: Database, scope: Scope, department: str, window: Window) -> Investigations:
    """The investigations of a département in a window. Raises ScopeError."""
    years = Window(date(window.end.year - 2, 1, 1), window.end)
    last = last_full_month_end(window.end)
    months = Window(months_back(last, MONTHS)[0], last)
    known = situation(database, scope, department, window, since=years.start)
    sectors, services = territories(known, By.SECTOR, window), territories(known, By.SERVICE)

    def told(codes: tuple[str, ...]) -> tuple[Figure, ...]:
        return tuple(figures(known, window, codes, By.DEPARTMENT))

    return Investigations(
        department=department,
        window=window,
        key_figures=told(KEY_CODES),
        office_figures=told(OFFICE_CODES),
        minor_figures=told(MINOR_CODES),
        repeat_figures=told(REPEAT_CODES),
        fund_figures=told(FUND_CODES),
        flow=flow_by_objective(known, window),
        cases=_cases(known, window),
        districts=district_shares(known, window),
        years=years,
        quarters=money_by_quarter(known, years),
        minors=minors_by_sector(known, window),
        unsent=unsent_investigations(known, window),
        months=months,
        repeat_offenders=repeat_offenders(known, months),
        fund_months=fund(known, months, "month"),
        fund_years=fund(known, years, "year"),
        sectors=dict(zip(sectors.index, sectors, strict=True)),
        services=dict(zip(services.index, services, strict=True)),
        freshness=freshness(known, window),
    )


def _cases(known: Situation, window: Window) -> pd.DataFrame:
    rows = known.table("investigations")
    return rows[open_during(rows, window)].sort_values(["opened_on", "reference"], ignore_index=True)
