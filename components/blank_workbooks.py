"""The button that downloads a blank workbook, the same wherever it stands."""

import streamlit as st

from domain import french
from domain.sheets import Book

BOOKS = {Book.PLAN: "classeur du plan", Book.INDICATORS: "classeur d’indicateurs"}


def button(book: Book, content: bytes, *, hint: str | None = None) -> None:
    """Offer the workbook of that kind, given as the bytes of an .xlsx; `hint` is said when one points at it."""
    st.download_button(
        f"Modèle vierge{french.NBSP}: {BOOKS[book]}",
        content,
        f"vigie-{book}.xlsx",
        icon=":material/download:",
        on_click="ignore",
        help=hint,
    )
