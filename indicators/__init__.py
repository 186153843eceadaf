"""Indicators: pure functions, from frames to frames or small dataclasses. No screen, no database, no clock."""
