"""Cohorts: who studies a programme, when and where, and how far each cohort has come."""
