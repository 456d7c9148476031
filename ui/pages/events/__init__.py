"""The lighter events: hours and days of professional development."""
