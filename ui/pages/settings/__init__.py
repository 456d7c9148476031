"""Everything that a centre sets up once and looks after from time to time."""
