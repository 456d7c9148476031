"""Who is due for a course in a year: totals, people, and the way into a cohort."""
