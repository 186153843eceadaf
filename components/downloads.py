"""What a page lets one download: a table's rows as a French spreadsheet reads them, the blank workbooks."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from analysis.templates import template
from components import blank_workbooks
from components.session import ask
from domain import french
from domain.sheets import Book

_WITH_SCHOOLS = (
    "Une fois l’annuaire officiel déposé, ses établissements y sont déjà\u00a0: il reste à marquer les sensibles."
)
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"^[+-]?\d[\d\s.,]*$")


def csv_bytes(frame: pd.DataFrame, labels: Mapping[str, str]) -> bytes:
    """The frame as .csv: UTF-8 with its mark, semicolons, decimal commas, days as 13/01/2026.

    `labels` gives the French header of each column to write, in order; the others are left out. Texts that a
    spreadsheet would run as a formula are made plain by a leading apostrophe.
    """
    table = frame[list(labels)].rename(columns=dict(labels))
    for label, column in table.items():
        if pd.api.types.is_datetime64_any_dtype(column):
            table[label] = column.dt.strftime("%d/%m/%Y")
        elif pd.api.types.is_bool_dtype(column):
            table[label] = column.map({True: "oui", False: "non"})
        elif not pd.api.types.is_numeric_dtype(column):
            table[label] = column.map(_plain, na_action="ignore")
    return table.to_csv(sep=";", decimal=",", index=False, lineterminator="\r\n").encode("utf-8-sig")


def _plain(value: object) -> object:
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.match(value):
        return f"'{value}"
    return value


def template_buttons(department: str) -> None:
    """The workbooks to fill in; a plan's with the schools of the département's directory, once that was deposited."""
    with st.container(horizontal=True, gap="small"):
        for book in blank_workbooks.BOOKS:
            content = ask(template, book, department, date.today())
            blank_workbooks.button(book, content, hint=_WITH_SCHOOLS if book is Book.PLAN else None)


def file_button(make: Callable[[], bytes], name: str, label: str) -> None:
    """The button that downloads what `make` gives as the file `name`; it is made once it is asked for."""
    st.download_button(label, make, name, icon=":material/download:", on_click="ignore", key=f"file.{name}")


def csv_button(frame: pd.DataFrame, labels: Mapping[str, str], name: str) -> None:
    """The button that downloads the frame as `name`.csv."""
    st.download_button(
        "Télécharger (.csv)",
        partial(csv_bytes, frame, labels),  # once it is asked for
        file_name=f"{name}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"csv.{name}",
        help=f"{french.plural(len(frame), 'ligne')}, lisible par un tableur",
    )


def png_button(make: Callable[[], bytes], name: str) -> None:
    """The button that downloads what `make` gives as `name`.png; it is made once it is asked for."""
    st.download_button(
        "Télécharger (.png)",
        make,
        file_name=f"{name}.png",
        mime="image/png",
        icon=":material/image:",
        type="tertiary",
        on_click="ignore",
        key=f"png.{name}",
    )


def xlsx_button(make: Callable[[], bytes], name: str, rows: int) -> None:
    """The button that downloads what `make` gives as `name`.xlsx; it is made once it is asked for."""
    st.download_button(
        "Télécharger (.xlsx)",
        make,
        file_name=f"{name}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/download:",
        on_click="ignore",
        key=f"xlsx.{name}",
        help=f"{french.plural(rows, 'ligne')}, avec ce que dit le chiffre et d’où elles viennent",
    )
