"""Schools: coverage of the national list first, the schools under target, and their gaps in words."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.schools import Schools
from domain.french import NBSP, THIN, listed, number
from indicators.presences import SLOTS
from reports.chapters.wording import Row, amount, day_of, figures_or_words, source_words
from reports.content import Amount, Block, Cell, Column, Paragraph, Section, Table, words_column

_SHEET = "Établissements"
_SHOWN = 15
_WORDS = {"no_school": "vac.", "unknown_calendar": "inc.", "no_file": "–", "not_followed": "–"}
_DAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.")
_COLUMNS = (
    words_column("UAI", 1.5),
    words_column("Établissement", 2.4),
    words_column("Secteur", 1.3),
    words_column("Liste nationale", 1.4),
    Column("Cible", "jours par semaine", width=1.3),
    Column("Couverture", width=1.6),
    Column("Semaines couvertes", width=1.6),
    Column("Présences", width=1.0, paper=False),
    Column("Présences conjointes", width=1.0, paper=False),
    Column("Sans présence", "jours de classe", width=1.4),
    Column("Dernière présence", width=1.6),
    Column("Jamais couverts", "créneaux sur 15", width=1.1, paper=False),
    words_column("Jamais couverts", 4.4),
)
_COVERAGE = 5


def schools_section(found: Schools, services: Mapping[str, str]) -> Section:
    """National list first, then the schools under target, then all of them (workbook)."""
    title = f"Les établissements sensibles sont-ils couverts{THIN}?"
    figures = figures_or_words("Couverture des établissements", found.key_figures, services)
    if found.gaps.empty:
        missing = Paragraph(
            "Le plan ne porte aucun établissement sensible. La préfecture les inscrit dans la feuille Établissements "
            "du plan.",
            alert=True,
        )
        return Section(title, _SHEET, (missing, figures))
    if found.absent:
        return Section(title, _SHEET, (figures,))
    blocks: list[Block] = [figures]
    national = found.coverage[found.coverage["national_list"]]
    blocks.append(_weeks(found, national) if not national.empty else _no_national())
    under = found.gaps[found.gaps["weeks_covered"] < found.gaps["weeks"]]
    if under.empty:
        blocks.append(Paragraph("Aucun établissement n’est sous sa cible dans la fenêtre."))
    else:
        blocks.append(_gaps(found, under, "Établissements sous leur cible, le moins couvert en premier", paper=True))
    blocks.append(_gaps(found, found.gaps, "Tous les établissements sensibles", paper=False))
    return Section(title, _SHEET, tuple(blocks))


def _no_national() -> Paragraph:
    return Paragraph("Aucun établissement du plan n’est de la liste nationale.")


def _weeks(found: Schools, national: pd.DataFrame) -> Table:
    schools = list(national.groupby("uai", sort=False))
    weeks = sorted(national["week"].unique())
    columns = [words_column("UAI", 1.7), words_column("Établissement", 4.2)]
    columns += [Column(f"{pd.Timestamp(week):%d/%m}", width=1.0) for week in weeks]
    rows, alerts = [], set()
    for at, (uai, part) in enumerate(schools):
        records = part.sort_values("week").to_dict("records")
        rows.append((str(uai), str(records[0]["name"]), *(_presence(record) for record in records)))
        alerts |= {(at, 2 + place) for place, record in enumerate(records) if record["state"] == "under_target"}
    return Table(
        title="Liste nationale, semaine par semaine\u00a0: jours de présence sur jours attendus",
        columns=tuple(columns),
        rows=tuple(rows),
        source=source_words("presences", "schools", window=found.matrix_window),
        note=(
            f"Chaque colonne est la semaine du lundi indiqué. «{NBSP}0/3{NBSP}»{NBSP}: aucun jour de présence, trois "
            f"attendus{THIN}; vac.{NBSP}: vacances{THIN}; inc.{NBSP}: calendrier inconnu{THIN}; –{NBSP}: avant le "
            "premier fichier, ou avant l’entrée au plan. En gras, les semaines sous la cible. Une semaine dont les "
            "fichiers ne sont pas tous arrivés porte un astérisque."
        ),
        alerts=frozenset(alerts),
    )


def _presence(record: Row) -> Cell:
    state = str(record["state"])
    if state in _WORDS:
        return _WORDS[state]
    days, needed = int(record["present_days"]), int(record["needed"])
    if state == "incomplete":
        return f"{number(days)}/{number(needed)}*"
    return Amount(days, of=needed)


def _gaps(found: Schools, table: pd.DataFrame, title: str, *, paper: bool) -> Table:
    rows = table.to_dict("records")
    return Table(
        title=title,
        columns=_COLUMNS,
        rows=tuple(_row(row) for row in rows),
        source=source_words("presences", "schools", window=found.window),
        note=(
            "Une semaine de classe est couverte quand les jours de présence atteignent la cible, réduite dans une "
            "semaine incomplète. Les créneaux sont l’arrivée, midi et la sortie, du lundi au vendredi."
        ),
        alerts=frozenset((at, _COVERAGE) for at, row in enumerate(rows) if row["weeks_covered"] < row["weeks"]),
        shown=_SHOWN,
        paper=paper,
    )


def _row(row: Row) -> tuple[Cell, ...]:
    missed = row["never_covered"]
    return (
        str(row["uai"]),
        str(row["name"]),
        None if pd.isna(row["sector"]) else str(row["sector"]),
        "oui" if row["national_list"] else "non",
        amount(row["weekly_target"]),
        amount(row["coverage"], share=True),
        Amount(float(row["weeks_covered"]), of=int(row["weeks"])),
        amount(row["presences"]),
        amount(row["presences_joint"]),
        amount(row["longest_gap_days"]),
        day_of(row["last_presence"]),
        Amount(len(missed)),
        _by_slot(missed),
    )


def _by_slot(missed: Sequence[tuple[int, str]]) -> str:
    """The slots never covered, one moment of the day after the other: shorter than pair by pair."""
    if len(missed) == len(_DAYS) * len(SLOTS):
        return "tous les créneaux"
    days = {
        words: [_DAYS[weekday] for weekday, found in missed if found == slot] for slot, (words, *_) in SLOTS.items()
    }
    parts = [
        f"{words}{NBSP}: {'tous les jours' if len(found) == len(_DAYS) else listed(found)}"
        for words, found in days.items()
        if found
    ]
    return f"{THIN}; ".join(parts) or "aucun"
