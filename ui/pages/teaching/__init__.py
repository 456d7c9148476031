"""Who teaches, in which rooms, and the hours of a month."""
