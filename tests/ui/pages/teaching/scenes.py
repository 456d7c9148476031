"""Scenes of rooms and trainers for ``tests.screens``."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.timetable.rooms import rooms
from desktop_app.timetable.trainers import trainers
from ui.pages.teaching.room_dialog import RoomDialog
from ui.pages.teaching.trainer_dialog import TrainerDialog, read_lists

if TYPE_CHECKING:
    from tests.screens import Stage

Scene = Callable[["Stage"], QWidget]


def _room(stage: "Stage") -> QWidget:
    return RoomDialog(stage.page("teaching", "rooms"), stage.workspace.centre.read(rooms)[0])


def _trainer(stage: "Stage") -> QWidget:
    centre = stage.workspace.centre
    return TrainerDialog(stage.page("teaching", "trainers"), read_lists(centre), centre.read(trainers)[0])


SCENES: dict[str, Scene] = {
    "teaching-rooms": lambda stage: stage.page("teaching", "rooms"),
    "teaching-hours": lambda stage: stage.page("teaching", "hours"),
    "teaching-room-form": _room,
    "teaching-trainer-form": _trainer,
}
