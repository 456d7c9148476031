"""What a return counts: a catalogue of indicators, their figures, and the rows that stand behind each figure."""
