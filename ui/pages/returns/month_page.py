"""The return of a month: its figures, what the checks found, and its way from draft to sent and corrected."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QWidget

from desktop_app.centre import Centre
from desktop_app.errors import CentreError
from desktop_app.i18n import _, language
from desktop_app.indicators.model import Behind
from desktop_app.language.dates import month_name, month_title
from desktop_app.returns.differences import Difference
from desktop_app.returns.drift import figures_since
from desktop_app.returns.explaining import unexplained
from desktop_app.returns.forms import PLAN_FORM
from desktop_app.returns.records import TOTAL, Form, ListedPerson
from desktop_app.returns.service import behind_cell, people_behind
from desktop_app.returns.states import KeptReturn
from ui import formats
from ui.actions import Action, make_action, open_under
from ui.models.paged_model import NOT_YET
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.returns.behind_dialog import BehindDialog
from ui.pages.returns.columns import number_text
from ui.pages.returns.form_view import figure_title
from ui.pages.returns.month_acts import MonthActs
from ui.pages.returns.month_reading import Checked, Looked, check, look
from ui.pages.returns.month_steps import APPROVED, CHECKED, FIGURES, SENT, Standing, path_of
from ui.pages.returns.month_tabs import FILES, FINDINGS, MonthTabs
from ui.pages.returns.people_dialog import PeopleDialog
from ui.theme import GAP_M, Tone
from ui.widgets.card import Card, StatTile
from ui.widgets.list_window import FIRST_LINES
from ui.widgets.month_chooser import MonthChooser
from ui.widgets.page import Page
from ui.widgets.step_path import StepPath
from ui.workspace import Workspace

STEPS = (FIGURES, CHECKED, APPROVED, SENT)


class MonthPage(Page):
    """``open((2026, 10))`` goes to a month."""

    changes_that_matter = frozenset(
        {
            *("enrolment", "cohort", "person", "certificate", "plan_line", "channel_figure", "return_snapshot"),
            *("territory", "reference_item", "dated_rule", "centre_profile", "finding_note"),
        }
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Return"))
        self._standing: Standing | None = None
        self.months = MonthChooser(self, workspace.centre.clock.today())
        self.months.chosen.connect(lambda _month: self._go_to_month())
        self.path = StepPath()
        self.path.chosen.connect(self._go_to_step)
        self._month = StatTile(_("Finished this month"), icon="calendar")
        self._year = StatTile(_("Finished since January"), icon="people")
        self._share = StatTile(_("Share of the plan"), icon="chart")
        self.tabs = MonthTabs(self)
        self.acts = MonthActs(self, self.months.month, go_to_held=self.tabs.choose_unexplained)
        self._always = [make_action(self, each, group=self.title) for each in self.acts.always()]
        self._checks = StatTile(_("Checks"), icon="check", on_click=self.tabs.choose_unexplained)
        self.tabs.figure_opened.connect(self._open_figure)
        self.tabs.explained.connect(self.acts.explain)
        self.tabs.copy_wanted.connect(self.acts.save_copy)
        self._lay_out()

    def here(self) -> object:
        return self.months.month.year, self.months.month.month

    def open(self, argument: object) -> None:
        match argument:
            case (int() as year, int() as month):
                self.months.choose(date(year, month, 1))
                self._go_to_month()

    def refresh(self) -> None:
        """The plan and how far the return is at once; all forms with their checks, and the drift, a moment later."""
        month = self.months.month
        run_query(self, partial(look, month=month), self._show, slot="refresh")
        # In a large centre that takes seconds, in which another page may be wanted.
        run_query(self, partial(check, month=month), self._show_checked, slot="checks", is_aside=True)

    def first_focus(self) -> QWidget | None:
        return self.months.box

    def _lay_out(self) -> None:
        self.set_back(Target("returns"))
        top = QHBoxLayout()
        top.setSpacing(GAP_M)
        top.addWidget(self.months)
        top.addWidget(self.path, 1)
        tiles = QHBoxLayout()
        tiles.setSpacing(GAP_M)
        for tile in (self._month, self._year, self._share, self._checks):
            tiles.addWidget(tile, 1)
        card = Card()
        card.body.addWidget(self.tabs)
        self.body.addLayout(top)
        self.body.addLayout(tiles)
        self.body.addWidget(card, 1)

    def _go_to_month(self) -> None:
        self._standing = self.acts.standing = None
        self.acts.month = self.months.month
        self.tabs.clear_month()
        self.make_stale()

    def _show(self, looked: Looked) -> None:
        known = self._standing or Standing(looked.way)
        month_name = month_title(looked.month.year, looked.month.month, language())
        self.set_title(_("Return: {month}", month=month_name))
        self.set_context(" · ".join(filter(None, (looked.centre, _counted_later(looked)))))
        self.tabs.show_looked(looked)
        self._show_figures(looked.plan)
        self._stand(replace(known, way=looked.way))
        if looked.way.sent is not None:
            self._ask_drift(looked.way.sent)

    def _show_checked(self, checked: Checked) -> None:
        if self._standing is None:
            return
        self.tabs.show_checked(checked)
        waiting = unexplained(checked.content.findings, checked.sentences)
        self._stand(replace(self._standing, errors=len(checked.content.errors), unexplained=len(waiting)))
        self._show_checks(self._standing, found=len(checked.content.findings))

    def _ask_drift(self, sent: KeptReturn) -> None:
        def show(cells: Sequence[Difference]) -> None:
            self.tabs.show_cells(cells)
            if self._standing is not None:
                self._stand(replace(self._standing, changed=len(cells)))

        run_query(self, lambda centre: centre.read(figures_since, snapshot_id=sent.id), show, slot="drift")

    def _stand(self, standing: Standing) -> None:
        """Show how far the return is, and offer the next act."""
        before, self._standing = self._standing, standing
        self.acts.standing = standing
        self.path.set_steps(path_of(standing), chosen=STEPS[standing.done])
        if before is None or before.under_way != standing.under_way or before.way != standing.way:
            more = Action(_("More"), lambda: self._offer_always(button), icon="more")
            *_own, button = self.set_actions((*self.acts.offered(standing), more))
        if standing.errors is None:
            self._checks.set_figure(NOT_YET)

    def _offer_always(self, button: QWidget) -> None:
        menu = QMenu(self)
        menu.addActions(self._always)
        open_under(button, menu)

    def _show_figures(self, plan: Form) -> None:
        values = plan.row(TOTAL).values
        for tile, name in ((self._month, "month"), (self._year, "year")):
            planned = _("planned: {people}", people=number_text(values[f"{name}_plan"]))
            tile.set_figure(number_text(values[f"{name}_actual"]), planned)
        part, whole = values["year_actual"], values["year_plan"]
        if part is None or whole is None:
            self._share.set_figure(formats.NOTHING, _("no plan is entered") if whole is None else "")
        else:
            words = _("{part} of {whole}", part=number_text(part), whole=number_text(whole))
            self._share.set_figure(formats.percent_text(part, whole), words)

    def _show_checks(self, standing: Standing, *, found: int) -> None:
        tone = Tone.BAD if standing.errors else Tone.WARN if standing.unexplained else Tone.GOOD
        words = _("errors: {errors}, to explain: {warnings}", errors=standing.errors, warnings=standing.unexplained)
        self._checks.set_figure(formats.integer_text(found), words, tone)

    def _go_to_step(self, name: str) -> None:
        """What a step rests on is in one of the tabs."""
        if self.tabs.count():
            self.tabs.choose({FIGURES: PLAN_FORM, CHECKED: FINDINGS}.get(name, FILES))

    def _open_figure(self, form: str, row: str, column: str) -> None:
        """The people of a figure with their cards; where it is made of other things too, those with their reasons."""
        cell = {"year": self.months.month.year, "month": self.months.month.month}
        cell |= {"form": form, "row": row, "column": column}
        title = figure_title(self.tabs.form(form), row, column)

        def all_people(centre: Centre) -> list[ListedPerson]:
            return centre.read(people_behind, **cell)

        def show_people(people: list[ListedPerson]) -> None:
            rest = all_people if len(people) == FIRST_LINES else None
            self._show_list(PeopleDialog(self, self.workspace, title, people, rest))

        def show_behind(behind: Behind) -> None:
            dialog = BehindDialog(self, self.workspace, title, behind, lambda centre: centre.read(behind_cell, **cell))
            self._show_list(dialog)

        def ask_behind(_error: CentreError) -> None:
            run_query(
                self,
                lambda centre: centre.read(behind_cell, **cell, limit=FIRST_LINES),
                show_behind,
                lambda error: self.banner.show_warning(error.text),
                slot="behind",
            )

        run_query(
            self,
            lambda centre: centre.read(people_behind, **cell, limit=FIRST_LINES),
            show_people,
            ask_behind,
            slot="behind",
        )

    def _show_list(self, dialog: QDialog) -> None:
        dialog.exec()
        dialog.deleteLater()


def _counted_later(looked: Looked) -> str:
    """What is changed in a month that was not sent changes what was sent of later months as well."""
    if looked.way.sent is not None or not looked.way.counted_in:
        return ""
    months = ", ".join(month_name(month, language()) for month in looked.way.counted_in)
    return _("Already counted since January in what was sent: {months}", months=months)
