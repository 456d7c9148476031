"""Certificates on the screen: those of a cohort, the register, checking a code."""
