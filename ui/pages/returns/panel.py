"""The last step of a cohort: which figures of which month's return it enters."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.i18n import N_, _, _n, language
from desktop_app.language.dates import month_title
from desktop_app.returns.forms import FORM_TITLES
from desktop_app.returns.year_view import CohortMonth, EnteredFigure, cohort_in_returns
from ui import formats
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.models.table_model import Column
from ui.navigation import Target
from ui.operations import run_query
from ui.theme import GAP_M, GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

COLUMNS: tuple[Column[EnteredFigure], ...] = (
    Column("form", N_("Return form"), lambda figure: f"{figure.form} · {_(FORM_TITLES[figure.form])}", width=260),
    Column("row", N_("Row"), lambda figure: figure.row, is_stretched=True),
    Column("people", N_("People"), lambda figure: figure.people, width=110),
)


class ReturnPanel(Panel):
    changes_that_matter = frozenset({"enrolment", "cohort", "return_snapshot", "dated_rule"})

    def __init__(self, workspace: Workspace, cohort_id: int) -> None:
        super().__init__(workspace)
        self._cohort_id = cohort_id
        self._months: list[CohortMonth] = []
        self.sentence = label("", Role.STRONG, wrap=True)
        self._details = label("", Role.MUTED, wrap=True)
        self.month_box = Chooser(_("Month"))
        self.month_box.chosen.connect(lambda _place: self._show_month())
        go = Action(_("Open the return"), self.open_return, icon="return", key="Ctrl+Return")
        self.open_button = make_button(self, go, is_primary=True, group=_("Return"))
        self.table = RecordTable(
            workspace,
            "cohort.return",
            COLUMNS,
            empty=EmptyState(
                _("The cohort enters a return when its people have finished the course."),
                Action(
                    _("Go to the completion"), lambda: workspace.navigate(Target("cohort", (cohort_id, "completion")))
                ),
                "return",
            ),
        )
        self.table.tools.addWidget(self.month_box)
        words = QVBoxLayout()
        words.addWidget(self.sentence)
        words.addWidget(self._details)
        top = QHBoxLayout()
        top.setSpacing(GAP_M)
        top.addLayout(words, 1)
        top.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addLayout(top)
        column.addWidget(self.table, 1)

    def refresh(self) -> None:
        cohort_id = self._cohort_id
        run_query(self, lambda centre: centre.read(cohort_in_returns, cohort_id=cohort_id), self._show, slot="refresh")

    def open_return(self) -> None:
        """Go to the return of the month that is shown."""
        if self._months:
            month = self._months[self.month_box.value or 0].month
            self.workspace.navigate(Target("return", (month.year, month.month)))

    def _show(self, months: list[CohortMonth]) -> None:
        self._months = months
        titles = [month_title(each.month.year, each.month.month, language()) for each in months]
        self.month_box.set_choices([Choice(place, title) for place, title in enumerate(titles)])
        self.month_box.setVisible(len(months) > 1)
        for part in (self.open_button, self.sentence, self._details):
            part.setVisible(bool(months))
        self.table.filter_box.setVisible(bool(months))
        self._show_month()

    def _show_month(self) -> None:
        if not self._months:
            self.table.set_rows([])
            return
        entered = self._months[self.month_box.value or 0]
        title = month_title(entered.month.year, entered.month.month, language())
        self.sentence.setText(
            _n(
                "{n} person of this cohort is counted in the return: {month}.",
                "{n} people of this cohort are counted in the return: {month}.",
                entered.counted,
                month=title,
            )
        )
        self._details.setText(" ".join(_details(entered)))
        self.table.set_rows(entered.figures)


def _details(entered: CohortMonth) -> list[str]:
    """What else is worth knowing, a sentence each."""
    sentences = [
        _("A file of this return was made already; make it again if something has changed.")
        if entered.made_at_least_once
        else _("The return is due by {day}.", day=formats.date_text(entered.due_on))
    ]
    if entered.counted_before:
        sentences.append(
            _n(
                "{n} person finished another course earlier this year and is counted there.",
                "{n} people finished another course earlier this year and are counted there.",
                entered.counted_before,
            )
        )
    return sentences
