"""Scenes of the attendance desk for ``tests.screens``."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from tests.screens import Stage

Scene = Callable[["Stage"], QWidget]

SCENES: dict[str, Scene] = {
    f"attendance-{name}": lambda stage, name=name: stage.page("attendance_desk", name)  # type: ignore[misc]
    for name in ("reach", "cohorts", "heads", "doubtful")
}
