"""The screens of Mahorat."""

from ui import safe_overrides

safe_overrides.install()
