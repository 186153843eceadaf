"""`vigie`: without a browser what the pages do, on the same code. Messages in French, to stderr."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

import cli_figures
from analysis.dictionary import dictionary as whole_dictionary
from analysis.history import history
from cli_app import (
    DatabaseUrl,
    Department,
    Json,
    Refusal,
    app,
    command,
    day_of,
    department_of,
    open_database,
    opened_databases,
)
from data_access.database import DEFAULT_URL, DEMONSTRATION_URL, Database, DatabaseUnavailable
from data_access.examination import examine_file, examine_files
from data_access.imports import ImportRefused, Receipt, require_known_service, store
from data_access.undo import ChangesWouldBeLost, UndoRefused
from data_access.undo import undo as undo_deposit
from data_access.workbooks.parsed import KIND_LABELS, FileKind, ParsedFile
from data_access.workbooks.template import write_template
from demonstration.load import load_demonstration
from domain.scope import OPERATOR, ScopeError
from domain.sheets import SHEETS, Book
from indicators.figures import UnknownIndicator
from reports import records
from reports.dictionary import write_dictionary
from terminal import print_json, print_table, say, usage_sentence

DONE, DONE_WITH_FAULTS, REFUSED = 0, 1, 2
AUTHOR = "ligne de commande"
LOOPBACK = ("127.0.0.1", "localhost", "::1")

Files = Annotated[list[Path], typer.Argument(metavar="FICHIERS...", help="Fichiers à lire.")]
Service = Annotated[str | None, typer.Option("--service", help="Service pour lequel on dépose.")]


def run() -> NoReturn:
    """The console script: every failure is one sentence on stderr and an exit code, never a traceback."""
    with opened_databases:
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
    open_database(url)
    opened_databases.close()  # the server opens its own
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
    opened = open_database(database)
    loaded = load_demonstration(opened, OPERATOR, None if until is None else day_of(until), say)
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


@command()
def dictionary(
    output: Annotated[Path, typer.Option(metavar="DOSSIER", help="Dossier où écrire, créé s’il manque.")],
) -> None:
    """Écrit le dictionnaire\u00a0: dictionnaire.md à lire, indicateurs.csv et colonnes.csv pour un tableur."""
    for path in write_dictionary(whole_dictionary(), output):
        say(f"Écrit\u00a0: {path}")


def _files(files: Sequence[Path]) -> Sequence[Path]:
    for path in files:
        if path.is_dir():
            raise Refusal(f"{path}\u00a0: c’est un dossier. Donnez les fichiers qu’il contient.")
        if not path.is_file():
            raise Refusal(f"{path}\u00a0: ce fichier n’existe pas.")
    return files


@command()
def check(
    files: Files,
    departement: Annotated[str | None, typer.Option("--departement", help="Code du département.")] = None,
    service: Service = None,
    as_json: Json = False,
    database: DatabaseUrl = DEFAULT_URL,
) -> int:
    """Dit ce qu’un dépôt trouverait, sans rien enregistrer."""
    opened = open_database(database)
    department = None if departement is None else department_of(departement)
    sources = [(path.name, path) for path in _files(files)]
    found = examine_files(opened, OPERATOR, sources, department, service)
    if department is not None:
        require_known_service(opened, OPERATOR, department, service, found)
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
    print(f"{parsed.name}\u00a0: {KIND_LABELS[parsed.kind]}")
    titles = {code: sheet.title for code, sheet in SHEETS.items()}
    sheets = [(s.sheet, titles.get(s.recognised or ""), s.header_row, s.rows, s.sound) for s in parsed.sheets]
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
    service: Service = None,
    sound_rows: Annotated[bool, typer.Option("--sound-rows", help="N’enregistre que les lignes saines.")] = False,
    as_json: Json = False,
    database: DatabaseUrl = DEFAULT_URL,
) -> int:
    """Enregistre les fichiers, un dépôt chacun, les plans d’abord\u00a0: tout ou rien, sauf --sound-rows."""
    opened = open_database(database)
    department = department_of(departement)
    done: list[Receipt] = []
    code = DONE
    for path, parsed in _plans_first(opened, _files(files), department, service):
        for fault in parsed.faults:
            say(f"{parsed.name}, {fault.message}")
            code = max(code, DONE_WITH_FAULTS)
        try:
            done.append(store(opened, OPERATOR, parsed, department, service, AUTHOR, sound_rows, path.read_bytes()))
        except ImportRefused as refused:
            hint = (
                " L’option --sound-rows le fait." if parsed.refused is None and parsed.faults and not sound_rows else ""
            )
            say(f"{refused}{hint}")
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


def _plans_first(
    opened: Database, files: Sequence[Path], department: str, service: str | None
) -> Iterator[tuple[Path, ParsedFile]]:
    """Each file with what it holds, to be stored as it comes: the plans, whose codes the others then know."""

    def examined(path: Path) -> ParsedFile:
        return examine_file(opened, OPERATOR, path, path.name, department, service)

    found = [(path, examined(path)) for path in files]
    plans = [(path, parsed) for path, parsed in found if parsed.kind is FileKind.PLAN]
    require_known_service(opened, OPERATOR, department, service, [parsed for _, parsed in found])
    yield from plans
    for path, parsed in found:
        if parsed.kind is not FileKind.PLAN:
            yield path, examined(path) if plans and parsed.kind is FileKind.INDICATORS else parsed


@command()
def deposits(departement: Department, as_json: Json = False, database: DatabaseUrl = DEFAULT_URL) -> None:
    """Historique des dépôts d’un département, ceux qui sont annulés compris."""
    department = department_of(departement)
    found = history(open_database(database), OPERATOR, department).deposits
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
    deposit: Annotated[int, typer.Argument(metavar="DÉPÔT", help="Numéro du dépôt\u00a0: vigie deposits le donne.")],
    lose_later: Annotated[
        bool, typer.Option("--lose-later", help="Perd aussi ce que des dépôts suivants ont changé à ses lignes.")
    ] = False,
    as_json: Json = False,
    database: DatabaseUrl = DEFAULT_URL,
) -> None:
    """Annule un dépôt\u00a0: remet exactement ce qui était là avant lui."""
    try:
        done = undo_deposit(open_database(database), OPERATOR, deposit, AUTHOR, lose_later)
    except ChangesWouldBeLost as lost:
        raise Refusal(f"{lost} L’option --lose-later le confirme.") from None
    if as_json:
        print_json(records.undone(done))
        return
    say(f"Dépôt n°\u00a0{deposit} annulé\u00a0: {done.plan.deposit.file}")
    sheets = [(SHEETS[sheet.code].title, sheet.removed, sheet.restored, sheet.lost) for sheet in done.plan.sheets]
    print_table(("feuille", "retirées", "remises", "perdues"), sheets)
    for warning in done.plan.warnings:
        say(warning)
    for later in done.plan.confirming:
        say(
            f"Le dépôt n°\u00a0{later.deposit.id} ({later.deposit.file}) avait trouvé déjà là des lignes de ces "
            "feuilles\u00a0: si ce sont celles qui viennent d’être retirées, déposez-le de nouveau."
        )


command()(cli_figures.figures)
command()(cli_figures.recorded)
command("hotspots")(cli_figures.hotspots_command)
command()(cli_figures.book)
