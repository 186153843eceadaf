"""Faits enregistrés: the published series, as they were published."""

from dataclasses import dataclass

import pandas as pd

from data_access.database import Database
from data_access.queries.series import recorded_rows
from domain.scope import Scope
from domain.sheets import SHEETS

DRUG_INDEXES = {"55": "traffic", "56": "use_resale", "57": "use", "58": "other_drugs"}
"""The indexes of État 4001 that count drug offences, and the nature of each."""
DRUG_CLASSES = ("Trafic de stupéfiants", "Usage de stupéfiants")
"""The classes of the departmental base that count drug offences."""
SERIES_COLUMNS = ("year", "month", "force", "service", "index", "label", "count", "source")


@dataclass(frozen=True)
class Recorded:
    """The published series of a département.

    `series` has the columns `SERIES_COLUMNS`: one row a source, year, month, force and index, summed over
    the services; `services` the same, one row a service; both only for drug offences unless all were asked.
    `notice` says what is missing, None where nothing is.
    """

    department: str
    series: pd.DataFrame
    services: pd.DataFrame
    notice: str | None


def recorded(
    database: Database,
    scope: Scope,
    department: str,
    year: int | None = None,
    every_index: bool = False,
) -> Recorded:
    """The published series of a département, of one year or of all. Raises ScopeError."""
    indexes = () if every_index else (*DRUG_INDEXES, *DRUG_CLASSES)
    with database.read() as connection:
        rows = recorded_rows(connection, scope, department, year, indexes)
    services = rows[rows["service"].notna()][list(SERIES_COLUMNS)].reset_index(drop=True)
    keys = ["source", "year", "month", "force", "index"]
    summed = rows.groupby(keys, dropna=False, as_index=False, sort=True).agg({"label": "first", "count": "sum"})
    series = summed.assign(service=None)[list(SERIES_COLUMNS)]
    return Recorded(department, series, services, _notice(rows))


def nature_of(index: str) -> str:
    """The French name of a drug index or class."""
    return SHEETS["facts"].column("offence").label_of(DRUG_INDEXES[index]) if index in DRUG_INDEXES else index


def by_year(table: pd.DataFrame) -> pd.DataFrame:
    """The counts of `series` or `services` by year.

    Columns source, year, force, service, nature (French), order (rank of the nature), facts, and months: how many
    months a year's count adds up, missing where it was published for the whole year.
    """
    keys = ["source", "year", "force", "service", "index"]
    found = table.groupby(keys, dropna=False, as_index=False, sort=True).agg(
        facts=("count", "sum"), months=("month", "nunique")
    )
    months = found["months"].where(found["months"] > 0)
    ranks = {index: rank for rank, index in enumerate((*DRUG_INDEXES, *DRUG_CLASSES))}
    order = found["index"].map(ranks).fillna(len(ranks)).astype(int)
    return found.assign(nature=found["index"].map(nature_of), order=order, months=months).drop(columns="index")


def _notice(rows: pd.DataFrame) -> str | None:
    if rows.empty:
        return (
            "Aucune série publiée n’est enregistrée pour ce département. Déposez l’État 4001 par service ou la base "
            "départementale du service statistique."
        )
    return None
