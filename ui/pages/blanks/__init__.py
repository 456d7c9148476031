"""Blanks of strict account, print runs and handing over."""
