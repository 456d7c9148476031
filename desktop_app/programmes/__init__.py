"""Programmes: what is taught, in which modules and hours, by which order."""
