"""Participation by region in a national course."""
