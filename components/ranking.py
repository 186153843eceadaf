"""The sectors ranked, and the one that is chosen: on the map, in the ranking or by the address."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from components.address import SECTOR
from components.downloads import csv_button
from components.filters import parameter, set_parameter
from components.kept import kept
from components.sectors import verdict
from components.tables import column_config
from domain import french
from domain.french import THIN

_KEY = "classement"
_LABELS = {
    "rank": "Rang",
    "place": "Secteur",
    "facts": "Faits",
    "previous": "Avant",
    "verdict": "Constat",
    "connected": "Connexes",
    "operations": "Opérations",
    "days_since_operation": "Jours",
    "course": "12 mois",
}
_WIDTHS = {"rank": 48, "facts": 52, "previous": 62, "connected": 80}
_WIDTHS |= {"operations": 84, "days_since_operation": 52, "course": 90}
_HELP = {
    "facts": "Faits de stupéfiants de la fenêtre",
    "previous": "Faits de stupéfiants de la fenêtre précédente",
    "connected": "Infractions connexes de la fenêtre",
    "operations": "Opérations de la fenêtre",
    "days_since_operation": "Jours de la dernière opération au dernier jour de la fenêtre",
}
_FILE = {
    "rank": "Rang",
    "code": "Code",
    "name": "Secteur",
    "facts": "Faits de stupéfiants",
    "previous": "Fenêtre précédente",
    "year_before": "Un an plus tôt",
    "statement": "Constat",
    "rate_ratio": "Rapport des rythmes",
    "p_adjusted": "p ajustée",
    "connected": "Infractions connexes",
    "operations": "Opérations",
    "last_operation": "Dernière opération",
    "days_since_operation": "Jours depuis",
}


def chosen_sector(sectors: pd.DataFrame) -> tuple[str, bool]:
    """The sector that the address asks for, else the first of those, and whether it was asked for."""
    codes, asked = kept(_codes, sectors), parameter(SECTOR)
    return (asked, True) if asked is not None and asked in codes else (codes[0], False)


def names(sectors: pd.DataFrame) -> dict[str, str]:
    """The sectors to choose from in a list, in the order of the ranking: code and name by code."""
    return {str(code): f"{code} – {name}" for code, name in zip(sectors["code"], sectors["name"], strict=True)}


def _codes(sectors: pd.DataFrame) -> list[str]:
    return [str(code) for code in sectors["code"]]


def draw(sectors: pd.DataFrame, months: pd.DataFrame, chosen: str) -> None:
    """Draw the ranking, the chosen row marked; a click on a row chooses its sector.

    `sectors`: columns of `indicators.hotspots.rank_sectors`; `months`: of `sector_months`.
    """
    codes = kept(_codes, sectors)
    shown, config = kept(_shown, sectors, months)

    def clicked() -> None:
        selection = st.session_state[_KEY]["selection"]
        rows = [row for row, _ in selection["cells"]] or selection["rows"]
        if rows:
            set_parameter(SECTOR, codes[rows[0]])

    st.html(
        '<p class="vg-question">Faits de stupéfiants de la fenêtre et de la précédente (avant), infractions connexes, '
        "opérations, et jours depuis la dernière</p>"
    )
    selected = [codes.index(chosen)] if chosen in codes else []
    st.session_state[_KEY] = {"selection": {"rows": selected, "columns": [], "cells": []}}
    st.dataframe(
        shown,
        column_config=config,
        hide_index=True,
        height="content",
        key=_KEY,
        on_select=clicked,
        selection_mode=["single-row", "single-cell"],
        placeholder=french.NOTHING,
    )
    csv_button(sectors, _FILE, "classement-des-secteurs")


def _shown(sectors: pd.DataFrame, months: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, ColumnConfig]]:
    table = sectors.assign(
        place=sectors["code"] + " " + sectors["name"],
        verdict=sectors["statement"].map(_short),
        course=sectors["code"].map(_courses(months)),
    ).reset_index(drop=True)
    return table[list(_LABELS)], {field: _column(table, field) for field in _LABELS}


def _short(statement: str) -> str:
    """The verdict without what it says in brackets or after a semicolon: the chosen sector says it all."""
    return verdict(statement.partition(THIN + ";")[0].partition(" (")[0])


def _column(shown: pd.DataFrame, field: str) -> ColumnConfig:
    if field == "course":
        words = "Faits de stupéfiants par mois, 12 derniers mois entiers"
        config = st.column_config.LineChartColumn(_LABELS[field], help=words, y_min=0)
    else:
        config = column_config(shown[field], _LABELS[field], _HELP.get(field))
    config["width"] = _WIDTHS.get(field)
    return config


def _courses(months: pd.DataFrame) -> Mapping[str, list[float]]:
    known = months[months["facts"].notna()].sort_values("month")
    return {str(code): part["facts"].astype(float).tolist() for code, part in known.groupby("code")}
