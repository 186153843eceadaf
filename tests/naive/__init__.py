"""Every indicator computed a second time: plain loops over the rows of the database, written from the definitions.

Nothing here imports the first computation, nor what it stands on (pandas, scipy, the declared lists, the windows): a
mistake made there is not made here again. `tests/test_second_computation.py` sets the two side by side.
"""
