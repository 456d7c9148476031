"""Looking through anybody's return, workbook or text, for what does not add up; nothing of the centre's is needed."""
