"""Certificates on their way through a printer, and from the office to their holders."""
