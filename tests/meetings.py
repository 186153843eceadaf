"""A meeting to come, as the tests of the état-major set one up: its points, its lines, and what it is closed with."""

from datetime import date

from data_access.database import Database
from data_access.decisions import Saved, write_line
from data_access.meetings import prepare
from data_access.queries import meetings as stored
from domain.meetings import Origin, Point, Written
from domain.scope import OPERATOR, Scope
from domain.windows import Window

HELD_ON = date(2026, 11, 23)
WINDOW = Window(date(2026, 11, 9), date(2026, 11, 22))
ELSEWHERE = Scope(departments=frozenset({"2B"}))
PERSONAL = (
    ("Rappeler le 06 12 34 56 78", "un numéro de téléphone"),
    ("Retrouver le véhicule AB-123-CD", "une plaque d’immatriculation"),
    ("Écrire à accueil@exemple.fr", "une adresse électronique"),
)
"""Texts that hold a person, and what each seems to hold."""
PERSONAL_WORDS = (
    "Rien n’est enregistré\u00a0: le texte semble contenir {}. Vigie ne garde rien de nominatif. Retirez-le."
)
CLOSED_WORDS = "Cette réunion est close\u00a0: plus rien n’y change."


def added(title: str, detail: str = "", note: str = "", sector: str | None = None) -> Point:
    """A point that the staff added."""
    return Point(Origin.ADDED, title, detail, "synthese", sector=sector, note=note)


def prepared(database: Database, *titles: str, department: str = "00", held_on: date = HELD_ON) -> int:
    """A meeting to come about those points; its number."""
    points = [added(title) for title in titles]
    return prepare(database, OPERATOR, department, held_on, WINDOW, ["préfet", "DDPN"], points)


def points_of(database: Database, meeting: int) -> list[stored.StoredPoint]:
    with database.read() as connection:
        return stored.points(connection, OPERATOR, meeting)


def titles_of(database: Database, meeting: int) -> list[str]:
    return [one.point.title for one in points_of(database, meeting)]


def versions_of(database: Database, meeting: int) -> list[stored.StoredLine]:
    with database.read() as connection:
        return stored.line_versions(connection, OPERATOR, meeting)


def last_line_of(database: Database, meeting: int) -> int:
    with database.read() as connection:
        return stored.last_line(connection, meeting)


def said(
    database: Database,
    point: int,
    text: str | Written,
    *,
    line: int = 0,
    writer: str = "écran 1",
    based_on: int | None = None,
    author: str = "préfet",
) -> Saved:
    """What a screen stores of a line."""
    written = Written(text) if isinstance(text, str) else text
    return write_line(database, OPERATOR, point, line, written, author=author, writer=writer, based_on=based_on)
