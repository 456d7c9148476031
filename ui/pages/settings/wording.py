"""The wording of orders and letters: the program's or the centre's own, with the places that are filled in."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.i18n import LANGUAGES, N_, _
from desktop_app.orders.records import Purpose, purpose_name
from desktop_app.orders.templates import (
    PAPER_LANGUAGES,
    Wording,
    forget_wording,
    paper_language,
    places_of,
    save_wording,
    unknown_places,
    wording,
)
from desktop_app.papers.examples import example
from desktop_app.papers.printing import PaperFormat, rendered
from desktop_app.reference.service import profile
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.models.table_model import Column
from ui.operations import run_command, run_query
from ui.pages.settings.section import Section
from ui.theme import GAP_L, GAP_M, GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.confirm import confirm
from ui.widgets.growing_area import room_for_height
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.changes import Outcome

PLACES_WIDTH = 340
LOOK_WIDTH, LOOK_HEIGHT = 720, 860


@dataclass(frozen=True)
class Place:
    """What may stand in braces, and what it is."""

    name: str
    meaning: str

    @property
    def written(self) -> str:
        return f"{{{self.name}}}"


PLACE_COLUMNS: tuple[Column[Place], ...] = (
    Column("place", N_("Place"), lambda place: place.written, width=156),
    Column(
        "meaning",
        N_("What is put there"),
        lambda place: place.meaning,
        width=150,
        is_stretched=True,
        is_told_whole=True,
    ),
)


class WordingSection(Section):
    changes_that_matter = frozenset({"order_template", "centre_profile"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Wording of papers"),
            intro=_(
                "Each line is a paragraph. A line in capitals that ends in a colon is the word of command; the first "
                "line of a letter says whom it is to. Words in braces are filled in for each cohort."
            ),
        )
        self._shown: Wording | None = None
        self.paper_box = Chooser(_("Paper"), [Choice(purpose, purpose_name(purpose)) for purpose in Purpose])
        self.language_box = Chooser(
            _("Language of the paper"), [Choice(code, LANGUAGES[code]) for code in PAPER_LANGUAGES]
        )
        self.title_line, self.body_area = QLineEdit(), QPlainTextEdit()
        self.title_line.setAccessibleName(_("Title of the paper"))
        self.body_area.setAccessibleName(_("Text of the paper"))
        self.body_area.setTabChangesFocus(True)
        self.state = label("", Role.MUTED)
        self.problem = label("", Role.ERROR, wrap=True)
        self.places: RecordTable[Place] = RecordTable(
            workspace, "settings.places", PLACE_COLUMNS, has_filter=False, is_sortable=False
        )
        self.back_button = self.add_action(
            Action(
                _("Back to the program's wording"), self.forget, icon="undo", key="Ctrl+Shift+Z", right="edit_papers"
            )
        )
        self.add_action(Action(_("Preview"), self.look, icon="search", key="Ctrl+P"))
        self.save_button = self.add_action(
            Action(_("Save"), self.save, icon="save", key="Ctrl+S", right="edit_papers"), is_primary=True
        )
        self._lay_out()
        self._connect()
        self._has_language = False

    def first_focus(self) -> QWidget | None:
        return self.paper_box

    def refresh(self) -> None:
        if not self._has_language:
            run_query(self, _language_of_papers, self._choose_language, slot="language")
        elif not self.is_changed():
            self._load()

    def is_changed(self) -> bool:
        """Whether what is typed is not saved yet."""
        shown = self._shown
        return shown is not None and (self.title_line.text(), self.body_area.toPlainText()) != (shown.title, shown.body)

    def save(self) -> None:
        shown = self._shown
        if shown is None:
            return
        typed = self._typed(shown)

        def saved(_outcome: object) -> None:
            self._shown = typed
            self._load()
            self.workspace.show_notice(_("The wording is saved. Papers that are issued already stay as they are."))

        run_command(self, lambda centre: centre.write(save_wording, typed), saved)

    def forget(self) -> None:
        """Go back to the program's wording; the banner offers the centre's again."""
        shown = self._shown
        if shown is None:
            return

        def forgotten(outcome: "Outcome[Wording | None]") -> None:
            self._load()
            before = outcome.value
            if before is not None:
                self.workspace.show_notice(
                    _("The program's wording is used again."),
                    undo=lambda: run_command(self, lambda centre: centre.write(save_wording, before)),
                )

        run_command(
            self,
            lambda centre: centre.write(forget_wording, purpose=shown.purpose, language=shown.language),
            forgotten,
        )

    def look(self) -> None:
        """The paper of the newest cohort with what is typed here."""
        if self._shown is None or self.problem.text():
            return
        typed = self._typed(self._shown)

        def make(centre: "Centre") -> bytes:
            return rendered([centre.read(example, typed)], PaperFormat.PDF)

        run_query(self, make, self._show_example)

    def insert_place(self, place: Place) -> None:
        """Write the place where the cursor stands in the text."""
        self.body_area.insertPlainText(place.written)
        self.body_area.setFocus()

    def _connect(self) -> None:
        for box in (self.paper_box, self.language_box):
            box.chosen.connect(lambda _value: self._choose())
        self.title_line.textEdited.connect(lambda _text: self._check())
        self.body_area.textChanged.connect(self._check)
        self.places.opened.connect(self.insert_place)
        self.places.add_row_action(
            Action(_("Put it into the text"), lambda: self._insert_chosen(), icon="plus", key="Ins")
        )

    def _lay_out(self) -> None:
        choosers = QHBoxLayout()
        choosers.setSpacing(GAP_S)
        for part in (self.paper_box, self.language_box, self.state):
            choosers.addWidget(part)
        choosers.addStretch(1)
        text = QVBoxLayout()
        text.setSpacing(GAP_S)
        text.addWidget(self.title_line)
        text.addWidget(self.body_area, 1)
        text.addWidget(self.problem)
        self.places.setFixedWidth(PLACES_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        row.addLayout(text, 1)
        row.addWidget(self.places)
        self.body.addLayout(choosers)
        self.body.addLayout(row, 1)

    def _choose_language(self, code: str) -> None:
        self._has_language = True
        self.language_box.choose(code)
        self._load()

    def _choose(self) -> None:
        """Go to another wording; what is typed and not saved is not lost without a question."""
        shown = self._shown
        if shown is None or not self.is_changed() or self._may_leave():
            self._load()
        else:
            self.paper_box.choose(shown.purpose)
            self.language_box.choose(shown.language)

    def _may_leave(self) -> bool:
        return confirm(self, _("Leave without saving?"), action=_("Leave without saving"), is_danger=True)

    def _load(self) -> None:
        purpose, language = self.paper_box.value, self.language_box.value
        run_query(
            self, lambda centre: centre.read(wording, purpose=purpose, language=language), self._show, slot="wording"
        )

    def _show(self, shown: Wording) -> None:
        self._shown = shown
        self.title_line.setText(shown.title)
        self.title_line.setCursorPosition(0)
        self.body_area.setPlainText(shown.body)
        self.places.set_rows([Place(name, _(meaning)) for name, meaning in places_of(shown.purpose).items()])
        self.state.setText(_("The centre's own wording") if shown.is_own else _("The program's wording"))
        self.back_button.setEnabled(shown.is_own)
        self._check()

    def _check(self) -> None:
        """Name at once what stands in braces and means nothing."""
        if self._shown is None:
            return
        unknown = unknown_places(self._shown.purpose, f"{self.title_line.text()}\n{self.body_area.toPlainText()}")
        places = ", ".join(f"{{{name}}}" for name in unknown)
        self.problem.setText(_("This means nothing here: {places}.", places=places) if unknown else "")
        self.save_button.setEnabled(self.is_changed() and not unknown)

    def _typed(self, shown: Wording) -> Wording:
        return Wording(
            shown.purpose, shown.language, self.title_line.text(), self.body_area.toPlainText(), shown.version
        )

    def _insert_chosen(self) -> None:
        place = self.places.current()
        if place is not None:
            self.insert_place(place)

    def _show_example(self, content: bytes) -> None:
        dialog = ExampleDialog(self, self.workspace, content)
        dialog.exec()
        dialog.deleteLater()


class ExampleDialog(QDialog):
    """A look at a paper, nothing else."""

    def __init__(self, owner: QWidget, workspace: Workspace, content: bytes) -> None:
        super().__init__(owner)
        self.workspace = workspace
        self.setWindowTitle(_("Preview"))
        self.preview = PdfPreview(workspace)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_L, GAP_M, GAP_L, GAP_M)
        outer.setSpacing(GAP_M)
        outer.addWidget(label(_("With the people of the newest cohort"), Role.HEADING))
        outer.addWidget(self.preview, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(make_button(self, Action(_("Close"), self.accept)))
        outer.addLayout(foot)
        self.resize(LOOK_WIDTH, min(LOOK_HEIGHT, room_for_height(self)))
        self.preview.show_pdf(content)


def _language_of_papers(centre: "Centre") -> str:
    return paper_language(centre.read(profile).document_language)
