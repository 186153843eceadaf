"""Enquêtes et avoirs, the slip to the office: its day and content, its files, and marking it as sent once confirmed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from analysis.investigations import Investigations
from analysis.slip import Marking, Slip, marked, marking, slip, to_send
from components import filters, notices, tables
from components.address import DEPARTMENT
from components.history_address import DEPOSIT
from components.kept import kept
from components.session import ask, database, look_again, scope
from data_access.receipts import Receipt
from domain import french
from domain.french import NBSP, THIN
from domain.sheets import SHEETS

SlipWriter = Callable[[Slip], bytes]
_ASKED, _SEEN, _SAID = (f"vigie.bordereau.{name}" for name in ("demande", "etat", "dit"))
_DAY, _LEFT_OUT = "slip.day", "slip.left_out"
_WRITTEN = {
    "reference": "Enquête",
    "field": "Colonne",
    "former": "Valeur enregistrée",
    "value": "Valeur écrite",
}
_PREPARING = "Relecture des enquêtes du bordereau…"


def draw(found: Investigations, writers: Mapping[str, SlipWriter]) -> None:
    """The slip of what is still to send, in each form of `writers` (by file ending), and what marks it as sent."""
    _outcome()
    if kept(to_send, found).empty:
        return
    st.html('<h3 class="vg-chart">Bordereau de transmission à l’office</h3>')
    made = _chosen(found)
    with st.container(horizontal=True, gap="small"):
        for suffix, write in writers.items():
            st.download_button(
                f"Bordereau (.{suffix})",
                partial(write, made),  # once it is asked for
                file_name=f"bordereau-office-{found.department}-{made.day.isoformat()}.{suffix}",
                icon=":material/download:",
                on_click="ignore",
                key=f"slip.{suffix}",
                disabled=made.rows.empty,
            )
        wanted = made.department, made.day, made.references
        st.button(
            "Marquer comme transmises…",
            icon=":material/outgoing_mail:",
            key="slip.ask",
            on_click=_ask,
            args=(wanted,),
            disabled=made.rows.empty,
        )
    if st.session_state.get(_ASKED) == wanted:
        with st.container(border=True):
            _confirmation(found, made)


def _chosen(found: Investigations) -> Slip:
    """The slip of the day and of the investigations that are chosen: today and all, unless told otherwise."""
    waiting = kept(to_send, found)
    references = waiting["reference"].tolist()
    first = waiting["closed_on"].min().date()
    last = max(first, date.today())
    _within(first, last, references)
    when, without = st.columns([2, 5], gap="medium")
    day = when.date_input("Date de l’envoi", min_value=first, max_value=last, format="DD/MM/YYYY", key=_DAY)
    left_out = without.multiselect("Enquêtes à laisser de côté", references, placeholder="Aucune", key=_LEFT_OUT)
    made = kept(slip, found, day, tuple(left_out))
    late = len(waiting) - len(made.rows) - len(left_out)
    words = f"{french.plural(len(made.rows), 'enquête')} au bordereau du {french.day(day)}"
    if late:
        words += f"{THIN}; sans {french.plural(late, 'autre, plus récente', 'autres, plus récentes')}"
    st.html(f'<p class="vg-quiet">{words}.</p>')
    return made


def _within(first: date, last: date, references: Sequence[str]) -> None:
    """Bring what was chosen before within what can be chosen now: another département, or some marked meanwhile."""
    chosen: date = st.session_state.get(_DAY, last)
    st.session_state[_DAY] = min(max(chosen, first), last)
    left_out: list[str] = st.session_state.get(_LEFT_OUT, [])
    st.session_state[_LEFT_OUT] = [reference for reference in left_out if reference in references]


def _confirmation(found: Investigations, made: Slip) -> None:
    """What marking would write, and the last word."""
    planned = ask(marking, made.department, made.day, made.references)
    count = french.plural(len(made.rows), "enquête")
    st.html(f'<h4 class="vg-chart">Marquer {count} comme transmises le {french.day(made.day)}\u202f?</h4>')
    if planned.foreseen is None:
        notices.partial(f"Rien n’est écrit. {planned.hindrance}")
        st.button("Fermer", key="slip.keep", on_click=_ask, args=(None,))
        return
    st.markdown(
        f"Vigie déposera le fichier {planned.file}, que la page Historique montre et annule comme tout autre dépôt. "
        f"Il ne remplit que la date de transmission{THIN}; le reste de chaque enquête ne change pas. "
        + _effect(found, made)
    )
    tables.plain(kept(_cells, planned), _WRITTEN, caption="Ce qui sera écrit, feuille Enquêtes")
    state = database().version()
    changed = st.session_state.get(_SEEN, state) != state
    st.session_state[_SEEN] = state
    if changed:
        notices.partial(f"Les données ont changé entre-temps{NBSP}: relisez ce qui serait écrit.")
    with st.container(horizontal=True, gap="small"):
        confirmed = st.button("Confirmer l’envoi", type="primary", key="slip.confirm")
        st.button("Ne rien écrire", key="slip.keep", on_click=_ask, args=(None,))
    if confirmed and not changed:
        _mark(made)


def _effect(found: Investigations, made: Slip) -> str:
    """What the figure of the window becomes."""
    end, before = french.day(found.window.end), len(found.unsent)
    if made.day > found.window.end:
        return f"Au {end}, dernier jour de la fenêtre, elles restent non transmises{NBSP}: l’envoi est postérieur."
    return f"Au {end}, les résultats non transmis passeront de {before} à {before - len(made.rows)}."


def _cells(planned: Marking) -> pd.DataFrame:
    """What the plan would change, one row a cell."""
    column = SHEETS["investigations"].column
    changes = planned.foreseen.replacements if planned.foreseen is not None else ()
    return pd.DataFrame(
        [
            {
                "reference": str(one.identity[0]),
                "field": column(cell.field).header,
                "former": tables.written(cell.former),
                "value": tables.written(cell.value),
            }
            for one in changes
            for cell in one.cells
        ],
        columns=list(_WRITTEN),
    )


def _mark(made: Slip) -> None:
    with st.spinner(_PREPARING):
        st.session_state[_SAID] = marked(database(), scope(), made.department, made.day, made.references)
        look_again()
    _ask(None)
    st.rerun()


def _outcome() -> None:
    """What the last marking did, with the way to undo it, or why it did not; said once."""
    done: Receipt | str | None = st.session_state.pop(_SAID, None)
    if done is None:
        return
    if isinstance(done, str):
        notices.partial(f"Rien n’a été écrit. {done}")
        return
    count = sum(sheet.replaced for sheet in done.sheets)
    words = french.plural(count, "enquête marquée comme transmise", "enquêtes marquées comme transmises")
    st.success(
        f"{words}{NBSP}: dépôt n°{NBSP}{done.deposit_id}. Tous les écrans en tiennent compte.", icon=":material/check:"
    )
    there = {**filters.carried(), DEPARTMENT: done.department, DEPOSIT: str(done.deposit_id)}
    st.page_link("pages/historique.py", label="Annuler ce dépôt", query_params=there, icon=":material/undo:")


def _ask(wanted: tuple[str, date, tuple[str, ...]] | None) -> None:
    st.session_state[_ASKED] = wanted
    st.session_state.pop(_SEEN, None)
