"""Certificates: what they claim, how they are signed, printed and checked."""
