"""One widget for each kind of question: large enough for a finger, quick with the keys."""
