"""Cascades: who trained whom, the lighter events, and participation by region."""
