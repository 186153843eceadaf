"""Moments as the readers' clocks show them: stored in UTC, written in the time of Paris."""

from datetime import datetime
from zoneinfo import ZoneInfo

from domain import french

PARIS = ZoneInfo("Europe/Paris")


def moment(when: datetime) -> str:
    """`24/11/2026 à 14 h 05`."""
    local = when.astimezone(PARIS)
    return f"{french.day(local)} à {local.hour}{french.NBSP}h{french.NBSP}{local:%M}"


def long_moment(when: datetime) -> str:
    """`mardi 24 novembre 2026 à 14 h 05`."""
    local = when.astimezone(PARIS)
    return f"{french.long_day(local)} à {local.hour}{french.NBSP}h{french.NBSP}{local:%M}"
