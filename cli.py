"""`vigie`: without a browser what the pages do, on the same code. Messages in French, to stderr."""

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from analysis.figures import department_figures
from analysis.history import history
from analysis.hotspots import fortnight_until, grid, hotspots
from analysis.recorded import recorded as recorded_series
from data_access.database import DEFAULT_URL, DEMONSTRATION_URL, Database, DatabaseUnavailable
from data_access.examination import examine_file, examine_files
from data_access.imports import ImportRefused, Receipt, store
from data_access.undo import ChangesWouldBeLost, UndoRefused
from data_access.undo import undo as undo_deposit
from data_access.workbooks.parsed import ParsedFile
from data_access.workbooks.template import write_template
from demonstration.load import load_demonstration
from domain.catalogue import By
from domain.scope import OPERATOR, ScopeError
from domain.sheets import SHEETS, Book
from domain.territories import department_code
from domain.windows import Window
from indicators.figures import UnknownIndicator
from reports import records
from reports.book import BookFormat, write_book
from terminal import FrenchCommand, FrenchGroup, print_json, print_table, say, usage_sentence

DONE, DONE_WITH_FAULTS, REFUSED = 0, 1, 2
AUTHOR = "ligne de commande"
FIRST_DAY, LAST_DAY = date(1972, 1, 1), date(2099, 12, 31)  # the published series begin in 1972
LOOPBACK = ("127.0.0.1", "localhost", "::1")

app = typer.Typer(
    cls=FrenchGroup,
    add_completion=False,
    no_args_is_help=True,
    help="Vigie\u00a0: pilotage départemental de la lutte contre le trafic de stupéfiants.",
)
command = partial(app.command, cls=FrenchCommand)
Files = Annotated[list[Path], typer.Argument(help="Fichiers à lire.")]
Department = Annotated[str, typer.Option("--departement", help="Code du département, par exemple 31.")]
Json = Annotated[bool, typer.Option("--json", help="Résultat pour un programme.")]
DatabaseUrl = Annotated[
    str, typer.Option("--database", envvar="VIGIE_DATABASE_URL", help="Base de données.", show_default=True)
]


_opened = ExitStack()
"""The databases that a command opened: closed when it ends, however it ends."""


class Refusal(Exception):
    """A command that cannot be carried out; the message is French, for the user."""


def run() -> NoReturn:
    """The console script: every failure is one sentence on stderr and an exit code, never a traceback."""
    with _opened:
        try:
            code = app(standalone_mode=False)
            sys.exit(code if isinstance(code, int) else DONE)
        except typer.Abort:
            say("Interrompu.")
        except typer.TyperException as error:
            say(usage_sentence(error))
        except (Refusal, DatabaseUnavailable, ImportRefused, ScopeError, UndoRefused, UnknownIndicator) as error:
            say(str(error))
        except OSError as error:
            place = error.filename or "Fichier"
            say(f"{place}\u00a0: lecture ou écriture impossible. Vérifiez le chemin et les droits.")
    sys.exit(REFUSED)


def _open(url: str) -> Database:
    database = Database(url)
    _opened.callback(database.close)
    database.migrate()
    return database


def _department(written: str) -> str:
    code = department_code(written)
    if code is None:
        raise Refusal(f"«\u00a0{written}\u00a0» n’est pas un département. Donnez son code, par exemple 31, 2A ou 971.")
    return code


