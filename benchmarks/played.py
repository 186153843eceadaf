"""The script that draws a page from its tape and does nothing else: see `benchmarks.tape`."""

from benchmarks import stage

stage.current().play()
