"""Cards that mean one person: found among half a million, told while typing, made one, and parted again."""
