"""Blanks of strict account: received, used, spoiled, lost, left."""
