"""The register of orders and letters: what the work rests on, and what the centre itself has issued."""
