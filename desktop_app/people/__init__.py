"""People of the centre: trainees, their workplaces and their papers."""
