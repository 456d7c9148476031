"""The country's table: the returns of fourteen centres, checked one by one and against each other."""
