"""Who has completed a course, by which rule, and the sentence that says why."""
