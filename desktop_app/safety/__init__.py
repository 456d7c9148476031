"""Backups, restoring them, and checking the data."""
