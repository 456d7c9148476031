"""The centre's staff and the person at the PC."""
