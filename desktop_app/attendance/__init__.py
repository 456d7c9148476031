"""Attendance: who was at which lesson, and what it comes to."""
