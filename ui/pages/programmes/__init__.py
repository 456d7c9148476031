"""Programmes on the screen: the list, and the form with the modules and their hours."""
