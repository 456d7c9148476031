"""Adds one lesson at a free place of a cohort's week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.service import cohort
from desktop_app.i18n import _
from desktop_app.programmes.records import LessonKind, ModuleRecord
from desktop_app.programmes.service import programme
from desktop_app.reference.service import rules_on
from desktop_app.timetable.moving import MOST_HOURS_OF_A_LESSON, NewLesson, add_session
from desktop_app.timetable.service import Teaching, teaching_of
from desktop_app.timetable.slots import DaySlot
from ui.models.choices_model import Choice
from ui.operations import run_command
from ui.pages.timetable.clash_form import ClashForm
from ui.pages.timetable.lesson_words import place_words
from ui.widgets.fields import ChoiceField, IntegerField

if TYPE_CHECKING:
    from desktop_app.centre import Centre

HELD_KINDS = (LessonKind.LECTURE, LessonKind.PRACTICAL, LessonKind.FIELD)


@dataclass(frozen=True)
class Ground:
    """What a new lesson of a cohort can be."""

    cohort_id: int
    modules: Sequence[ModuleRecord]
    teaching: Teaching
    hours: int


class AddLessonDialog(ClashForm):
    """Finishes with the Outcome of ``add_session``."""

    def __init__(self, owner: QWidget, ground: Ground, *, day: date, slot: DaySlot, kinds: Mapping[str, str]) -> None:
        super().__init__(owner, title=_("Add a lesson"), save_text=_("Add"), intro=place_words(day, slot))
        self._ground, self._day, self._slot = ground, day, slot
        modules = [Choice(module.id, module.title) for module in ground.modules]
        named = [Choice("", _("Not divided")), *(Choice(kind.value, kinds.get(kind, kind)) for kind in HELD_KINDS)]
        self.add(ChoiceField("module_id", _("Module"), modules))
        self.add_row(
            ChoiceField("kind_code", _("Kind"), named),
            IntegerField("hours", _("Hours"), lowest=1, highest=MOST_HOURS_OF_A_LESSON, is_required=True),
        )
        self.field("kind_code").set_value("")
        self.field("hours").set_value(ground.hours)

    def submit(self) -> None:
        values, is_despite, ground = self.values(), self.is_despite, self._ground
        new = NewLesson(self._day, self._slot.place, values["hours"], values["module_id"], values["kind_code"] or "")
        taught = ground.teaching
        new = replace(new, room_id=taught.room_id, trainer_id=taught.trainers.get(new.module_id))
        run_command(
            self,
            lambda centre: centre.write(add_session, new, cohort_id=ground.cohort_id, despite_clashes=is_despite),
            self.finish,
        )


def ground_for(centre: "Centre", cohort_id: int) -> Ground:
    record = centre.read(cohort, cohort_id=cohort_id)
    modules = centre.read(programme, programme_id=record.programme_id).modules
    hours = centre.read(rules_on, record.starts_on).lesson_hours
    return Ground(cohort_id, modules, centre.read(teaching_of, cohort_id=cohort_id), hours)
