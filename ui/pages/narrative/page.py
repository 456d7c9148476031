"""A report in words for a month or a year: its template, how it will look, and each number with what it is bound to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop_app.centre import Centre
from desktop_app.errors import CentreError
from desktop_app.i18n import LANGUAGES, N_, _, _n
from desktop_app.narrative.composing import FieldValue, compose
from desktop_app.narrative.document import template_lines
from desktop_app.narrative.model import Template
from desktop_app.narrative.picture import month_picture
from desktop_app.narrative.service import write_picture, write_report
from desktop_app.narrative.templates import changed, file_to_edit, save_template, template, templates
from desktop_app.papers.document import pdf_file
from desktop_app.progress import Progress
from desktop_app.reference.service import profile
from desktop_app.whole_file import whole_bytes
from ui.actions import Action, make_button
from ui.files import PDF, WORD, FileKind, choose_source, choose_target, show_saved
from ui.models.choices_model import Choice
from ui.models.paged_model import NOT_YET
from ui.models.table_model import Align, Column
from ui.navigation import Target
from ui.operations import run_long, run_query
from ui.pages.narrative.check_dialog import CheckDialog
from ui.pages.narrative.figure_behind import show_behind
from ui.theme import GAP_S, Tone
from ui.widgets.card import Card
from ui.widgets.chooser import Chooser
from ui.widgets.month_chooser import MonthChooser
from ui.widgets.page import Page
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

SHARES = (600, 500)
LEAST_PREVIEW = 420
PICTURE = ""
"""What the picture of the month is chosen by among the templates."""

FIELD_COLUMNS: tuple[Column[FieldValue], ...] = (
    Column(
        "shown",
        N_("In the text"),
        lambda field: field.shown,
        width=170,
        align=Align.RIGHT,
        tone=lambda field: None if field.has_data else Tone.WARN,
        is_told_whole=True,
    ),
    Column("title", N_("What it is"), lambda field: field.title, is_stretched=True, hint=lambda field: field.text),
)


@dataclass(frozen=True)
class Looked:
    """A report as it would leave, and the numbers in it."""

    pdf: bytes
    fields: Sequence[FieldValue]


def look(centre: Centre, *, month: date, name: str | None, written_in: str) -> Looked:
    """``name`` None is the first template."""

    known, language = offered(centre, written_in=written_in)
    if name == PICTURE:
        pdf = centre.read(month_picture, year=month.year, month=month.month, written_in=language)
        return Looked(pdf, ())
    chosen = next((each for each in known if each.name == name), known[0])
    made = centre.read(compose, template=chosen, year=month.year, month=month.month, written_in=language)
    return Looked(pdf_file([made.paper]), made.fields)


def offered(centre: Centre, *, written_in: str) -> tuple[Sequence[Template], str]:
    """The templates, and the language in which the report is written: at once, before anything is reckoned."""
    return centre.read(templates), written_in or centre.read(profile).document_language


class NarrativePage(Page):
    changes_that_matter = frozenset({"return_form", "enrolment", "plan_line", "channel_figure", "centre_profile"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Reports in words"))
        self.set_back(Target("returns"))
        self.set_context(_("Every number is bound to the records; Enter on a number shows who stands behind it."))
        self.months = MonthChooser(self, workspace.centre.clock.today())
        self.template_box = Chooser(_("Template"))
        self.language_box = Chooser(
            _("Language of the report"), [Choice(code, text) for code, text in LANGUAGES.items()]
        )
        self._language = ""
        for chooser in (self.months, self.template_box):
            chooser.chosen.connect(lambda _value: self.make_stale())
        self.language_box.chosen.connect(self._choose_language)
        self.preview = PdfPreview(workspace)
        self.preview.setMinimumWidth(LEAST_PREVIEW)
        self.fields: RecordTable[FieldValue] = RecordTable(workspace, "narrative.fields", FIELD_COLUMNS)
        self.fields.opened.connect(self.open_figure)
        self.told = label("", Role.MUTED)
        self._lay_out()
        self._offer()

    def first_focus(self) -> QWidget | None:
        return self.template_box

    def open(self, argument: object) -> None:
        match argument:
            case (int() as year, int() as month):
                self.months.choose(date(year, month, 1))

    def refresh(self) -> None:
        """What can be chosen is there at once; the report itself, whose every number is counted, a moment later."""
        run_query(self, partial(offered, written_in=self._language), self._show_offered, slot="offered")
        self.told.setText(NOT_YET)
        query = partial(look, month=self.months.month, name=self.template_box.value, written_in=self._language)
        run_query(self, query, self._show, slot="refresh", is_aside=True)

    def open_figure(self, field: FieldValue) -> None:
        """Whoever and whatever a number is made of."""
        if field.asked is None:
            self.banner.show_warning(_("No list stands behind this one."))
            return
        title = f"{field.title}: {field.shown}"
        show_behind(self, self.workspace, title=title, asked=field.asked, month=self.months.month)

    def save_word(self) -> None:
        if self.template_box.value == PICTURE:
            self.banner.show_warning(_("The picture of the month is a PDF: save it as one."))
            return
        self._save(WORD)

    def save_pdf(self) -> None:
        self._save(PDF)

    def edit(self) -> None:
        """The template as a Word file, its fields to be seen."""
        name, language = self.template_box.value, self._written_in()
        if name == PICTURE:
            self.banner.show_warning(_("Choose a template first: the picture has none."))
            return
        target = choose_target(self, _("Where to save the template"), name=name, kind=WORD)
        if target is None:
            return

        def work(centre: Centre, _progress: Progress) -> Path:
            chosen = centre.read(template, name=name)
            return whole_bytes(target, centre.read(file_to_edit, template=chosen, language=language))

        run_long(self, _("Writing the template"), work, partial(show_saved, self.workspace))

    def take(self) -> None:
        """Keep an edited template as the next edition; one that is wrong is not taken, and the line is told."""
        name, language = self.template_box.value, self._written_in()
        if name == PICTURE:
            self.banner.show_warning(_("Choose a template first: the picture has none."))
            return
        source = choose_source(self, _("The edited template"), kind=WORD)
        if source is None:
            return

        def work(centre: Centre, progress: Progress) -> Template:
            edited = changed(
                centre.read(template, name=name), template_lines(source, progress=progress), language=language
            )
            today = centre.clock.today()
            return centre.write(save_template, template=edited, name=name, language=language, valid_from=today).value

        run_long(self, _("Reading the template"), work, self._taken, self._refused)

    def check(self) -> None:
        dialog = CheckDialog(self, self.workspace, self.months.month)
        dialog.exec()
        dialog.deleteLater()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(GAP_S)
        for chooser in (self.months, self.template_box, self.language_box):
            tools.addWidget(chooser)
        tools.addStretch(1)
        tools.addWidget(
            make_button(self, Action(_("Edit in Word"), self.edit, icon="edit", key="Ctrl+E", right="prepare_returns"))
        )
        tools.addWidget(
            make_button(
                self,
                Action(
                    _("Take the edited file"), self.take, icon="upload", key="Ctrl+Shift+W", right="prepare_returns"
                ),
            )
        )
        self._beside = QWidget()
        column = QVBoxLayout(self._beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fields, 1)
        column.addWidget(self.told)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.preview)
        parts.addWidget(self._beside)
        parts.setSizes(list(SHARES))
        card = Card()
        card.body.addLayout(tools)
        card.body.addWidget(parts, 1)
        self.body.addWidget(card, 1)

    def _offer(self) -> None:
        self.set_primary(Action(_("Save as Word"), self.save_word, icon="save", key="Ctrl+S"))
        self.add_secondary(Action(_("Save as PDF"), self.save_pdf, icon="file-pdf", key="Ctrl+Shift+S"))
        self.add_secondary(Action(_("Check my text"), self.check, icon="check", key="Ctrl+T"))

    def _show_offered(self, found: tuple[Sequence[Template], str]) -> None:
        known, language = found
        choices = [Choice(each.name, each.title(language)) for each in known]
        self.template_box.set_choices([*choices, Choice(PICTURE, _("Picture of the month"))])
        self.language_box.choose(language)

    def _show(self, looked: Looked) -> None:
        self.preview.show_pdf(looked.pdf)
        # The picture shows all its figures itself.
        self._beside.setVisible(bool(looked.fields))
        self.fields.set_rows(looked.fields)
        empty = sum(not field.has_data for field in looked.fields)
        told = _n("{n} number in the text", "{n} numbers in the text", len(looked.fields)) if looked.fields else ""
        without = _n("without data: {n}", "without data: {n}", empty) if empty else ""
        self.told.setText(" · ".join(filter(None, (told, without))))

    def _choose_language(self, language: str) -> None:
        self._language = language
        self.make_stale()

    def _written_in(self) -> str:
        """Templates are written in Latin; Cyrillic is made from it."""
        chosen: str = self.language_box.value
        return "uz_Latn" if chosen == "uz_Cyrl" else chosen

    def _save(self, kind: FileKind) -> None:
        name, month, language = self.template_box.value, self.months.month, self.language_box.value
        offered = f"{self.template_box.currentText()} {month.year}-{month.month:02}"
        target = choose_target(self, _("Where to save the report"), name=offered, kind=kind)
        if target is None:
            return

        def work(centre: Centre, _progress: Progress) -> Path:
            if name == PICTURE:
                return write_picture(centre, year=month.year, month=month.month, out=target, written_in=language)[0]
            made = write_report(centre, year=month.year, month=month.month, out=target, name=name, written_in=language)
            return made.file

        run_long(self, _("Writing the report"), work, partial(show_saved, self.workspace))

    def _taken(self, kept: Template) -> None:
        self.make_stale()
        self.banner.show_outcome(_("“{name}” is kept as edition {edition}.", name=kept.name, edition=kept.edition))

    def _refused(self, error: CentreError) -> None:
        self.banner.show_error(error.text)
