"""Dépôt: drop files, see what is in them and what they would change, store them."""

from datetime import date

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analysis.deposit import Examined, services_of, stored
from components import deposits, downloads, filters, notices, reading
from components.address import DEPARTMENT
from components.session import ask, database, scope
from data_access.examination import remember_mapping
from domain import french
from domain.territories import DEPARTMENTS

ACCEPTED = ["xlsx", "xlsm", "xls", "ods", "csv", "geojson", "json"]
WHOLE_DEPARTMENT = "fichier départemental"
_OUTCOME, _ROUND = "vigie.depot.recu", "vigie.depot.tour"


def destination() -> tuple[str, str | None]:
    """For which département and service the files are deposited."""
    left, right = st.columns(2)
    codes = list(DEPARTMENTS)
    carried = filters.carried().get(DEPARTMENT, "")
    department = left.selectbox(
        "Département du dépôt",
        codes,
        index=codes.index(carried) if carried in codes else 0,
        format_func=lambda code: DEPARTMENTS[code].label,
    )
    services = ask(services_of, department)
    service = right.selectbox(
        "Service qui remet les fichiers",
        [None, *services],
        format_func=lambda code: WHOLE_DEPARTMENT if code is None else f"{code} – {services[code]}",
    )
    return department, service


def read(files: list[UploadedFile], department: str, service: str | None) -> list[Examined]:
    """Each file examined, its progress shown step by step."""
    found: list[Examined] = []
    with st.status(f"Lecture de {french.plural(len(files), 'fichier')}…", expanded=False) as status:
        found = reading.read(files, department, service)
        for file in found:
            step = "refusé" if file.hindrance else "lu, reconnu, vérifié"
            st.write(f"{file.parsed.name}{french.NBSP}: {step}")
        status.update(label=f"{french.plural(len(found), 'fichier lu', 'fichiers lus')}", state="complete")
    return found


def show(file: Examined, department: str, service: str | None, rank: int) -> None:
    """One file: its sheets, its faults, the columns to map."""
    with st.expander(deposits.file_title(file), expanded=True):
        if file.hindrance is not None:
            notices.partial(file.hindrance)
        deposits.sheets(file)
        deposits.faults(file.parsed, str(rank))
        deposits.mapping(
            file.parsed,
            str(rank),
            lambda code, header, field: remember(department, service, code, header, field),
        )


def remember(department: str, service: str | None, code: str, header: str, field: str) -> None:
    """Keep what a column is, and read the files again with it."""
    remember_mapping(database(), scope(), department, service, code, header, field)
    reading.forget()


def store(files: list[Examined], department: str, service: str | None) -> None:
    """The choice between all and the sound rows, and the button that stores."""
    storable = [file for file in files if file.foreseen is not None]
    if not storable:
        return
    faulty = sum(len(file.parsed.faults) for file in storable)
    sound_only = faulty > 0 and st.checkbox(
        f"N’enregistrer que les lignes saines ({french.plural(faulty, 'erreur')} à corriger plus tard)"
    )
    label = f"Enregistrer {french.plural(len(storable), 'fichier')}"
    if st.button(label, type="primary", disabled=faulty > 0 and not sound_only):
        with st.spinner("Enregistrement…"):
            done = stored(database(), scope(), storable, department, service, sound_only)
        reading.forget()
        st.session_state[_OUTCOME] = done
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1  # a new key empties the uploader
        st.rerun()
    if faulty and not sound_only:
        st.caption("Corrigez les cellules et déposez de nouveau, ou n’enregistrez que les lignes saines.")


notices.heading(
    "Dépôt", f"Remettre les classeurs d’un service ou du département. Nous sommes le {french.long_day(date.today())}."
)
department, service = destination()
if st.session_state.get(_OUTCOME):
    deposits.outcome(st.session_state.pop(_OUTCOME))
    st.page_link(
        "pages/synthese.py", label="Voir la synthèse", query_params={**filters.carried(), DEPARTMENT: department}
    )
dropped = st.file_uploader(
    "Fichiers à déposer",
    type=ACCEPTED,
    accept_multiple_files=True,
    key=f"depot-{st.session_state.get(_ROUND, 0)}",
    help="Classeurs .xlsx, .xls, .ods ou .csv, couches .geojson.",
)
if dropped:
    files = read(dropped, department, service)
    for rank, file in enumerate(files):
        show(file, department, service, rank)
    store(files, department, service)
else:
    reading.forget()
    downloads.template_buttons()
