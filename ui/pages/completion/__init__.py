"""Completion of a cohort on the screen: scores, outcomes, the closing."""
