"""The row over the list of people: filters saved by name, all that can be chosen, and each choice as a pill."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop_app.changes import Outcome
from desktop_app.i18n import _
from desktop_app.people.filters import delete_filter, rename_filter, save_filter, saved_filters, workplace_name
from desktop_app.people.records import NamedFilter, PeopleFilter
from ui.actions import Action, make_button, open_under
from ui.icons import icon
from ui.operations import run_command, run_query
from ui.pages.people.filter_dialog import FilterDialog
from ui.pages.people.filter_words import FilterWords, without
from ui.pages.people.lists import PeopleLists
from ui.theme import GAP_S, GAP_XS, font
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

PILLS_IN_A_ROW = 5
MOST_OF_A_PILL = 190


class FilterBar(QWidget):
    """Holds the filter of the page; ``changed`` tells of every other choice."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.wanted = PeopleFilter()
        self.pills: list[QPushButton] = []
        self._words = FilterWords()
        self._saved: tuple[NamedFilter, ...] = ()
        self.saved_button = make_button(self, Action(_("Saved filters"), self._show_saved, icon="list", key="Ctrl+L"))
        self.more_button = make_button(
            self, Action(_("More filters…"), self._ask_all, icon="filter", key="Ctrl+Shift+F")
        )
        self._save = make_button(self, Action(_("Save this filter…"), self.save, icon="save", key="Ctrl+S"))
        self._clear = make_button(self, Action(_("Show everybody"), self.clear, icon="close", key="Ctrl+Shift+X"))
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        for button in (self.saved_button, self.more_button, self._save):
            top.addWidget(button)
        top.addStretch(1)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(GAP_S)
        top.addLayout(self.tools)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(GAP_XS)
        self._rows.addLayout(top)
        self._pill_rows: list[QHBoxLayout] = []
        self._show_pills()

    def read_saved(self) -> None:
        run_query(self, lambda centre: centre.read(saved_filters), self._keep_saved, slot="saved")

    def offer(self, lists: PeopleLists) -> None:
        self._words = FilterWords(lists, self._words.workplaces)
        self._show_pills()

    def choose(self, wanted: PeopleFilter) -> None:
        if wanted == self.wanted:
            return
        self.wanted = wanted
        self._show_pills()
        self._name_workplace()
        self.changed.emit()

    def note_text(self, text: str) -> None:
        """What is typed belongs to the filter when it is saved; the list follows it by itself."""
        self.wanted = replace(self.wanted, text=text.strip())
        self._save.setVisible(self._is_worth_saving())

    def words_of(self, name: str) -> str:
        """What the present choice of a field is called."""
        return dict(self._words.of(self.wanted)).get(name, "")

    def clear(self) -> None:
        self.choose(PeopleFilter(self.wanted.text))

    def save(self) -> None:
        """Ask for a name, and keep the filter with the typed text under it."""
        name: str | None = FilterNameDialog.ask(self, title=_("Save this filter"), name=self._current_name())
        if name is not None:
            wanted = self.wanted
            run_command(self, lambda centre: centre.write(save_filter, name=name, wanted=wanted), self._tell_saved)

    def use(self, saved: NamedFilter) -> None:
        self.choose(saved.wanted)

    @property
    def saved(self) -> tuple[NamedFilter, ...]:
        return self._saved

    def rename(self, saved: NamedFilter) -> None:
        name: str | None = FilterNameDialog.ask(self, title=_("Rename the filter"), name=saved.name)
        if name is not None and name != saved.name:

            def write(centre: "Centre") -> Outcome[None]:
                return centre.write(rename_filter, filter_id=saved.id, name=name, version=saved.version)

            run_command(self, write, lambda _done: self.read_saved())

    def delete(self, saved: NamedFilter) -> None:
        def told(outcome: Outcome[NamedFilter]) -> None:
            gone = outcome.value
            self.read_saved()
            self.workspace.show_notice(
                _("The filter “{name}” is deleted.", name=gone.name), undo=lambda: self._bring_back(gone)
            )

        run_command(self, lambda centre: centre.write(delete_filter, filter_id=saved.id), told)

    def menu(self) -> QMenu:
        """The saved filters, and what can be done with the one in use."""
        menu = QMenu(self)
        current = self._current()
        for saved in self._saved:
            made = menu.addAction(saved.name.replace("&", "&&"), lambda saved=saved: self.use(saved))
            made.setCheckable(True)
            made.setChecked(saved == current)
        if not self._saved:
            menu.addAction(_("No filter is saved yet.")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(icon("save"), _("Save this filter…"), self.save).setEnabled(self._is_worth_saving())
        if current is not None:
            name = current.name
            menu.addAction(icon("edit"), _("Rename “{name}”…", name=name), lambda: self.rename(current))
            menu.addAction(icon("delete"), _("Delete “{name}”", name=name), lambda: self.delete(current))
        return menu

    def _show_saved(self) -> None:
        open_under(self.saved_button, self.menu())

    def _ask_all(self) -> None:
        if self._words.lists is not None:
            wanted: PeopleFilter | None = FilterDialog.ask(self, self.wanted, self._words.lists)
            if wanted is not None:
                self.choose(wanted)

    def _keep_saved(self, found: Sequence[NamedFilter]) -> None:
        self._saved = tuple(found)

    def _tell_saved(self, outcome: Outcome[NamedFilter]) -> None:
        self.read_saved()
        self.workspace.show_notice(_("The filter is saved as “{name}”.", name=outcome.value.name))

    def _bring_back(self, gone: NamedFilter) -> None:
        run_command(
            self,
            lambda centre: centre.write(save_filter, name=gone.name, wanted=gone.wanted),
            lambda _done: self.read_saved(),
        )

    def _current(self) -> NamedFilter | None:
        return next((saved for saved in self._saved if saved.wanted == self.wanted), None)

    def _current_name(self) -> str:
        """What the filter is called, or the words of its choices."""
        current = self._current()
        words = [self.wanted.text, *(text for _name, text in self._words.of(self.wanted))]
        return current.name if current is not None else ", ".join(filter(None, words))

    def _is_worth_saving(self) -> bool:
        return self.wanted != PeopleFilter()

    def _name_workplace(self) -> None:
        school = self.wanted.institution_id
        if school is None or school in self._words.workplaces:
            return

        def named(name: str) -> None:
            self._words = FilterWords(self._words.lists, {**self._words.workplaces, school: name})
            self._show_pills()

        run_query(self, lambda centre: centre.read(workplace_name, institution_id=school), named, slot="workplace")

    def _show_pills(self) -> None:
        """A pill for each choice, in rows, and at their end what takes out all of them."""
        for pill in self.pills:
            pill.hide()
            pill.deleteLater()
        for row in self._pill_rows:
            self._rows.removeItem(row)
            row.deleteLater()
        self._pill_rows = []
        self.pills = [self._pill(name, words) for name, words in self._words.of(self.wanted)]
        shown = [*self.pills, self._clear] if self.pills else []
        for start in range(0, len(shown), PILLS_IN_A_ROW):
            row = QHBoxLayout()
            row.setSpacing(GAP_S)
            for widget in shown[start : start + PILLS_IN_A_ROW]:
                row.addWidget(widget)
            row.addStretch(1)
            self._rows.addLayout(row)
            self._pill_rows.append(row)
        self._clear.setVisible(bool(self.pills))
        self._save.setVisible(self._is_worth_saving())

    def _pill(self, name: str, words: str) -> QPushButton:
        fitting = QFontMetrics(font()).elidedText(words, Qt.TextElideMode.ElideRight, MOST_OF_A_PILL)
        taken_out = Action(
            fitting, lambda: self.choose(without(self.wanted, name)), hint=_("Take out: {choice}", choice=words)
        )
        pill = make_button(self, taken_out)
        pill.setProperty("role", "pill")
        pill.setIcon(icon("close", "muted"))
        # The cross stands after the words.
        pill.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        return pill


class FilterNameDialog(FormDialog):
    """Finishes with the name."""

    def __init__(self, owner: QWidget, *, title: str, name: str) -> None:
        super().__init__(owner, title=title)
        self.add(TextField("name", _("Name"), is_required=True)).set_value(name)

    def submit(self) -> None:
        self.finish(self.field("name").value)
