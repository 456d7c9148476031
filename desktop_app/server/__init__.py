"""A centre on a PostgreSQL server of the office: its address, moving there and back, what others change."""
