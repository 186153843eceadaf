"""Files: reading, recognising, matching, checking, templates."""
