"""The register of organisations outside the centre that ask for, and hold, the permit to train."""
