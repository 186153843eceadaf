"""The sections of the meeting's book, one module a subject; each draws an object of `analysis` and computes nothing."""
