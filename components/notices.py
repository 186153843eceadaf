"""What a page says about its own data and its own failures."""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import streamlit as st

from components import filters
from data_access.database import DatabaseUnavailable
from domain import french
from domain.scope import ScopeError

_log = logging.getLogger("vigie")
DEPOSIT_PAGE = "pages/depot.py"


@dataclass(frozen=True)
class Freshness:
    """The last day that a service's files cover (None: nothing yet), and whether the window ends after it."""

    service: str
    last_day: date | None
    behind: bool


def heading(title: str, context: str = "") -> None:
    """The page's one h1, and under it what it shows: département, window, comparators."""
    below = f'<p class="vg-context">{escape(context)}</p>' if context else ""
    st.html(f'<header class="vg-heading"><h1>{escape(title)}</h1>{below}</header>')


def freshness(services: Sequence[Freshness]) -> None:
    """The freshness line: last day covered, and each service that is behind the window's end, by name."""
    behind = [service for service in services if service.behind]
    upto = [service.last_day for service in services if service.last_day is not None]
    parts = [f"Données jusqu’au {french.day(max(upto))}{_age(max(upto))}"] if upto else ["Aucune donnée"]
    if behind:
        parts.append(f'<strong class="vg-warn">▲ Fenêtre incomplète</strong>{french.NBSP}: {_late(behind)}')
    elif upto:
        parts.append("tous les services couvrent la fenêtre")
    st.html(f'<p class="vg-freshness" role="status">{" · ".join(parts)}</p>')


def _age(last: date) -> str:
    """How long ago that day was, where it was before yesterday: nobody need know what day it is."""
    days = (date.today() - last).days
    return f", il y a {french.plural(days, 'jour')}" if days > 1 else ""


def _late(services: Sequence[Freshness]) -> str:
    words = [
        f"{escape(service.service)} (rien reçu)"
        if service.last_day is None
        else f"{escape(service.service)} (jusqu’au {french.day(service.last_day)})"
        for service in services
    ]
    return french.listed(words)


def empty(title: str, sentence: str, *, link: bool = True) -> None:
    """An empty state: what is missing and who sends it, with the way to Dépôt."""
    with st.container(border=True):
        st.html(f'<div class="vg-empty"><strong>{escape(title)}</strong><p>{escape(sentence)}</p></div>')
        if link:
            deposit_link()


def deposit_link() -> None:
    """The way to Dépôt."""
    st.page_link(
        DEPOSIT_PAGE, label="Déposer des fichiers", icon=":material/upload_file:", query_params=filters.carried()
    )


def partial(sentence: str) -> None:
    """A partial state: what is missing from the picture below."""
    st.html(f'<p class="vg-partial" role="note"><span aria-hidden="true">▲</span> {escape(sentence)}</p>')


def unknown(what: str, asked: str | None, *, known: bool) -> None:
    """Say that a link asks for what the plan does not have; `what` is it with its article (« le secteur »)."""
    if asked and not known:
        partial(f"Ce lien demande {what} {asked}, que le plan en vigueur n’a pas.")


def report_failure(failure: Exception) -> bool:
    """Say in one French sentence that a page failed.

    The failure's own where it has one for the user, else one with a reference that the server's log bears too.
    Returns True, which keeps Streamlit from showing the failure itself.
    """
    if isinstance(failure, DatabaseUnavailable | ScopeError):
        _log.error("refused: %s", failure)
        partial(str(failure))
        return True
    reference = secrets.token_hex(4)
    _log.error("failure %s", reference, exc_info=failure)
    st.html(
        f'<div class="vg-failure" role="alert"><strong>Cette page n’a pas pu être affichée.</strong> '
        f"L’erreur est notée au journal du serveur sous la référence <code>{reference}</code>{french.NBSP}: "
        "donnez-la à la personne qui tient Vigie.</div>"
    )
    return True
