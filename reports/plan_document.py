"""The plan of a semester as a document to sign and to send to the minister: a PDF."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import pandas as pd

from analysis.plan_versions import PlanVersion
from analysis.plan_words import change_rows, indicator_words, plan_name, target_words
from domain.french import NBSP, day, listed, plural, window_words
from domain.sheets import SHEETS
from domain.territories import DEPARTMENTS
from domain.windows import semester_window
from indicators.objectives import STRANDS
from reports.chapters.wording import Row, amount, day_of
from reports.content import Amount, Cell, Column, Table, words_column
from reports.document import Document, Fact, Visa, document_pdf
from reports.receipt_content import PARIS

_TITLE = "Plan départemental de lutte contre le trafic de stupéfiants"
_STAMP = "secrétariat général à la lutte contre le trafic de drogue"
_SENDING = (
    f"Ce plan est adressé au ministre sous le timbre du {_STAMP}, et ses actualisations de la même façon. L’état-major "
    "de sécurité, co-animé par le préfet et le procureur de la République, en assure le pilotage et le suivi."
)
_FIRST = "premier plan enregistré"
_WHOLE = "Département"
_SCHEMES = ("task_group", "asset_district")
"""The columns of the sheet Secteurs that say what means the State gave a sector."""
_BLANK = "…" * 8
_COUNTED = {
    "objectives": ("objectif", "objectifs"),
    "sectors": ("secteur", "secteurs"),
    "schools": ("établissement", "établissements"),
    "targets": ("cible", "cibles"),
    "services": ("service", "services"),
}


def plan_pdf(version: PlanVersion) -> bytes:
    """The PDF/UA-1 file of a version of the plan; one version gives one file."""
    dated = version.steps["adopted"] or semester_window(version.plan[0]).start
    return document_pdf(
        Document(
            title=f"{_TITLE}, {plan_name(version.plan)}",
            sheet="Plan",
            department=DEPARTMENTS[version.department].label,
            moment=datetime.combine(dated, time(8), PARIS),
            moment_words=f"{semester_words(version.plan[0])}, version{NBSP}{version.plan[1]}",
            facts=tuple(_facts(version)),
            tables=tuple(_tables(version)),
            closing=("Envoi", _SENDING),
            visas=_visas(version.steps),
        )
    )


def semester_words(semester: str) -> str:
    """`second semestre 2026 (du 1er juillet au 31 décembre 2026)`, of `2026-S2`."""
    window = semester_window(semester)
    rank = "premier" if semester.endswith("S1") else "second"
    return f"{rank} semestre {window.start.year} ({window_words(window)})"


def _facts(version: PlanVersion) -> list[Fact]:
    counts = [plural(len(version.sheets[code]), *words) for code, words in _COUNTED.items()]
    found = [
        Fact("Version", _FIRST if version.before is None else f"remplace le plan {plan_name(version.before)}"),
        Fact("Adopté le", _day_or_blank(version.steps["adopted"])),
        Fact("Contenu", listed(counts)),
        Fact("Établi d’après", listed(version.files)),
    ]
    return [*found, Fact("Observations", version.remarks)] if version.remarks else found


def _visas(steps: Mapping[str, date | None]) -> tuple[Visa, ...]:
    places = (
        ("prefect", "Le préfet", "Visa le"),
        ("prosecutor", "Le procureur de la République", "Visa le"),
        ("sent", f"Timbre du {_STAMP}", "Transmis le"),
    )
    return tuple(Visa(label, f"{words} {_day_or_blank(steps[step])}") for step, label, words in places)


def _day_or_blank(on: date | None) -> str:
    return _BLANK if on is None else day(on)


def _tables(version: PlanVersion) -> list[Table]:
    sheets = version.sheets
    sectors = dict(zip(sheets["sectors"]["code"], sheets["sectors"]["name"], strict=True))
    return [
        *_objectives(sheets["objectives"], sectors),
        _targets(sheets["targets"], sectors),
        _sectors(sheets["sectors"]),
        _schools(sheets["schools"], sectors),
        _services(sheets["services"]),
        _changes(version),
    ]


def _objectives(frame: pd.DataFrame, sectors: Mapping[str, str]) -> list[Table]:
    """A table a strand, in the order of the list; those of no objective are left out."""
    strands = [strand for strand in STRANDS if frame["strand"].eq(strand).any()]
    if not strands:
        return [Table("Objectifs", (), (), source="", note="Le plan ne porte aucun objectif.")]
    return [_strand(frame, strand, sectors) for strand in strands]


def _strand(frame: pd.DataFrame, strand: str, sectors: Mapping[str, str]) -> Table:
    rows = frame[frame["strand"].eq(strand)].sort_values(["rank", "code"]).to_dict("records")
    return Table(
        f"Objectifs, volet {SHEETS['objectives'].column('strand').label_of(strand)}",
        (
            Column("Rang", width=0.6),
            words_column("Objectif", 4.4),
            words_column("Secteur", 2.4),
            words_column("Service pilote", 1.7),
            words_column("Échéance", 1.3),
            words_column("État", 1.2),
        ),
        tuple(
            (
                amount(row["rank"]),
                _objective(row),
                _place(row["sector"], sectors),
                str(row["lead_service"]),
                day_of(row["due_on"]),
                _choice("objectives", "state", row["state"]),
            )
            for row in rows
        ),
        source="",
    )


def _objective(row: Row) -> str:
    words = f"{row['code']} – {row['title']}"
    return words if pd.isna(row["mode_of_action"]) else f"{words} ({row['mode_of_action']})"


def _targets(frame: pd.DataFrame, sectors: Mapping[str, str]) -> Table:
    """What is asked, once, with the places that it is asked of."""
    asked: dict[tuple[str, str], list[str]] = {}
    for row in frame.to_dict("records"):
        code = str(row["indicator"])
        words = indicator_words(code), target_words(code, row["value"], row["per"])
        asked.setdefault(words, []).append(_place(row["sector"], sectors))
    return Table(
        "Cibles",
        (words_column("Indicateur", 2.2), words_column("Cible", 2.2), words_column("Où", 4.6)),
        tuple((*words, listed(places)) for words, places in asked.items()),
        source="",
        note="" if asked else "Le plan ne fixe aucune cible.",
    )


def _sectors(frame: pd.DataFrame) -> Table:
    rows = frame.sort_values(["priority", "code"]).to_dict("records")
    return Table(
        "Secteurs, par ordre de priorité",
        (
            Column("Priorité", width=0.7),
            words_column("Secteur", 2.6),
            words_column("Commune", 1.6),
            words_column("Type", 1.8),
            words_column("Zone", 0.7),
            words_column("Dispositifs", 2.2),
        ),
        tuple(
            (
                amount(row["priority"]),
                f"{row['code']} – {row['name']}",
                None if pd.isna(row["commune"]) else str(row["commune"]),
                _choice("sectors", "kind", row["kind"]),
                _choice("sectors", "force_area", row["force_area"]),
                listed([SHEETS["sectors"].column(field).header for field in _SCHEMES if row[field]]) or None,
            )
            for row in rows
        ),
        source="",
        note="" if rows else "Le plan ne porte aucun secteur.",
    )


def _schools(frame: pd.DataFrame, sectors: Mapping[str, str]) -> Table:
    rows = frame.sort_values(["national_list", "name"], ascending=[False, True]).to_dict("records")
    return Table(
        "Établissements scolaires",
        (
            words_column("UAI", 1.2),
            words_column("Établissement", 3.2),
            words_column("Type", 1.0),
            words_column("Secteur", 2.4),
            words_column("Liste des 184", 1.0),
            Column("Présences", "par semaine", width=1.1),
        ),
        tuple(
            (
                str(row["uai"]),
                str(row["name"]),
                _choice("schools", "kind", row["kind"]),
                None if pd.isna(row["sector"]) else _place(row["sector"], sectors),
                "oui" if row["national_list"] else "non",
                amount(row["weekly_target"]),
            )
            for row in rows
        ),
        source="",
        note="" if rows else "Le plan ne porte aucun établissement.",
    )


def _services(frame: pd.DataFrame) -> Table:
    return Table(
        "Services participants",
        (words_column("Code", 1.4), words_column("Nom", 4.0), words_column("Force", 2.4)),
        tuple(
            (str(row["code"]), str(row["name"]), _choice("services", "force", row["force"]))
            for row in frame.sort_values("code").to_dict("records")
        ),
        source="",
        note="" if len(frame) else "Le plan ne nomme aucun service.",
    )


def _changes(version: PlanVersion) -> Table:
    note = ""
    if version.before is None:
        note = f"C’est le {_FIRST}."
    elif version.changes.empty:
        note = f"Reprend le plan {plan_name(version.before)} sans rien y changer."
    rows = change_rows(version.changes).to_dict("records")
    return Table(
        "Ce qui change depuis la version précédente",
        (
            words_column("Feuille", 1.3),
            words_column("Changement", 3.4),
            Column("Lignes", width=0.7),
            words_column("Lesquelles", 4.0),
        ),
        tuple((row["sheet"], row["change"], Amount(row["count"]), row["entries"]) for row in rows),
        source="",
        note=note,
    )


def _choice(sheet: str, field: str, value: Any) -> Cell:
    return None if pd.isna(value) else SHEETS[sheet].column(field).label_of(str(value))


def _place(code: object, sectors: Mapping[str, str]) -> str:
    """A sector by its code and name; the département where none is named."""
    if not isinstance(code, str):
        return _WHOLE
    return f"{code} – {sectors[code]}" if code in sectors else code
