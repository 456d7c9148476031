"""Timetables on the screen: weeks to work in, hours by module, what is being held now."""
