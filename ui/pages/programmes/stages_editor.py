"""The stages of a staged course and the levels of a cascade, a line each."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit

from desktop_app.i18n import _
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import parse_date
from desktop_app.programmes.records import LevelRecord, StageRecord
from ui import formats
from ui.pages.programmes.lines_editor import NUMBER_WIDTH, Line, LinesEditor
from ui.widgets.fields import Choice

DAY_WIDTH = 104
MODE_WIDTH = 190
LETTER_WIDTH = 130
PEOPLE_WIDTH = 130
NEW_STAGE = StageRecord(0, "")


class StageLine(Line[StageRecord]):
    def __init__(self, stage: StageRecord, modes: Sequence[Choice]) -> None:
        super().__init__()
        self._id = stage.id
        self.title = self.text_part(stage.title, _("Title of the stage"))
        self.hours = self.number_part(stage.hours, _("Hours"))
        self.mode = QComboBox()
        self.mode.setAccessibleName(_("Mode"))
        self.mode.setFixedWidth(MODE_WIDTH)
        for choice in modes:
            self.mode.addItem(choice.text, choice.value)
        self.mode.setCurrentIndex(max(self.mode.findData(stage.mode_code), 0))
        self.mode.currentIndexChanged.connect(lambda _index: self.edited.emit())
        self.starts = self._day(stage.starts_on, _("First day"))
        self.ends = self._day(stage.ends_on, _("Last day"))
        self.number = self.text_part(stage.order_number, _("Number of the order or letter"), width=LETTER_WIDTH)
        self.dated = self._day(stage.order_date, _("Date of the order or letter"))
        self.lay((self.title, self.hours, self.mode, self.starts, self.ends, self.number, self.dated))

    @property
    def record(self) -> StageRecord | None:
        title, hours = tidy(self.title.text()), int(self.hours.text() or 0)
        if not title and not hours and not self.starts.text().strip():
            return None
        days = [_typed(box) for box in (self.starts, self.ends, self.dated)]
        mode = self.mode.currentData() or ""
        return StageRecord(hours, mode, title, days[0], days[1], tidy(self.number.text()), days[2], self._id)

    @property
    def problem(self) -> str:
        wrong = next(
            (box for box in (self.starts, self.ends, self.dated) if box.text().strip() and not _typed(box)), None
        )
        if wrong is None:
            return ""
        return _("No such date: {value}. Write the day, the month and the year: 28.12.2024.", value=wrong.text())

    def _day(self, day: date | None, name: str) -> QLineEdit:
        box = self.text_part(formats.date_text(day), name, width=DAY_WIDTH)
        box.setPlaceholderText(_("day.month.year"))
        return box


class LevelLine(Line[LevelRecord]):
    def __init__(self, level: LevelRecord | None) -> None:
        super().__init__()
        self._id = level.id if level else 0
        self.role = self.text_part(level.role if level else "", _("Who is trained"))
        planned = level.planned_people if level else None
        self.people = self.number_part(planned, _("People to be trained"), width=PEOPLE_WIDTH, digits=7)
        self.lay((self.role, self.people))

    @property
    def record(self) -> LevelRecord | None:
        role, people = tidy(self.role.text()), self.people.text()
        return LevelRecord(role, int(people) if people else None, self._id) if role or people else None


class StagesEditor(LinesEditor[StageRecord]):
    def __init__(self) -> None:
        self._modes: tuple[Choice, ...] = ()
        super().__init__(
            add_text=_("Add a stage"),
            make_line=lambda stage: StageLine(stage or NEW_STAGE, self._modes),
            captions=(
                (_("Stage"), 0),
                (_("Hours"), NUMBER_WIDTH),
                (_("Mode"), MODE_WIDTH),
                (_("First day"), DAY_WIDTH),
                (_("Last day"), DAY_WIDTH),
                (_("Order or letter"), LETTER_WIDTH),
                (_("Dated"), DAY_WIDTH),
            ),
        )

    def set_stages(self, stages: Sequence[StageRecord], modes: Sequence[Choice]) -> None:
        self._modes = tuple(modes)
        self.set_records(stages)


class LevelsEditor(LinesEditor[LevelRecord]):
    def __init__(self) -> None:
        super().__init__(
            add_text=_("Add a level"),
            make_line=LevelLine,
            captions=((_("Who is trained"), 0), (_("People to be trained"), PEOPLE_WIDTH)),
        )


def _typed(box: QLineEdit) -> date | None:
    text = box.text().strip()
    return parse_date(text).date if text else None
