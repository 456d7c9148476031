"""Looking through anybody's return, a workbook or a text, for what does not add up; it needs nothing of the centre's."""
