"""The book as slides: one idea each, set out in points on a 16:9 ground."""
