"""The annual plan by order and its amendments, what other channels report, and plan beside actual."""
