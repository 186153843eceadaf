"""One thin file a page: choose, ask, draw."""
