"""Setting up accounts and protection, and the requests that wait for a second person."""
