"""Another office's workbook bound to indicators: the list of forms, and the grid in which a form is bound."""
