"""The screens of Mahorat."""
