"""Templates of certificates: their list, and the designer."""
