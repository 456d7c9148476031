"""Another office's workbook as a form of ours: its cells bound to indicators and filled every month."""
