"""The meeting book: one content, one writer a format."""
