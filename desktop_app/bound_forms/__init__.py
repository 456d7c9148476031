"""The ministry's own workbooks: their cells bound to indicators, filled in without losing anything."""
