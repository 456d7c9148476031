"""Cascades: levels, who trained whom, and where the chain is thin."""
