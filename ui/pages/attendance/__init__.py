"""The register of a cohort on the screen: people by lessons, marked by keyboard."""
