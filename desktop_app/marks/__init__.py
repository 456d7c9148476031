"""Kinds of mark, and what a mark comes to."""
