"""The import desk: from a sender's workbook to people in a cohort, with what became of every row."""
