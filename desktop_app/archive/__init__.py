"""A year closed into a file that is only read."""
