"""The papers of a cohort in Word and PDF: orders with their lists, letters, the sheet of names, the passport."""
