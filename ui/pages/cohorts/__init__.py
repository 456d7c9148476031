"""Cohorts on the screen: the list, and the hub with a cohort's path from plan to return."""
