"""The needs survey: a questionnaire, the answers, and what they say about the modules."""
