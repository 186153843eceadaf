"""Tests of the meeting's book."""
