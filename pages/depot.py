"""Dépôt: drop files, mend them on the spot, see what they would change, store them."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from analysis.deposit import Examined, services_of, stored, storing_order
from components import deposit_receipt, deposits, desk, downloads, filters, notices, reading
from components.address import DEPARTMENT
from components.history_deposits import ReceiptFile
from components.progress import Progress
from components.session import ask, database, look_again, scope, state
from domain import french
from domain.territories import DEPARTMENTS
from reports.receipt import receipt_pdf, receipt_xlsx

ACCEPTED = ["xlsx", "xlsm", "xls", "ods", "csv", "geojson", "json"]
WHOLE_DEPARTMENT = "fichier départemental"
RECEIPTS = [
    ReceiptFile("Reçu (.pdf)", "pdf", "application/pdf", receipt_pdf),
    ReceiptFile(
        "Reçu (.xlsx)", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", receipt_xlsx
    ),
]
_ALL, _SOUND = "tout le fichier", "seulement les lignes sans erreur"


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


def storing(files: Mapping[str, Examined]) -> None:
    """The choice between all and the sound rows, and the button that stores."""
    storable = {file: seen for file, seen in files.items() if seen.foreseen is not None}
    if not storable:
        return
    faulty = sum(len(seen.parsed.faults) for seen in storable.values())
    sound_only = False
    if faulty:
        st.markdown(f"Il reste {french.plural(faulty, 'erreur')}. Corrigez, ou n’enregistrez que ce qui est sûr.")
        sound_only = st.radio("Enregistrer", [_ALL, _SOUND], horizontal=True) == _SOUND
    label = f"Enregistrer {french.plural(len(storable), 'fichier')}"
    if st.button(label, type="primary", disabled=faulty > 0 and not sound_only):
        store(storable, sound_only)


def store(files: Mapping[str, Examined], sound_only: bool) -> None:
    """Store the files one by one; whoever interrupts this finds the receipts of those that are in."""
    on_desk = desk.desk()
    on_desk.outcome = []  # the former receipts: each deposit keeps its own in the history
    progress = Progress(len(files), "depot.annuler", lambda: None)
    numbers = {id(seen): file for file, seen in files.items()}
    for rank, seen in enumerate(storing_order(files.values())):
        on_desk.storing = seen.parsed.name
        tell = progress.of(rank, seen.parsed.name)
        done = stored(database(), scope(), seen, on_desk.department, on_desk.service, sound_only, tell)
        look_again()
        on_desk.outcome.append(done)
        on_desk.storing = None
        on_desk.withdraw(numbers[id(seen)])
    desk.clear()
    st.rerun()


def halted(dropped: int, read: int) -> None:
    """What is said once the reading was stopped, and the way on."""
    st.markdown(
        f"Lecture arrêtée{french.NBSP}: {read} lus sur {french.plural(dropped, 'fichier')}. Rien n’est enregistré."
    )
    st.button("Reprendre la lecture", on_click=desk.desk().resume)


notices.heading(
    "Dépôt", f"Remettre les classeurs d’un service ou du département. Nous sommes le {french.long_day(date.today())}."
)
here = desk.desk()
here.settle(*destination(), state())
if here.storing is not None:
    notices.partial(f"L’enregistrement de {here.storing} a été annulé{french.NBSP}: rien n’en a été enregistré.")
    here.storing = None
if here.refused:
    notices.partial(here.refused)
    here.refused = ""
deposit_receipt.draw(here.outcome, RECEIPTS)
dropped = st.file_uploader(
    "Fichiers à déposer",
    type=ACCEPTED,
    accept_multiple_files=True,
    key=f"depot-{here.round}",
    help="Classeurs .xlsx, .xls, .ods ou .csv, couches .geojson.",
)
if dropped:
    files = reading.read(dropped)
    if here.halted:
        halted(len(dropped), len(files))
    deposits.draw(here, files)
    storing(files)
else:
    if here.readings or here.withdrawn:
        desk.clear()
    downloads.template_buttons(here.department)
