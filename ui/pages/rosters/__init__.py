"""A roster on the screen: the file of an office, what it would do to a cohort, the questions it leaves, the doing."""
