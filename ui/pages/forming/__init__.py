"""Forming cohorts on the screen: applications of employers, and groups in the making."""
