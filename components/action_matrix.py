"""The matrix of sites by services: what each service did on each site of the plan."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components import notices, tables
from components.downloads import csv_button
from components.kept import kept
from domain.french import NBSP, THIN, listed, number
from indicators.actions import ACTIONS

_SHORT = {"operations": "op.", "presences": "prés.", "investigations": "enq.", "recommendations": "rec."}
_LABELS = {
    "sector": "Secteur",
    "service": "Service",
    "operations": "Opérations",
    "presences": "Présences",
    "investigations": "Enquêtes",
    "recommendations": "Recommandations de sûreté",
}
_TOTAL, _SAFETY = "Total", "Prévention situationnelle"


def draw(
    matrix: pd.DataFrame,
    totals: pd.DataFrame,
    sectors: Mapping[str, str],
    services: Mapping[str, str],
    unknown: str,
) -> None:
    """Draw the matrix, its legend and its download.

    `matrix` and `totals`: columns of `indicators.actions`; `sectors` and `services`: names by code, in order.
    `unknown`: the sentence on the kinds of action of which no file tells, empty where all are told of.
    """
    if unknown:
        notices.partial(unknown)
    tables.matrix(
        kept(cells, matrix, totals, sectors, services),
        caption="Actions de la fenêtre. Une case hachurée est une case où rien n’a été fait.",
        corner="Secteur",
    )
    names = f"<br>{listed([f'{code}{NBSP}: {name}' for code, name in services.items()])}." if services else ""
    st.html(
        f'<p class="vg-comparator">op.{NBSP}: opérations menées ou appuyées{THIN}; prés.{NBSP}: présences à un '
        f"établissement du secteur{THIN}; enq.{NBSP}: enquêtes ouvertes ou en cours{THIN}; rec.{NBSP}: "
        "recommandations de sûreté, qui ne portent pas de service. L’action de deux services est dans les deux "
        f"colonnes, et une fois dans le total.{names}</p>"
    )
    csv_button(matrix, _LABELS, "sites-et-services")


def cells(
    matrix: pd.DataFrame, totals: pd.DataFrame, sectors: Mapping[str, str], services: Mapping[str, str]
) -> pd.DataFrame:
    """The cells in words (`3 op. · 12 prés.`), one row a sector; empty texts where nothing was done."""
    done = {
        (row["sector"], _SAFETY if pd.isna(row["service"]) else row["service"]): _words(row)
        for row in matrix.to_dict("records")
    }
    done |= {(row["sector"], _TOTAL): _words(row) for row in totals.to_dict("records")}
    columns = [*services, _SAFETY, _TOTAL]
    shown = [[done.get((code, column), "") for column in columns] for code in sectors]
    return pd.DataFrame(shown, index=[f"{code} {name}" for code, name in sectors.items()], columns=columns)


def _words(counts: Mapping[Hashable, Any]) -> str:
    return " · ".join(f"{number(counts[kind])}{NBSP}{_SHORT[kind]}" for kind in ACTIONS if counts[kind])
