"""The slip of investigations sent to the national office, one row each: a PDF to sign and send, or a workbook."""

from datetime import datetime, time

import pandas as pd

from analysis.slip import Slip
from domain.french import NBSP, NOTHING, day, long_day, plural
from domain.territories import DEPARTMENTS
from reports.content import Amount, Cell, Column, Table, words_column
from reports.document import Document, Fact, document_pdf, document_xlsx
from reports.receipt_content import PARIS

_COLUMNS = (
    words_column("Enquête", 1.5),
    words_column("Service", 2.2),
    words_column("Secteur", 2.0),
    words_column("Objectif du plan", 2.4),
    words_column("Close le", 1.2),
    Column("Attente", "jours", width=0.9),
)
_DOTS = "…" * 12
_RECEIVED = (
    f"Le {_DOTS} Visa{NBSP}: {_DOTS} Ce bordereau ne porte aucune donnée nominative\u202f; les résultats des enquêtes "
    "sont transmis par la voie habituelle."
)


def slip_pdf(slip: Slip) -> bytes:
    """The PDF/UA-1 file of a slip; its date is the slip's, so that one slip gives one file."""
    return document_pdf(_document(slip))


def slip_xlsx(slip: Slip) -> bytes:
    """The workbook of a slip: days as dates, waits as numbers, no text a formula."""
    return document_xlsx(_document(slip))


def _document(slip: Slip) -> Document:
    count = plural(len(slip.rows), "enquête close", "enquêtes closes")
    facts = [
        Fact("De", DEPARTMENTS[slip.department].label),
        Fact("À", "l’office central (OFAST, anciennement OCRTIS)"),
        Fact("Objet", f"résultats de {count}, non transmis à ce jour"),
    ]
    if len(slip.rows):
        longest = plural(int(slip.rows["days_waiting"].max()), "jour")
        facts.append(Fact("Attente la plus longue", f"{longest}, de la clôture au {day(slip.day)}"))
    return Document(
        title="Bordereau de transmission à l’office",
        sheet="Bordereau",
        department=DEPARTMENTS[slip.department].label,
        moment=datetime.combine(slip.day, time(8), PARIS),
        moment_words=f"le {long_day(slip.day)}",
        facts=tuple(facts),
        tables=(Table("Enquêtes transmises", _COLUMNS, tuple(map(_row, slip.rows.to_dict("records"))), source=""),),
        closing=("Reçu à l’office", _RECEIVED),
    )


def _row(row: dict[object, object]) -> tuple[Cell, ...]:
    return (
        str(row["reference"]),
        *(_named(row[code], row[name]) for code, name in (("service", "service_name"), ("sector", "sector_name"))),
        _named(row["objective"], row["objective_title"]),
        pd.Timestamp(str(row["closed_on"])).date(),
        Amount(int(str(row["days_waiting"]))),
    )


def _named(code: object, name: object) -> str:
    """A code of the plan with what it stands for; a dash where there is none."""
    if not isinstance(code, str):
        return NOTHING
    return f"{code} – {name}" if isinstance(name, str) else code
