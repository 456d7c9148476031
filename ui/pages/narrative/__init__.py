"""Reports in words on the screen, and the check of a text of one's own."""
