"""Lists, territories, the calendar, dated rules, and the centre's own profile."""
