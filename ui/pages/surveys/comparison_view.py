"""The tab "Before and after": what the course changed in the same items, for everybody or by a field."""

from collections.abc import Iterator

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.i18n import N_, _
from desktop_app.questionnaires.model import Questionnaire, text_in
from desktop_app.surveys.changes import Change, GroupChange, SurveyChanges, survey_changes
from desktop_app.surveys.charts import before_and_after
from desktop_app.surveys.sorting import Where
from ui.models.choices_model import Choice
from ui.operations import run_query
from ui.pages.surveys.result_area import scrolled
from ui.pages.surveys.result_columns import CHANGES, ChangeLine
from ui.theme import GAP_M, GAP_S
from ui.widgets.chart_view import ChartView
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, flowing
from ui.workspace import Workspace

_GROUP = next(place for place, column in enumerate(CHANGES) if column.name == "group")
FIELDS = {"": N_("everybody"), "trainer": N_("by trainer"), "programme": N_("by programme"), "cohort": N_("by cohort")}


class ComparisonView(Panel):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._code = ""
        self._where = Where()
        self.by = Chooser(_("By"), [Choice(name, _(title)) for name, title in FIELDS.items()])
        self.by.chosen.connect(lambda _value: self.refresh())
        self.table: RecordTable[ChangeLine] = RecordTable(workspace, "survey_changes", CHANGES)
        words = _("No cohort has answered both before and after its course, or too few people have.")
        self.table.set_empty(EmptyState(words, icon="survey"))
        note = _(
            "The level that people give themselves, and ratings, 1 to 5. Two groups are compared, as sheets are "
            "anonymous. A change greater than its margin is beyond chance nineteen times in twenty."
        )
        self.chart = ChartView(description=_("Before and after"))
        self._picture = scrolled(self.chart)
        self.shown = Chooser(_("Shown"), [Choice(False, _("As a table")), Choice(True, _("As a picture"))])
        self.shown.chosen.connect(self._show_picture)
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        top.addWidget(self.by)
        top.addWidget(self.shown)
        top.addWidget(flowing(note, Role.SMALL), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP_M, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addLayout(top)
        outer.addWidget(self.table, 1)
        outer.addWidget(self._picture, 1)
        self._picture.hide()

    def show_survey(self, code: str, where: Where) -> None:
        self._code, self._where = code, where
        self.make_stale()

    def refresh(self) -> None:
        code, where, by = self._code, self._where, self.by.value or None
        if code:
            run_query(
                self,
                lambda centre: centre.read(survey_changes, questionnaire_code=code, where=where, by=by),
                self._show,
                slot="refresh",
            )

    def _show(self, changes: SurveyChanges) -> None:
        groups = changes.groups or (changes.everybody,)
        self.table.view.setColumnHidden(_GROUP, not changes.groups)
        lines = [line for group in groups for line in _lines(changes.questionnaire, group)]
        self.table.set_rows(lines)
        pairs = [(f"{line.group}: {line.text}" if changes.groups else line.text, line.change) for line in lines]
        self.chart.set_layout(before_and_after(pairs))

    def _show_picture(self, is_picture: bool) -> None:
        self.table.setVisible(not is_picture)
        self._picture.setVisible(is_picture)


def _lines(questionnaire: Questionnaire, group: GroupChange) -> Iterator[ChangeLine]:
    name = group.text or _("everybody")
    for row in questionnaire.competences:
        found = group.competences.get(row.code)
        if found is not None and found.level is not None:
            yield ChangeLine(name, text_in(row.text), found.level)
    texts = {item.code: text_in(item.text) for item in questionnaire.items}
    ratings: dict[str, Change] = dict(group.ratings)
    for code, change in ratings.items():
        yield ChangeLine(name, texts.get(code, code), change)
