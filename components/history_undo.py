"""Historique, undoing a deposit: what it would do first, then a confirmation, then what was done."""

import pandas as pd
import streamlit as st

from analysis.history import undo_plan, undone
from components import notices, tables
from components.history_values import row_words
from components.quoting import escaped
from components.session import ask, database, look_again, scope
from data_access.undo import LaterDeposit, UndoPlan, UndoReceipt, UndoRefused
from domain import french
from domain.sheets import SHEETS

_ASKED, _SEEN, _DONE, _SAID = (f"vigie.annuler.{name}" for name in ("depot", "etat", "fait", "dit"))
_SHEETS = {"title": "Feuille", "removed": "Lignes retirées", "restored": "Lignes remises", "lost": "Changements perdus"}
_LOST = {"row": "Ligne", "title": "Feuille", "deposit": "Changée par"}


def outcome() -> None:
    """What the last undo did, or why it did not; said once."""
    if (said := st.session_state.pop(_SAID, None)) is not None:
        notices.partial(said)
    done: UndoReceipt | None = st.session_state.pop(_DONE, None)
    if done is None:
        return
    sums = {name: sum(getattr(sheet, name) for sheet in done.plan.sheets) for name in ("removed", "restored", "lost")}
    words = [french.plural(sums["removed"], "ligne retirée", "lignes retirées")]
    words.append(french.plural(sums["restored"], "ligne remise", "lignes remises") + " comme avant")
    if sums["lost"]:
        words.append(french.plural(sums["lost"], "changement plus récent perdu", "changements plus récents perdus"))
    deposit = done.plan.deposit
    st.success(
        f"Dépôt n°{french.NBSP}{deposit.id} ({escaped(deposit.file)}) annulé{french.NBSP}: {french.listed(words)}. "
        "Tous les écrans en tiennent compte.",
        icon=":material/undo:",
    )


def draw(deposit_id: int) -> None:
    """The button, and once it is pressed what undoing would do and its confirmation."""
    if st.session_state.get(_ASKED) != deposit_id:
        st.button("Annuler ce dépôt", icon=":material/undo:", key="undo.ask", on_click=_ask, args=(deposit_id,))
        return
    try:
        plan = ask(undo_plan, deposit_id)
    except UndoRefused as refused:
        notices.partial(str(refused))
        return
    with st.container(border=True):
        st.html(f'<h3 class="vg-chart">Annuler le dépôt n°{french.NBSP}{deposit_id}{french.THIN}?</h3>')
        _told(plan)
        _confirmation(plan)


def _told(plan: UndoPlan) -> None:
    lost = sum(sheet.lost for sheet in plan.sheets)
    rows = pd.DataFrame([{**vars(sheet), "title": SHEETS[sheet.code].title} for sheet in plan.sheets])
    labels = _SHEETS if lost else {name: label for name, label in _SHEETS.items() if name != "lost"}
    if rows.empty:
        st.html('<p class="vg-quiet">Ce dépôt n’a apporté aucune ligne\u202f: rien ne serait retiré ni remis.</p>')
    else:
        tables.plain(rows, labels, caption="Ce que l’annulation retirerait, et ce qu’elle remettrait comme avant")
    if plan.later:
        notices.partial(
            f"Ses lignes ont changé depuis, par {french.listed([_named(later) for later in plan.later])}. "
            "Annuler ce dépôt perdrait aussi ces changements."
        )
        _lost_rows(plan, lost)
    for warning in plan.warnings:
        notices.partial(warning)
    if plan.confirming:
        verb = "avait" if len(plan.confirming) == 1 else "avaient"
        words = french.listed([_named(later) for later in plan.confirming])
        notices.partial(
            f"À savoir\u00a0: {words} {verb} trouvé déjà là des lignes de ces feuilles. Si ce sont celles qui seraient "
            "retirées, déposez de nouveau ce fichier ensuite."
        )


def _named(later: LaterDeposit) -> str:
    return f"le dépôt n°{french.NBSP}{later.deposit.id} ({later.deposit.file}, {french.plural(later.rows, 'ligne')})"


def _lost_rows(plan: UndoPlan, lost: int) -> None:
    files = {later.deposit.id: f"n°{french.NBSP}{later.deposit.id}, {later.deposit.file}" for later in plan.later}
    rows = [
        {"row": row_words(row.code, row.key), "title": SHEETS[row.code].title, "deposit": files[row.deposit_id]}
        for row in plan.lost_rows
    ]
    left = lost - len(rows)
    more = f", les {len(rows)} premiers sur {french.number(lost)}" if left > 0 else ""
    tables.plain(pd.DataFrame(rows), _LOST, caption=f"Changements plus récents qui seraient perdus{more}")


def _confirmation(plan: UndoPlan) -> None:
    """The last word; where later changes would be lost, only once that was accepted by a choice of its own."""
    lost = sum(sheet.lost for sheet in plan.sheets)
    losing = lost > 0 and st.checkbox(
        f"Perdre aussi {french.plural(lost, 'changement plus récent', 'changements plus récents')}",
        key=f"undo.lose.{plan.deposit.id}",
    )
    state = database().version()
    changed = st.session_state.get(_SEEN, state) != state
    st.session_state[_SEEN] = state
    if changed:
        notices.partial("Les données ont changé entre-temps\u00a0: relisez ce que l’annulation ferait.")
    with st.container(horizontal=True, gap="small"):
        label = "Annuler le dépôt et perdre ces changements" if losing else "Confirmer l’annulation"
        confirmed = st.button(label, type="primary", key="undo.confirm", disabled=lost > 0 and not losing)
        st.button("Garder ce dépôt", key="undo.keep", on_click=_ask, args=(None,))
    if confirmed and not changed:
        _undo(plan.deposit.id, lose_later=losing)


def _undo(deposit_id: int, *, lose_later: bool) -> None:
    try:
        with st.spinner("Annulation…"):
            st.session_state[_DONE] = undone(database(), scope(), deposit_id, lose_later)
            look_again()
    except UndoRefused as refused:
        st.session_state[_SAID] = str(refused)
    _ask(None)
    st.rerun()


def _ask(deposit_id: int | None) -> None:
    st.session_state[_ASKED] = deposit_id
    st.session_state.pop(_SEEN, None)
