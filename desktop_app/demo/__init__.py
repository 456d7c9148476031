"""A made-up, believable centre to learn with and to measure with: the same for the same seed and day."""
