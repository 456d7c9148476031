"""Today: what is going on in the centre, and what wants to be done."""
