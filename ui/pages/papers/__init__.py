"""The papers of a cohort: what was issued, what can be issued now, and why not yet."""
