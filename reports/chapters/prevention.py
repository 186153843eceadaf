"""Prevention: information meetings by audience and school, recommendations and what was put in place."""

import pandas as pd

from analysis.prevention import Prevention
from domain.french import NBSP, THIN, day
from domain.sheets import SHEETS
from reports.chapters.sectors import values
from reports.chapters.wording import amount, awaited_words, chart_or_words, day_of, figures_table, source_words
from reports.content import Block, Chart, ChartKind, Column, Paragraph, Section, Series, Table, words_column

_SHOWN = 15  # schools on paper
_AUDIENCES = (
    words_column("Public", 2.4),
    Column("Proposées", "réunions"),
    Column("Tenues", "réunions"),
    Column("Part tenue"),
    Column("Participants"),
)
_SCHOOLS = (
    words_column("UAI", 1.2),
    words_column("Établissement", 4.0),
    Column("Proposées", "réunions", width=1.2),
    Column("Tenues", "réunions", width=1.2),
    Column("Dernière tenue", width=1.3),
)
_ADVICE = (
    words_column("Code", 1.2),
    words_column("Lieu", 4.0),
    Column("Consultations", width=1.2),
    Column("Recommandations", width=1.4),
    Column("Mises en œuvre", width=1.2),
    Column("Part mise en œuvre", width=1.2),
)


def prevention_section(found: Prevention, services: dict[str, str]) -> Section:
    """Key figures, the meetings by audience and school, the recommendations by sector and school."""
    title = f"La prévention atteint-elle ses publics{THIN}?"
    if found.absent:
        awaited = awaited_words("prevention", "safety")
        text = f"Les actions de prévention de la fenêtre ne sont pas connues{NBSP}: {found.absent}. {awaited}"
        return Section(title, "Prévention", (Paragraph(text, alert=True),))
    blocks: list[Block] = [figures_table("Prévention du département", found.key_figures, services)]
    blocks += _meetings(found)
    blocks.append(_advice(found, found.advice_by_sector, "secteur"))
    blocks.append(_advice(found, found.advice_by_school, "établissement"))
    return Section(title, "Prévention", tuple(blocks))


def _meetings(found: Prevention) -> list[Block]:
    if not found.audiences["offered"].any():
        return [Paragraph("Aucune réunion d’information n’a été proposée dans la fenêtre."), _schools(found)]
    label = SHEETS["prevention"].column("audience").label_of
    names = tuple(label(str(code)) for code in found.audiences["audience"])
    source = source_words("prevention", window=found.window)
    table = Table(
        title="Réunions d’information par public",
        columns=_AUDIENCES,
        rows=tuple(
            (
                name,
                amount(row["offered"]),
                amount(row["held"]),
                amount(row["held_share"], share=True),
                amount(row["participants"]),
            )
            for name, row in zip(names, found.audiences.to_dict("records"), strict=True)
        ),
        source=source,
        note="Les participants sont ceux des réunions tenues où ils ont été comptés.",
    )
    chart = Chart(
        kind=ChartKind.BARS,
        title=f"Pour quels publics les réunions proposées ont-elles été tenues{THIN}?",
        category_title="Public",
        value_title="Réunions d’information",
        categories=names,
        series=(
            Series("Proposées", values(found.audiences["offered"])),
            Series("Tenues", values(found.audiences["held"])),
        ),
        alt="Barres par public, réunions proposées et tenues. Les nombres sont ceux du tableau par public.",
        source=source,
    )
    return [table, chart_or_words(chart, "prevention"), _schools(found)]


def _schools(found: Prevention) -> Table | Paragraph:
    if found.schools.empty:
        return Paragraph("Le plan ne nomme aucun établissement\u00a0: la préfecture dépose le classeur du plan.")
    ordered = found.schools.sort_values("last_held", na_position="first", kind="stable")
    return Table(
        title="Réunions d’information par établissement",
        columns=_SCHOOLS,
        rows=tuple(
            (
                row["uai"] if isinstance(row["uai"], str) else None,
                "sans établissement" if row["uai"] is None else None if pd.isna(row["name"]) else str(row["name"]),
                amount(row["offered"]),
                amount(row["held"]),
                day_of(row["last_held"]),
            )
            for row in ordered.to_dict("records")
        ),
        source=source_words("prevention", "schools", window=found.window),
        note=(
            f"Sans réunion d’abord, puis la plus ancienne. La dernière réunion tenue est cherchée depuis le "
            f"{day(found.since)}."
        ),
        shown=_SHOWN,
    )


def _advice(found: Prevention, places: pd.DataFrame, by: str) -> Table | Paragraph:
    met = places[places["visits"].gt(0) & places["code"].notna()]
    if met.empty:
        return Paragraph(f"Aucune consultation de sûreté par {by} dans la fenêtre.")
    return Table(
        title=f"Recommandations de sûreté par {by}",
        columns=_ADVICE,
        rows=tuple(
            (
                str(row["code"]),
                None if pd.isna(row["name"]) else str(row["name"]),
                amount(row["visits"]),
                amount(row["recommendations"]),
                amount(row["implemented"]),
                amount(row["share"], share=True),
            )
            for row in met.to_dict("records")
        ),
        source=source_words("safety", window=found.window),
        note="Sans les lieux qui n’ont pas eu de consultation.",
    )
