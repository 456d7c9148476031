"""Uzbek text: apostrophes, two scripts, search and sort keys, names of people, dates and numbers."""
