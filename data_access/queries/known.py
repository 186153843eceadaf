"""What a département's files may point at."""

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, Select, select

from data_access.models import table_of
from data_access.queries.plans import adoptions, named_in_plans
from data_access.workbooks.convert import from_geojson
from data_access.workbooks.known import Known
from domain.scope import Scope
from domain.sheets import Reference

_OF_PLANS: dict[Reference, tuple[str, str, str]] = {
    Reference.SECTOR: ("sectors", "code", "name"),
    Reference.SERVICE: ("services", "code", "name"),
    Reference.OBJECTIVE: ("objectives", "code", "title"),
    Reference.SCHOOL: ("schools", "uai", "name"),
}
_OF_ANY_DATE: dict[Reference, tuple[str, str, str]] = {
    Reference.SCHOOL: ("directory", "uai", "name"),
    Reference.INDICATOR: ("local_indicators", "indicator", "label"),
}


def known_codes(connection: Connection, scope: Scope, department: str) -> Known:
    """The codes of all the plans of a département, newest names last, its sectors' outlines and its own."""
    scope.require(department)
    known = Known(
        department, boundary=_boundary(connection, department), adopted=adoptions(connection, scope, department)
    )
    for reference, (code, *fields) in _OF_PLANS.items():
        held = named_in_plans(connection, scope, department, code, fields)
        if codes := {plan: {str(key): str(name or key) for key, name in rows} for plan, rows in held.items()}:
            known = known.with_plans(reference, codes)
    for reference, source in _OF_ANY_DATE.items():
        if names := _names(connection, department, *source):
            named = known.names.get(reference, {})  # a plan's own name for a school goes before the directory's
            known = known.with_names(reference, {code: named.get(code, name) for code, name in names.items()})
    return known.with_outlines(sector_outlines(connection, scope, department))


def _names(connection: Connection, department: str, code: str, key: str, name: str) -> dict[str, str]:
    table = table_of(code)
    statement = (
        select(table.c[key], table.c[name])
        .where(table.c.department == department, table.c.superseded_by.is_(None))
        .order_by(table.c.id)
    )
    return {str(found): str(label or found) for found, label in connection.execute(statement)}


def _boundary(connection: Connection, department: str) -> BaseGeometry | None:
    """The outline of the département, where a stored layer holds it under the département's code."""
    layers, sectors = table_of("layer_features"), table_of("sectors")
    statement = (
        select(layers.c.geometry)
        .where(
            layers.c.department == department,
            layers.c.code == department,
            layers.c.superseded_by.is_(None),
            layers.c.code.not_in(select(sectors.c.code).where(sectors.c.department == department)),
        )
        .order_by(layers.c.id.desc())
    )
    shapes = (from_geojson(str(words)) for words in connection.execute(statement).scalars())
    return next((shape for shape in shapes if shape.area > 0), None)  # a layer of points has no outline


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
