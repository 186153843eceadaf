"""How the rhythm of what is done is looked at: the slots of a week, and how few events say nothing of it."""

BAND_HOURS = 4
OPERATION_SLOTS = 7 * 24 // BAND_HOURS  # weekdays x 4-hour bands
MINIMUM_EVENTS = 8  # under so many operations or presences, unpredictability says nothing
