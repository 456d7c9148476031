"""Templates of certificates: the page in millimetres, its fields, and how they are filled and drawn."""
