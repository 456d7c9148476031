"""Organisations outside the centre: applications, reviews, permits and refusals."""
