"""What a questionnaire is, apart from who answers it: its items, its document, its bytes."""
