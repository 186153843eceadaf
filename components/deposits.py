"""What Dépôt draws of the files on the desk: all of them at a glance, then one after the other."""

from collections.abc import Mapping
from html import escape

import pandas as pd
import streamlit as st

from analysis.deposit import Examined, deposit_corrected
from components import (
    deposit_cells,
    deposit_columns,
    deposit_preview,
    deposit_return,
    deposit_words,
    downloads,
    notices,
    tables,
)
from components.desk import Desk
from components.quoting import escaped, quoted
from components.session import database, scope
from data_access.workbooks.parsed import KIND_LABELS, FileKind, ParsedFile
from domain import french
from domain.faults import Refusal

SIDE_BY_SIDE = 3
_TABLE_PIXELS = 380
_TO_BE_SAID = "Aucune ligne n’est lue encore\u00a0: dites ce que sont cette feuille et ses colonnes."
_FAULTS_SHOWN = 50
_OVERVIEW_LABELS = {"state": "État", "name": "Fichier", "kind": "Reconnu comme", "rows": "Lignes", "faults": "Erreurs"}
_FAULT_LABELS = {"sheet": "Feuille", "cell": "Cellule", "rule": "Règle", "value": "Valeur lue", "message": "Que faire"}
_WORKBOOKS = (FileKind.PLAN, FileKind.INDICATORS)


def draw(desk: Desk, files: Mapping[str, Examined]) -> None:
    """The files, the faulty ones first; of more than a few a table, and the one that was chosen."""
    order = sorted(files, key=lambda file: _rank(files[file]))
    if len(files) <= SIDE_BY_SIDE:
        for file in order:
            _file(desk, file, files[file])
        return
    table = pd.DataFrame([_overview(files[file]) for file in order])
    with st.container(height=min(_TABLE_PIXELS, 80 + 38 * len(table)), border=False):
        tables.plain(table, _OVERVIEW_LABELS, caption=f"{len(files)} fichiers, ceux qui sont à corriger d’abord")
    st.session_state.setdefault("depot.fichier", order[0])
    if st.session_state["depot.fichier"] not in files:
        st.session_state["depot.fichier"] = order[0]
    chosen = st.selectbox(
        "Fichier à regarder", list(files), format_func=lambda file: files[file].parsed.name, key="depot.fichier"
    )
    _file(desk, chosen, files[chosen])


def file_title(file: Examined) -> str:
    """A file's name, what it is, and how it stands, in one line."""
    seen, name = _overview(file), escaped(file.parsed.name)
    if file.parsed.refused is not None:
        return f"▲ {name}{french.NBSP}: {seen['state']}"
    faults = french.plural(len(file.parsed.faults), "erreur") if file.parsed.faults else "aucune erreur"
    sign = "▲" if file.parsed.faults or file.hindrance else "✓"
    return f"{sign} {name}{french.NBSP}: {seen['kind']}, {french.plural(_rows(file), 'ligne')}, {faults}"


def _overview(file: Examined) -> dict[str, object]:
    state = "refusé" if file.hindrance else "à corriger" if file.parsed.faults else "prêt"
    if file.hindrance and _can_be_read(file.parsed):
        state = "à reconnaître"
    return {
        "state": state,
        "name": file.parsed.name,
        "kind": KIND_LABELS[file.parsed.kind],
        "rows": _rows(file),
        "faults": len(file.parsed.faults),
    }


def _can_be_read(parsed: ParsedFile) -> bool:
    """Whether a refused file can be read once the analyst says what its sheets and columns are."""
    refused = None if parsed.refused is None else parsed.refused.rule
    return refused in (Refusal.UNKNOWN_LAYOUT, Refusal.EMPTY) and any(sheet.headers for sheet in parsed.sheets)


def _rank(file: Examined) -> int:
    return 0 if file.hindrance else 1 if file.parsed.faults else 2


def _rows(file: Examined) -> int:
    return sum(sheet.rows for sheet in file.parsed.sheets)


def _file(desk: Desk, file: str, seen: Examined) -> None:
    """One file, in the order in which one mends it."""
    with st.expander(file_title(seen), expanded=True, key=f"paper-{file}"):
        if seen.hindrance is not None:
            notices.partial(_TO_BE_SAID if _can_be_read(seen.parsed) else seen.hindrance)
        _corrects(desk, seen.parsed)
        if seen.parsed.kind in (*_WORKBOOKS, FileKind.UNKNOWN):
            _mend(desk, file, seen)
        else:
            _list(seen.parsed, file)
        deposit_preview.draw(seen)
        with st.container(horizontal=True, gap="small"):
            deposit_return.offer(desk, file, seen)
            st.button(
                "Retirer ce fichier",
                key=f"{file}.withdraw",
                icon=":material/close:",
                type="tertiary",
                on_click=desk.withdraw,
                args=(file,),
            )


def _mend(desk: Desk, file: str, seen: Examined) -> None:
    for index, sheet in enumerate(seen.parsed.sheets):
        if sheet.recognised is None and not sheet.headers:
            continue
        st.html(f'<h2 class="vg-part">{escape(sheet.sheet)}</h2>')
        key = f"{file}.{index}"
        # Another reading is another panel: what was chosen in the former has become what the file is read by.
        deposit_columns.draw(desk, sheet, f"{key}.{desk.readings[file].turn}")
        if sheet.recognised is not None:
            deposit_words.draw(desk, file, sheet, key)
            deposit_cells.draw(desk, file, sheet, key)
    deposit_cells.made(desk, file, file)


def _corrects(desk: Desk, parsed: ParsedFile) -> None:
    """Which file or deposit this file is the mended copy of."""
    if parsed.corrects is None:
        return
    beside = [name for name, one in desk.readings.items() if one.file.parsed.sha256 == parsed.corrects]
    deposit = deposit_corrected(database(), scope(), desk.department, parsed.corrects)
    if deposit is not None:
        st.markdown(
            f"Ce fichier corrige celui du dépôt n°{french.NBSP}{deposit}{french.NBSP}: ses lignes le remplacent."
        )
    for name in beside:
        former = desk.readings[name].file.parsed.name
        st.markdown(f"Ce fichier corrige {quoted(former)}, déposé à côté.")
        st.button(f"Retirer {escaped(former)}", key=f"{name}.former", on_click=desk.withdraw, args=(name,))
    if deposit is None and not beside:
        st.markdown("Ce fichier est la copie corrigée d’un classeur que Vigie avait rendu.")


def _list(parsed: ParsedFile, key: str) -> None:
    """The faults of a published file, which is mended where it was made."""
    if not parsed.faults:
        return
    table = pd.DataFrame([vars(fault) for fault in parsed.faults])
    table = table.assign(
        rule=[deposit_cells.RULES[rule] for rule in table["rule"]],
        message=[deposit_cells.sentence(fault) for fault in parsed.faults],
    )
    shown = f"les {_FAULTS_SHOWN} premières" if len(table) > _FAULTS_SHOWN else "dans leur ordre"
    tables.plain(table.head(_FAULTS_SHOWN), _FAULT_LABELS, caption=f"Erreurs de {parsed.name}, {shown}")
    downloads.csv_button(table, _FAULT_LABELS, f"erreurs-{key}")
