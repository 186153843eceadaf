"""The commands that tell what was worked out: indicators, published series, sectors and cells, the meeting's book."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from analysis.figures import department_figures, figure_rows
from analysis.hotspots import fortnight_until, grid, hotspots
from analysis.recorded import recorded as recorded_series
from cli_app import DatabaseUrl, Department, Json, Refusal, day_of, department_of, open_database
from data_access.database import DEFAULT_URL, Database
from domain.catalogue import By
from domain.french import day, plural
from domain.scope import OPERATOR
from domain.windows import Window
from indicators.evidence import Period
from indicators.figures import Figure
from indicators.situation import DEPARTMENT_SCOPE
from reports import records
from reports.book import BookFormat
from reports.figure_rows import figure_rows_xlsx
from reports.meeting_book import write_book
from terminal import print_json, print_table, say


def figures(
    departement: Department,
    start: Annotated[str, typer.Option("--from", help="Premier jour, AAAA-MM-JJ.")],
    end: Annotated[str, typer.Option("--to", help="Dernier jour, AAAA-MM-JJ.")],
    codes: Annotated[str | None, typer.Option(help="Codes d’indicateurs, séparés par des virgules.")] = None,
    by: Annotated[By | None, typer.Option(help="sector, service ou school.")] = None,
    as_json: Json = False,
    rows_to: Annotated[
        Path | None, typer.Option("--rows", help="Classeur .xlsx où écrire les lignes d’un seul chiffre.")
    ] = None,
    scope: Annotated[str | None, typer.Option(help="Avec --rows et --by\u00a0: le code voulu.")] = None,
    period: Annotated[
        Period, typer.Option(help="Avec --rows\u00a0: window, previous, year_before ou baseline.")
    ] = Period.WINDOW,
    database: DatabaseUrl = DEFAULT_URL,
) -> None:
    """Indicateurs d’une fenêtre, avec leurs points de comparaison."""
    first, last = day_of(start), day_of(end)
    if last < first:
        raise Refusal("La fenêtre finit avant de commencer\u00a0: --to doit suivre --from.")
    window, department = Window(first, last), department_of(departement)
    wanted = None if codes is None else [code.strip() for code in codes.split(",") if code.strip()]
    if wanted == []:
        raise Refusal("--codes ne nomme aucun indicateur. Séparez les codes par des virgules, ou retirez l’option.")
    level, opened = by or By.DEPARTMENT, open_database(database)
    if rows_to is not None and (wanted is None or len(wanted) != 1 or (scope is None) is not (by is None)):
        raise Refusal("--rows veut un seul indicateur dans --codes et, avec --by, le code voulu dans --scope.")
    found = department_figures(opened, OPERATOR, department, window, wanted, level)
    if rows_to is not None:
        found = [figure for figure in found if figure.scope == (scope or DEPARTMENT_SCOPE)]
        if not found:
            raise Refusal(f"Aucun chiffre pour le code «\u00a0{scope}\u00a0».")
        _write_rows(opened, found[0], level, department, period, rows_to)
    if as_json:
        print_json(records.figures_record(department, window, found))
        return
    headers = ("code", "pour", "valeur", "unité", "précédente", "un an avant", "verdict")
    rows = [
        (
            f.indicator.code,
            f.scope,
            _number(f.value),
            f.indicator.unit,
            _number(f.previous),
            _number(f.year_before),
            f.statement,
        )
        for f in found
    ]
    print_table(headers, rows)


def _write_rows(database: Database, figure: Figure, by: By, department: str, period: Period, output: Path) -> None:
    code = figure.indicator.code
    behind = figure_rows(database, OPERATOR, department, figure.window, code, by, figure.scope, period)
    output.write_bytes(figure_rows_xlsx(figure, behind, department, date.today(), period))
    say(f"Lignes écrites\u00a0: {output} ({plural(len(behind), 'ligne')})")


def _number(value: float | None) -> object:
    return records.plain(value if value is None else round(value, 4))


def recorded(
    departement: Department,
    year: Annotated[int | None, typer.Option(help="Une seule année.")] = None,
    service: Annotated[bool, typer.Option("--service", help="Service par service.")] = False,
    as_json: Json = False,
    database: DatabaseUrl = DEFAULT_URL,
) -> None:
    """Séries publiées\u00a0: faits enregistrés par année, force et index."""
    found = recorded_series(open_database(database), OPERATOR, department_of(departement), year)
    if as_json:
        print_json(records.recorded_record(found, service))
        return
    if found.notice:
        say(found.notice)
    columns = ["year", "month", "force", "service", "index", "count", "source"]
    rows = records.rows_of(found.services if service else found.series, columns)
    print_table(("année", "mois", "force", "service", "index", "faits", "source"), [list(row.values()) for row in rows])


def hotspots_command(
    departement: Department,
    until: Annotated[str, typer.Option(help="Dernier jour, AAAA-MM-JJ.")],
    as_json: Json = False,
    database: DatabaseUrl = DEFAULT_URL,
) -> None:
    """Secteurs classés, et mailles par classe."""
    opened, department, last = open_database(database), department_of(departement), day_of(until)
    found = hotspots(opened, OPERATOR, department, fortnight_until(last))
    cells = grid(opened, OPERATOR, department, last)
    if as_json:
        print_json(records.hotspots_record(found, cells))
        return
    columns = ["rank", "code", "name", "facts", "previous", "connected", "operations", "statement"]
    rows = [list(row.values()) for row in records.rows_of(found.sectors, columns)]
    print_table(("rang", "code", "nom", "faits", "précédente", "connexes", "opérations", "verdict"), rows)
    if cells is not None:
        classes = cells.cells.groupby("class_label").size()
        print_table(("classe de maille", "mailles"), list(classes.items()))


def book(
    departement: Department,
    until: Annotated[str, typer.Option(help="Dernier jour, AAAA-MM-JJ.")],
    form: Annotated[BookFormat, typer.Option("--format", help="pdf, pptx, xlsx ou ods.")],
    output: Annotated[Path, typer.Option(help="Fichier à écrire.")],
    circulation: Annotated[
        bool, typer.Option("--circulation", help="Édition à diffuser hors de la réunion\u00a0: petits nombres masqués.")
    ] = False,
    database: DatabaseUrl = DEFAULT_URL,
) -> None:
    """Écrit le livret de la réunion\u00a0; si elle est close sur cette quinzaine, tel qu’il a été distribué."""
    opened, department = open_database(database), department_of(departement)
    meeting = write_book(opened, OPERATOR, department, day_of(until), form, output, circulation=circulation)
    say(f"Livret écrit\u00a0: {output}")
    if meeting is not None:
        say(f"C’est celui de la réunion du {day(meeting.held_on)}, close\u00a0: ses chiffres n’ont pas changé depuis.")
