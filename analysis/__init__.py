"""One module a subject: asks queries, computes indicators, returns what pages, books and commands draw."""
