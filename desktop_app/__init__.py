"""What a centre does: every capability of Mahorat, callable without a window."""

__version__ = "0.1.0"
