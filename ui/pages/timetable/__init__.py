"""The timetable of a cohort on the screen: made from the programme's hours, lessons moved one by one."""
