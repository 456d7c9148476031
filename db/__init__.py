"""Tables, sessions and migrations of a centre's database."""
