"""What a centre does: every capability of Mahorat, callable without a window."""
