"""Workbooks: reading wild ones safely in a child process, finding their tables, writing whole typed ones."""
