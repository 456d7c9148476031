"""Reports in words: chosen, looked at, every number opened, and a text of one's own checked."""
