"""The annual plan by order, and what other channels report."""
