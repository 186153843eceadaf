"""What a département's files may point at, and how its services name their columns."""

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, Select, select

from data_access.models import table_of
from data_access.workbooks.convert import from_geojson
from data_access.workbooks.known import Known
from domain.scope import Scope
from domain.sheets import Reference

_NAMED_BY: dict[Reference, tuple[tuple[str, str, str], ...]] = {
    Reference.SECTOR: (("sectors", "code", "name"),),
    Reference.SERVICE: (("services", "code", "name"),),
    Reference.OBJECTIVE: (("objectives", "code", "title"),),
    Reference.SCHOOL: (("directory", "uai", "name"), ("schools", "uai", "name")),
    Reference.INDICATOR: (("local_indicators", "indicator", "label"),),
}


def known_codes(connection: Connection, scope: Scope, department: str) -> Known:
    """The codes of all the plans of a département, newest names last, and its sectors' outlines."""
    scope.require(department)
    known = Known(department)
    for reference, sources in _NAMED_BY.items():
        for code, key, name in sources:
            table = table_of(code)
            statement = (
                select(table.c[key], table.c[name])
                .where(table.c.department == department, table.c.superseded_by.is_(None))
                .order_by(table.c.id)
            )
            names = {str(found): str(label or found) for found, label in connection.execute(statement)}
            if names:
                known = known.with_names(reference, names)
    return known.with_outlines(sector_outlines(connection, scope, department))


def sector_outlines(connection: Connection, scope: Scope, department: str) -> dict[str, BaseGeometry]:
    """The outlines of the sectors by code: the plan's own, then those of a layer joined on the code."""
    sectors, layers = table_of("sectors"), table_of("layer_features")
    current = (sectors.c.department == scope.require(department), sectors.c.superseded_by.is_(None))
    drawn = select(sectors.c.code, sectors.c.outline).where(*current, sectors.c.outline.is_not(None))
    joined = select(layers.c.code, layers.c.geometry).where(
        layers.c.department == department,
        layers.c.superseded_by.is_(None),
        layers.c.code.in_(select(sectors.c.code).where(*current)),
    )
    texts = _texts(connection, joined.order_by(layers.c.id))
    texts |= _texts(connection, drawn.order_by(sectors.c.semester, sectors.c.version))
    return {str(code): from_geojson(str(words)) for code, words in texts.items()}


def _texts(connection: Connection, statement: Select[str, str]) -> dict[str, str]:
    return dict(connection.execute(statement).all())
