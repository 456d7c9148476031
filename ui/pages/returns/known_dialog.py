"""How a month looked on a past day: its forms as they were known then, and the cells that say something else now."""

from datetime import date, timedelta

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from desktop_app.centre import Centre
from desktop_app.errors import CentreError
from desktop_app.i18n import N_, _, _n, language
from desktop_app.indicators.model import Behind
from desktop_app.language.dates import month_title
from desktop_app.returns.as_known import KnownReturn, behind_cell_as_known, return_as_known
from desktop_app.returns.board import due_day
from desktop_app.returns.differences import Difference
from desktop_app.returns.records import Form
from ui import formats
from ui.actions import Action, make_button
from ui.notices import Banner
from ui.operations import run_query
from ui.pages.returns.behind_dialog import BehindDialog
from ui.pages.returns.drift_view import cell_columns
from ui.pages.returns.form_view import FormView, figure_title
from ui.theme import GAP_S
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import DateField
from ui.widgets.late_tabs import LateTabs
from ui.widgets.list_window import FIRST_LINES, lay_out_list
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

SIZE = QSize(1320, 660)
DIFFERS = "differs"
MOST_UNKNOWABLE = 3
DAY_WIDTH = 240


class KnownDialog(QDialog):
    """Asks for the day it was due, or yesterday where that is still to come; any other day is typed."""

    def __init__(self, owner: QWidget, workspace: Workspace, month: date) -> None:
        super().__init__(owner)
        self.workspace = workspace
        self._month = {"year": month.year, "month": month.month}
        self._known: KnownReturn | None = None
        self._yesterday = workspace.centre.clock.today() - timedelta(days=1)
        title = _("How {month} looked on a past day", month=month_title(month.year, month.month, language()))
        self.setWindowTitle(title)
        self.resize(SIZE)
        self.banner = Banner(self)
        self.day = DateField("as_of", _("At the end of the day"), is_required=True, check=self._check_day)
        self.tabs: LateTabs[QWidget] = LateTabs()
        self.tabs.made.connect(self._fill)
        self._foot = label("", Role.MUTED, wrap=True)
        lay_out_list(self, title, self.tabs, self._foot).setAutoDefault(False)
        self._add_day()
        # From a list behind a figure one leaves for a person or a cohort: this window lies over it.
        workspace.navigation_requested.connect(self.accept)
        run_query(self, lambda centre: centre.read(due_day, **self._month), self._begin)

    def look(self) -> None:
        """Show the month as it was known on the day that is typed."""
        self.banner.clear()
        problem, day = self.day.problem(), self.day.value
        if problem or day is None:
            self.banner.show_error(problem)
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._foot.setText(_("The figures of {day} are being put together…", day=formats.date_text(day)))
        asked = {**self._month, "day": day}
        run_query(self, lambda centre: centre.read(return_as_known, **asked), self._show, self._tell, slot="known")

    def _add_day(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        self.day.setFixedWidth(DAY_WIDTH)
        row.addWidget(self.day)
        show = make_button(self, Action(_("Show"), self.look, icon="search", key="Ctrl+Return"), is_primary=True)
        show.setDefault(True)
        row.addWidget(show, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        QWidget.setTabOrder(self.day, show)
        QWidget.setTabOrder(show, self.tabs)
        outer = self.layout()
        assert outer is not None
        outer.insertLayout(1, row)
        outer.insertWidget(2, self.banner)

    def _check_day(self, day: date) -> str:
        return "" if day <= self._yesterday else _("This day is not over yet: yesterday is the last to look back on.")

    def _begin(self, due_on: date) -> None:
        if self.day.value is None:
            self.day.set_value(min(due_on, self._yesterday))
            # As if one had come to it by Tab: what is typed takes the place of the day.
            self.day.setFocus(Qt.FocusReason.TabFocusReason)
            self.look()

    def _show(self, known: KnownReturn) -> None:
        self._known = known
        if not self.tabs.count():
            self.tabs.add(DIFFERS, "", self._differences_table, hint=_("What has been learnt since"))
            for form in known.forms:
                self.tabs.add(form.code, form.code, self._form_view)
        self.tabs.rename(DIFFERS, _("Otherwise now ({count})", count=len(known.changed)))
        for name in self.tabs.contents:
            self._fill(name)
        self._foot.setText(_told(known))

    def _tell(self, error: CentreError) -> None:
        self._foot.setText("")
        self.banner.show_error(error.text)
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _differences_table(self) -> RecordTable[Difference]:
        same = EmptyState(_("Nothing has been changed since: every figure is the same now."), icon="success")
        return RecordTable(self.workspace, "returns.known", cell_columns(N_("Known then"), N_("Is now")), empty=same)

    def _form_view(self) -> FormView:
        view = FormView(self.workspace)
        view.figure_opened.connect(self._open_figure)
        return view

    def _fill(self, name: str) -> None:
        if self._known is None:
            return
        match self.tabs.content(name):
            case FormView() as view:
                view.show_form(self._form(name))
            case RecordTable() as table:
                table.set_rows(self._known.changed)

    def _form(self, code: str) -> Form:
        assert self._known is not None
        return next(form for form in self._known.forms if form.code == code)

    def _open_figure(self, form: str, row: str, column: str) -> None:
        if self._known is None:
            return
        asked = {**self._month, "day": self._known.day, "form": form, "row": row, "column": column}
        title = figure_title(self._form(form), row, column)
        title = " · ".join((title, formats.date_text(self._known.day)))

        def ask(centre: Centre, limit: int | None = None) -> Behind:
            return centre.read(behind_cell_as_known, **asked, limit=limit)

        def show(found: Behind) -> None:
            dialog = BehindDialog(self, self.workspace, title, found, ask)
            dialog.exec()
            dialog.deleteLater()

        run_query(self, lambda centre: ask(centre, FIRST_LINES), show, self._tell_nothing, slot="behind")

    def _tell_nothing(self, error: CentreError) -> None:
        self.banner.show_warning(error.text)


def _told(known: KnownReturn) -> str:
    """The day, and what cannot be taken back to it: the first of that, for more is read by nobody."""
    day = _("As known at the end of {day}.", day=formats.date_text(known.day))
    more = len(known.unknowable) - MOST_UNKNOWABLE
    rest = [_n("and {n} more", "and {n} more", more)] if more > 0 else []
    return "\n".join((day, *known.unknowable[:MOST_UNKNOWABLE], *rest))
