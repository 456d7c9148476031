"""The modules of a programme in a form, a line each: hours by kind or as a whole, topics, and what they serve."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QMenu, QPushButton

from desktop_app.i18n import _, _n
from desktop_app.language.apostrophes import tidy
from desktop_app.programmes.records import KindHours, ModuleRecord
from ui.actions import open_under
from ui.pages.programmes.kind_parts import KindParts, kind_captions
from ui.pages.programmes.lines_editor import NUMBER_WIDTH, Line, LinesEditor
from ui.pages.programmes.topics_dialog import TopicsDialog

ELECTIVE_WIDTH = 92
TOPICS_WIDTH = 92
COMPETENCES_WIDTH = 150
MENU_WIDTH = 560
NEW = ModuleRecord("", 0)


@dataclass(frozen=True)
class CompetenceChoice:
    """An item of the questionnaire that a module may serve."""

    code: str
    text: str


class ModuleLine(Line[ModuleRecord]):
    """Title, hours by kind, hours in all, whether it is elective, its topics, which competences it serves."""

    def __init__(self, module: ModuleRecord, competences: Sequence[CompetenceChoice]) -> None:
        super().__init__()
        self._id = module.id
        self._competences = tuple(competences)
        self._weights = dict(module.competences)
        self._topics = module.topics
        self.title = self.text_part(module.title, _("Title of the module"))
        self.kinds = KindParts(self, module.by_kind)
        self.hours = self.number_part(module.hours, _("Hours"))
        self.elective = QCheckBox()
        self.elective.setAccessibleName(_("Elective"))
        self.elective.setToolTip(_("Elective: chosen from the needs survey"))
        self.elective.setFixedWidth(ELECTIVE_WIDTH)
        self.elective.setChecked(module.is_elective)
        self._open_topics = self._button(TOPICS_WIDTH, self._edit_topics)
        self._serves = self._button(COMPETENCES_WIDTH, self._choose_competences)
        self.lay((self.title, *self.kinds.boxes, self.hours, self.elective, self._open_topics, self._serves))
        for box in self.kinds.boxes:
            box.textEdited.connect(lambda _text: self._add_up())
        self.elective.toggled.connect(lambda _on: self.edited.emit())
        self._say_served()
        self._follow_topics()

    @property
    def record(self) -> ModuleRecord | None:
        title, hours = tidy(self.title.text()), int(self.hours.text() or 0)
        if not title and not hours:
            return None
        return ModuleRecord(
            title, hours, self.elective.isChecked(), self._weights, self._id, self.kinds.hours, self._topics
        )

    def _button(self, width: int, run: object) -> QPushButton:
        button = QPushButton()
        button.setAutoDefault(False)
        button.setFixedWidth(width)
        button.clicked.connect(run)
        return button

    def _add_up(self) -> None:
        """Hours by kind make up the module's; without them its hours are typed as a whole."""
        total = self.kinds.hours.total
        self.hours.setEnabled(not total)
        if total:
            self.hours.setText(str(total))

    def _edit_topics(self) -> None:
        topics = TopicsDialog.ask(self, self.title.text(), self._topics)
        if topics is not None:
            self._topics = topics
            self._follow_topics()
            self.edited.emit()

    def _follow_topics(self) -> None:
        hours = sum((topic.by_kind for topic in self._topics), KindHours())
        self.kinds.fix(hours if hours.total else None)
        self._add_up()
        count = len(self._topics)
        self._open_topics.setText(_n("{n} topic", "{n} topics", count) if count else _("Topics…"))
        self._open_topics.setToolTip("\n".join(topic.title for topic in self._topics) or _("The topics of the module"))

    def _choose_competences(self) -> None:
        menu = QMenu(self)
        for item in self._competences:
            words = menu.fontMetrics().elidedText(item.text, Qt.TextElideMode.ElideRight, MENU_WIDTH)
            choice = QAction(words, menu, checkable=True, checked=item.code in self._weights)
            choice.toggled.connect(lambda is_on, code=item.code: self._serve(code, is_on=is_on))
            menu.addAction(choice)
        open_under(self._serves, menu)

    def _serve(self, code: str, *, is_on: bool) -> None:
        if is_on:
            self._weights[code] = 1
        else:
            self._weights.pop(code, None)
        self._say_served()
        self.edited.emit()

    def _say_served(self) -> None:
        known = [item.text for item in self._competences if item.code in self._weights]
        self._serves.setText(_n("{n} competence", "{n} competences", len(known)) if known else _("Serves…"))
        self._serves.setToolTip("\n".join(known) or _("The competences of the needs survey that this module serves"))


class ModulesEditor(LinesEditor[ModuleRecord]):
    def __init__(self) -> None:
        self._competences: tuple[CompetenceChoice, ...] = ()
        super().__init__(
            add_text=_("Add a module"),
            add_key="Ctrl+N",
            make_line=lambda module: ModuleLine(module or NEW, self._competences),
            captions=(
                (_("Module"), 0),
                *kind_captions(),
                (_("Hours"), NUMBER_WIDTH),
                (_("Elective"), ELECTIVE_WIDTH),
                (_("Topics"), TOPICS_WIDTH),
                (_("Serves"), COMPETENCES_WIDTH),
            ),
        )

    def set_modules(self, modules: Sequence[ModuleRecord], competences: Sequence[CompetenceChoice]) -> None:
        self._competences = tuple(competences)
        self.set_records(modules)
