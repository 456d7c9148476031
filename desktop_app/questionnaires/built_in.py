"""The needs questionnaires that every centre has from its first day: for teachers, preschool staff and leaders."""

import json
from functools import cache
from importlib.resources import files

from desktop_app.questionnaires.definition import read_definition
from desktop_app.questionnaires.model import Questionnaire

TEACHERS, PRESCHOOL, LEADERS = "needs-teachers", "needs-preschool", "needs-leaders"
LEADING = "RAHBAR"
_FILES = ("needs_teachers.json", "needs_preschool.json", "needs_leaders.json")


@cache
def built_in() -> tuple[Questionnaire, ...]:
    """The newest edition of each; what an earlier edition asked has the same codes in it."""
    folder = files("resources") / "questionnaires"
    return tuple(read_definition(json.loads((folder / name).read_text(encoding="utf-8"))) for name in _FILES)


def built_in_for(staff_group: str | None, *, is_preschool: bool = False) -> str:
    """The code of the questionnaire for people of a staff group.

    Leaders of preschools answer as leaders. Specialists have no questionnaire of their own: they answer with the
    teachers among whom they work.
    """
    if staff_group == LEADING:
        return LEADERS
    return PRESCHOOL if is_preschool else TEACHERS
