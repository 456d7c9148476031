"""Schools, kindergartens and offices as the centre looks after them: their entries, their people and their training."""
