"""The field, declared as data: sheets, indicators, territories, windows, calendars, scopes."""
