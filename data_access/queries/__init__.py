"""Reads. Each takes a connection and a scope, and returns a frame or a plain value, never text to show."""
