"""The command `vigie` itself: its options that several commands have, and what they do with what was typed."""

from contextlib import ExitStack
from datetime import date
from functools import partial
from typing import Annotated

import typer

from data_access.database import Database
from domain.territories import department_code
from terminal import FrenchCommand, FrenchGroup

FIRST_DAY, LAST_DAY = date(1972, 1, 1), date(2099, 12, 31)  # the published series begin in 1972

app = typer.Typer(
    cls=FrenchGroup,
    add_completion=False,
    no_args_is_help=True,
    help="Vigie\u00a0: pilotage départemental de la lutte contre le trafic de stupéfiants.",
)
command = partial(app.command, cls=FrenchCommand)
Department = Annotated[str, typer.Option("--departement", help="Code du département, par exemple 31.")]
Json = Annotated[bool, typer.Option("--json", help="Résultat pour un programme.")]
DatabaseUrl = Annotated[
    str, typer.Option("--database", envvar="VIGIE_DATABASE_URL", help="Base de données.", show_default=True)
]


opened_databases = ExitStack()
"""The databases that a command opened: closed when it ends, however it ends."""


class Refusal(Exception):
    """A command that cannot be carried out; the message is French, for the user."""


def open_database(url: str) -> Database:
    """The database, brought up to date; closed when the command ends. Raises DatabaseUnavailable."""
    database = Database(url)
    opened_databases.callback(database.close)
    database.migrate()
    return database


def department_of(written: str) -> str:
    """The code of a département as typed. Raises Refusal."""
    code = department_code(written)
    if code is None:
        raise Refusal(f"«\u00a0{written}\u00a0» n’est pas un département. Donnez son code, par exemple 31, 2A ou 971.")
    return code


def day_of(written: str) -> date:
    """The day as typed. Raises Refusal."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise Refusal(f"«\u00a0{written}\u00a0» n’est pas une date. Attendu\u00a0: AAAA-MM-JJ.") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Refusal(f"«\u00a0{written}\u00a0»\u00a0: attendu, un jour de {FIRST_DAY.year} à {LAST_DAY.year}.")
    return day
