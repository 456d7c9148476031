"""The words around the figures: reports whose every number is bound to an indicator."""
