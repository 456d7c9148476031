"""Forming cohorts: applications of employers, and groups of those who are due or asked for a place."""
