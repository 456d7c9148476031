"""Duties of the law on personal data: purposes and terms, what is past its term, what was given to whom."""
