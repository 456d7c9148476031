"""Institutions: their list, the page of one, and making one of two spellings."""
