"""The timetable: a programme's modules laid out over the working days of a cohort."""