def _day(written: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise Refusal(f"«\u00a0{written}\u00a0» n’est pas une date. Attendu\u00a0: AAAA-MM-JJ.") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Refusal(f"«\u00a0{written}\u00a0»\u00a0: attendu, un jour de {FIRST_DAY.year} à {LAST_DAY.year}.")
    return day


@command()
def serve(
    port: Annotated[int, typer.Option(help="Port.")] = 8501,
    address: Annotated[str, typer.Option(help="Adresse d’écoute\u00a0: la boucle locale seulement.")] = "127.0.0.1",
    database: DatabaseUrl = DEFAULT_URL,
) -> None:
    """Met la base à jour, puis sert l’application."""
    _serve(database, port, address)


def _serve(url: str, port: int, address: str) -> None:
    if address not in LOOPBACK:
        raise Refusal(
            "Vigie n’a pas encore de comptes\u00a0: l’application n’écoute que sur la boucle locale, "
            f"pas sur {address}. Retirez --address, ou donnez 127.0.0.1."
        )
    _open(url)
    _opened.close()  # the server opens its own
    say(
        f"Vigie écoute sur http://{address}:{port}, boucle locale seulement\u00a0: "
        "elle ne répond qu’à ce poste tant qu’il n’y a pas de comptes."
    )
    entry = Path(__file__).with_name("app.py")
    settings = ["--server.address", address, "--server.port", str(port)]
    streamlit = [sys.executable, "-m", "streamlit", "run", str(entry), *settings]
    os.chdir(entry.parent)  # Streamlit reads .streamlit/config.toml from where it starts
    os.execve(sys.executable, streamlit, {**os.environ, "VIGIE_DATABASE_URL": _absolute(url)})  # noqa: S606  # our own server, no shell


def _absolute(url: str) -> str:
    """A SQLite path that is relative to where the command was typed, made absolute."""
    prefix = "sqlite:///"
    path = url.removeprefix(prefix)
    return url if path == url or path.startswith("/") else f"{prefix}{Path(path).resolve()}"


@command()
def demo(
    serve_it: Annotated[bool, typer.Option("--serve", help="Ouvre ensuite l’application.")] = False,
    port: Annotated[int, typer.Option(help="Port.")] = 8501,
    until: Annotated[str | None, typer.Option(help="Dernier jour des données, hier sinon.")] = None,
    database: Annotated[str, typer.Option("--database", help="Base de la démonstration.")] = DEMONSTRATION_URL,
) -> None:
    """Crée la démonstration\u00a0: le département fictif 00 Val-Fictif et ses 24 mois de fichiers."""
    opened = _open(database)
    loaded = load_demonstration(opened, OPERATOR, None if until is None else _day(until), say)
    opened.close()
    say(loaded)
    if serve_it:
        _serve(database, port, "127.0.0.1")


@command()
def template(
    book: Annotated[Book, typer.Argument(help="plan ou indicators.")],
    output: Annotated[Path, typer.Option(help="Classeur à écrire.")],
) -> None:
    """Écrit le classeur vierge\u00a0: titres, listes, commentaires, exemple."""
    if book not in (Book.PLAN, Book.INDICATORS):
        raise Refusal("Modèles disponibles\u00a0: plan, indicators.")
    write_template(book, output)
    say(f"Modèle écrit\u00a0: {output}")


def _files(files: Sequence[Path]) -> Sequence[Path]:
    for path in files:
        if not path.is_file():
            raise Refusal(f"{path}\u00a0: ce fichier n’existe pas.")
    return files


@command()
def check(
    files: Files,
    departement: Annotated[str | None, typer.Option("--departement", help="Code du département.")] = None,
    as_json: Json = False,
    database: DatabaseUrl = DEFAULT_URL,
) -> int:
    """Dit ce qu’un dépôt trouverait, sans rien enregistrer."""
    opened = _open(database)
    department = None if departement is None else _department(departement)
    found = examine_files(opened, OPERATOR, [(path.name, path) for path in _files(files)], department)
    if as_json:
        one = [records.checked_file(parsed) for parsed in found]
        print_json(one[0] if len(one) == 1 else {"files": one})
    else:
        for parsed in found:
            _tell_checked(parsed)
    if any(parsed.refused is not None for parsed in found):
        return REFUSED
    return DONE_WITH_FAULTS if any(parsed.faults for parsed in found) else DONE


def _tell_checked(parsed: ParsedFile) -> None:
    if parsed.refused is not None:
        say(parsed.refused.message)
        return
    print(f"{parsed.name}\u00a0: {parsed.kind}")
    sheets = [(s.sheet, s.recognised, s.header_row, s.rows, s.sound) for s in parsed.sheets]
    print_table(("feuille", "reconnue", "titres en ligne", "lignes", "saines"), sheets)
    for sheet in parsed.sheets:
        if sheet.unmatched:
            print(f"  {sheet.sheet}, colonnes non lues\u00a0: {', '.join(sheet.unmatched)}")
    for notice in (*parsed.notices, *(notice for sheet in parsed.sheets for notice in sheet.notices)):
        print(f"  {notice}")
    for fault in parsed.faults:
        say(f"{parsed.name}, {fault.message}")


@command("import")
def import_files(
    files: Files,
    departement: Department,
    service: Annotated[str | None, typer.Option(help="Service pour lequel on dépose.")] = None,
    sound_rows: Annotated[bool, typer.Option("--sound-rows", help="N’enregistre que les lignes saines.")] = False,
    as_json: Json = False,
    database: DatabaseUrl = DEFAULT_URL,
) -> int:
    """Enregistre les fichiers, un dépôt chacun\u00a0: tout ou rien, sauf --sound-rows."""
    opened = _open(database)
    department = _department(departement)
    done: list[Receipt] = []
    code = DONE
    for path in _files(files):
        parsed = examine_file(opened, OPERATOR, path, path.name, department, service)
        for fault in parsed.faults:
            say(f"{parsed.name}, {fault.message}")
            code = max(code, DONE_WITH_FAULTS)
        try:
            done.append(store(opened, OPERATOR, parsed, department, service, AUTHOR, sound_rows, path.read_bytes()))
        except ImportRefused as refused:
            say(str(refused))
            code = REFUSED
    if as_json:
        print_json({"deposits": [records.receipt(receipt) for receipt in done]})
    else:
        headers = ("dépôt", "fichier", "feuille", "nouvelles", "remplacées", "inchangées", "refusées")
        rows = [
            (receipt.deposit_id, receipt.file, sheet.sheet, sheet.new, sheet.replaced, sheet.unchanged, sheet.refused)
            for receipt in done
            for sheet in receipt.sheets
        ]
        print_table(headers, rows)
    return code


@command()
def deposits(departement: Department, as_json: Json = False, database: DatabaseUrl = DEFAULT_URL) -> None:
    """Historique des dépôts d’un département, ceux qui sont annulés compris."""
    department = _department(departement)
    found = history(_open(database), OPERATOR, department).deposits
    if as_json:
        print_json({"departement": department, "deposits": records.rows_of(found)})
        return
    moments = {name: found[name].dt.strftime("%d/%m/%Y %H:%M") for name in ("stored_at", "undone_at")}
    columns = {
        "id": "dépôt",
        "stored_at": "le (UTC)",
        "file": "fichier",
        "service": "service",
        "new": "nouvelles",
        "replaced": "remplacées",
        "unchanged": "inchangées",
        "refused": "refusées",
        "undone_at": "annulé le (UTC)",
    }
    rows = records.rows_of(found.assign(**moments), list(columns))
    print_table(list(columns.values()), [list(row.values()) for row in rows])


@command()
def undo(
    deposit: Annotated[int, typer.Argument(metavar="DEPOSIT", help="Numéro du dépôt\u00a0: vigie deposits le donne.")],
    lose_later: Annotated[
        bool, typer.Option("--lose-later", help="Perd aussi ce que des dépôts suivants ont changé à ses lignes.")
    ] = False,
    as_json: Json = False,
    database: DatabaseUrl = DEFAULT_URL,
) -> None:
    """Annule un dépôt\u00a0: remet exactement ce qui était là avant lui."""
    try:
        done = undo_deposit(_open(database), OPERATOR, deposit, AUTHOR, lose_later)
    except ChangesWouldBeLost as lost:
        raise Refusal(f"{lost} L’option --lose-later le confirme.") from None
    if as_json:
        print_json(records.undone(done))
        return
    say(f"Dépôt n°\u00a0{deposit} annulé\u00a0: {done.plan.deposit.file}")
    sheets = [(SHEETS[sheet.code].title, sheet.removed, sheet.restored, sheet.lost) for sheet in done.plan.sheets]
    print_table(("feuille", "retirées", "remises", "perdues"), sheets)
    for later in done.plan.confirming:
        say(
            f"Le dépôt n°\u00a0{later.deposit.id} ({later.deposit.file}) avait trouvé déjà là des lignes de ces "
            "feuilles\u00a0: si ce sont celles qui viennent d’être retirées, déposez-le de nouveau."
        )


@command()
def figures(
    departement: Department,
    start: Annotated[str, typer.Option("--from", help="Premier jour, AAAA-MM-JJ.")],
    end: Annotated[str, typer.Option("--to", help="Dernier jour, AAAA-MM-JJ.")],
    codes: Annotated[str | None, typer.Option(help="Codes d’indicateurs, séparés par des virgules.")] = None,
    by: Annotated[By | None, typer.Option(help="sector, service ou school.")] = None,
    as_json: Json = False,
    database: DatabaseUrl = DEFAULT_URL,
) -> None:
    """Indicateurs d’une fenêtre, avec leurs points de comparaison."""
    first, last = _day(start), _day(end)
    if last < first:
        raise Refusal("La fenêtre finit avant de commencer\u00a0: --to doit suivre --from.")
    window, department = Window(first, last), _department(departement)
    wanted = None if codes is None else [code.strip() for code in codes.split(",") if code.strip()]
    if wanted == []:
        raise Refusal("--codes ne nomme aucun indicateur. Séparez les codes par des virgules, ou retirez l’option.")
    found = department_figures(_open(database), OPERATOR, department, window, wanted, by or By.DEPARTMENT)
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


def _number(value: float | None) -> object:
    return records.plain(value if value is None else round(value, 4))


@command()
def recorded(
    departement: Department,
    year: Annotated[int | None, typer.Option(help="Une seule année.")] = None,
    service: Annotated[bool, typer.Option("--service", help="Service par service.")] = False,
    as_json: Json = False,
    database: DatabaseUrl = DEFAULT_URL,
) -> None:
    """Séries publiées\u00a0: faits enregistrés par année, force et index."""
    found = recorded_series(_open(database), OPERATOR, _department(departement), year)
    if as_json:
        print_json(records.recorded_record(found, service))
        return
    if found.notice:
        say(found.notice)
    columns = ["year", "month", "force", "service", "index", "count", "source"]
    rows = records.rows_of(found.services if service else found.series, columns)
    print_table(("année", "mois", "force", "service", "index", "faits", "source"), [list(row.values()) for row in rows])


@command("hotspots")
def hotspots_command(
    departement: Department,
    until: Annotated[str, typer.Option(help="Dernier jour, AAAA-MM-JJ.")],
    as_json: Json = False,
    database: DatabaseUrl = DEFAULT_URL,
) -> None:
    """Secteurs classés, et mailles par classe."""
    opened, department, last = _open(database), _department(departement), _day(until)
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


@command()
def book(
    departement: Department,
    until: Annotated[str, typer.Option(help="Dernier jour, AAAA-MM-JJ.")],
    form: Annotated[BookFormat, typer.Option("--format", help="pdf ou xlsx.")],
    output: Annotated[Path, typer.Option(help="Fichier à écrire.")],
    database: DatabaseUrl = DEFAULT_URL,
) -> None:
    """Écrit le livret de la réunion."""
    write_book(_open(database), OPERATOR, _department(departement), _day(until), form, output)
    say(f"Livret écrit\u00a0: {output}")
