"""What keeps the data closed to strangers: the master key of a centre, its sealed copies, the recovery sheet."""
