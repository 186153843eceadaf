"""Faits enregistrés: a département's published counts beside the median of those of the same size class."""

from dataclasses import dataclass

import pandas as pd

from analysis.recorded import DRUG_CLASSES, DRUG_INDEXES, nature_of
from data_access.database import Database
from data_access.queries.published import published_counts, recorded_totals
from domain.french import NBSP
from domain.scope import Scope
from indicators.size_classes import CLASSES, MINIMUM_DEPARTMENTS, class_medians, yearly

# All the facts of every département are a long sum, done only where the size is not known otherwise.
_NOTHING = pd.DataFrame(columns=["source", "year", "department", "recorded"])
RULE = (
    f"Départements de même taille{NBSP}: ceux de la même classe, de {CLASSES} classes de même effectif, selon la "
    "population publiée, ou à défaut selon le total des faits que la série enregistre."
)


@dataclass(frozen=True)
class Peers:
    """The drug offences of a département beside its like.

    `table`: columns of `indicators.size_classes.class_medians`, and nature (French); newest year first. `notice`
    says why some medians are missing, None where none is.
    """

    department: str
    table: pd.DataFrame
    notice: str | None


def peers(database: Database, scope: Scope, department: str) -> Peers:
    """The published counts of a département and the medians of its size class. Raises ScopeError."""
    with database.read() as connection:
        counts = yearly(published_counts(connection, scope, department, (*DRUG_INDEXES, *DRUG_CLASSES)))
        sized = counts.loc[counts["department"].eq(department), "population"].notna().all()
        totals = _NOTHING if sized else recorded_totals(connection, scope, department)
    table = class_medians(counts, totals, department)
    table = table.assign(nature=table["index"].map(nature_of))
    ranks = {index: rank for rank, index in enumerate((*DRUG_INDEXES, *DRUG_CLASSES))}
    table = table.assign(order=table["index"].map(ranks))
    table = table.sort_values(["source", "year", "order"], ascending=[True, False, True], ignore_index=True)
    return Peers(department, table.drop(columns="order"), _notice(table))


def _notice(table: pd.DataFrame) -> str | None:
    if table["median"].notna().all():
        return None
    return (
        f"Il faut au moins {MINIMUM_DEPARTMENTS} départements de même taille pour une médiane{NBSP}: les fichiers "
        "déposés n’en contiennent pas assez. Le fichier national les contient tous."
    )
