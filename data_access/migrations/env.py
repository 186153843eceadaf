"""Alembic's entry: migrations run inside the transaction that `Database.migrate` opened."""

from typing import Literal

from alembic import context
from sqlmodel import AutoString

from data_access.models import METADATA


def _render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Migrations must stand without the models, and so without SQLModel's own string type."""
    return "sa.String()" if kind == "type" and isinstance(item, AutoString) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_item=_render,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
