"""The indicators that returns are made of: how they are worded, and a figure to try."""
