"""Storing and reading: the one floor that knows the database and the files."""
