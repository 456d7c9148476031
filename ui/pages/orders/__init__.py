"""The register of orders and letters, and what rests on them."""
