"""Alembic: the versions of the schema."""
