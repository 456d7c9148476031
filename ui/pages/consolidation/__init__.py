"""The country's table: returns of the regions, dropped, checked and put together."""
