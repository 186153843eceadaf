"""The one place that knows which database this is: engine, connections, transactions, migrations."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, Select, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from data_access.models import table_of
from domain.meetings import MeetingState

__all__ = ["DEFAULT_URL", "DEMONSTRATION_URL", "Connection", "Database", "DatabaseUnavailable"]

DEFAULT_URL = "sqlite:///var/vigie.db"
DEMONSTRATION_URL = "sqlite:///var/demo.db"
_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_MILLISECONDS = 30_000


_NO_ADDRESS = "L’adresse de la base de données n’est pas comprise. Attendu, par exemple\u00a0: sqlite:///var/vigie.db."
_NOT_OPENED = (
    "La base de données ne peut être ouverte, lue ou écrite. Vérifiez son adresse, les droits sur son dossier "
    "et la place sur le disque."
)
_NOT_OURS = "Ce fichier n’est pas une base de Vigie, ou il vient d’une version plus récente. Donnez une autre adresse."


class DatabaseUnavailable(Exception):
    """The database cannot be opened, read or written; the message is French, and holds no address (nor password)."""


class Database:
    """An open database. `read` and `write` are the only ways in; both are transactions.

    All of it raises DatabaseUnavailable where the database cannot be reached.
    """

    def __init__(self, url: str = DEFAULT_URL) -> None:
        """Open, without creating anything yet; the folder of a SQLite file is made at need."""
        self.url = url
        try:
            parsed = make_url(url)
            if parsed.get_backend_name() == "sqlite" and parsed.database:
                Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
            # Parameters hold rows of the départements: they never reach a log or a message.
            self.engine = create_engine(url, hide_parameters=True)
        except (ArgumentError, ModuleNotFoundError) as error:
            raise DatabaseUnavailable(_NO_ADDRESS) from error
        except OSError as error:
            raise DatabaseUnavailable(_NOT_OPENED) from error
        if parsed.get_backend_name() == "sqlite":
            _speak_sqlite(self.engine)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database from beginning to end."""
        with _reached(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: everything in it is stored, or nothing."""
        with _reached(), self.engine.connect() as connection:
            connection.execution_options(vigie_writes=True)
            with connection.begin():
                yield connection

    def migrate(self) -> None:
        """Bring the schema to its newest version."""
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        try:
            with self.write() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except (DatabaseError, CommandError) as error:
            raise DatabaseUnavailable(_NOT_OURS) from error

    def version(self) -> str:
        """What names the state of the data: it changes with every deposit stored or undone, meeting held and decision.

        No earlier state's name comes back: deposits, meetings and decisions are never deleted, nor an undo taken back,
        nor a closed meeting opened again. What is prepared or being written for a meeting counts once it is closed.
        """
        with self.read() as connection:
            return ".".join(str(value) for value in connection.execute(_state()).one())

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


@cache
def _state() -> Select[tuple[int, ...]]:
    """The question that every page asks first, put together once."""
    deposits, meetings = table_of("deposits"), table_of("meetings")
    held = select(func.count()).where(meetings.c.state == MeetingState.CLOSED.value).scalar_subquery()
    undone = select(func.count(deposits.c.undone_at)).scalar_subquery()
    stored, taken, changed = (
        select(func.coalesce(func.max(table_of(name).c.id), 0)).scalar_subquery()
        for name in ("deposits", "decisions", "decision_changes")
    )
    return select(stored, held, taken, changed, undone)


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise DatabaseUnavailable(_NOT_OPENED) from error


def _speak_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: object, _entry: ConnectionPoolEntry) -> None:
        # The driver would begin transactions by itself, and too late: SQLAlchemy's "begin" does it below.
        connection.isolation_level = None  # type: ignore[attr-defined]  # sqlite3.Connection behind the interface
        cursor = connection.cursor()  # type: ignore[attr-defined]  # the same
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=NORMAL",
            f"busy_timeout={_BUSY_MILLISECONDS}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at once, so that two of them queue instead of failing halfway.
        writes = connection.get_execution_options().get("vigie_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
