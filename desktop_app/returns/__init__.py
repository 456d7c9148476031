"""The monthly return: figures counted from persons, their checks, the workbook, the mail draft."""
