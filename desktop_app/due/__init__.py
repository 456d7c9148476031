"""Who is due for a course in which year, by the table of turns and the five years, and putting them into cohorts."""
