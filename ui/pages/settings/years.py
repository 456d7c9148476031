"""Years closed into files that are only read: what was closed, closing one more, opening one."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.archive.service import (
    SUFFIX,
    Archived,
    ClosedYear,
    Hindrance,
    archive_year,
    closed_years,
    contents,
    hindrances,
    years_to_close,
)
from desktop_app.centre import Centre
from desktop_app.i18n import N_, _, _n
from desktop_app.progress import Progress
from ui import formats
from ui.actions import Action
from ui.files import FileKind, choose_source, choose_target
from ui.models.choices_model import Choice
from ui.models.table_model import Column
from ui.operations import run_long, run_query
from ui.pages.settings.section import Section
from ui.theme import Tone
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, flowing
from ui.workspace import Workspace

WIDTH = 600
ARCHIVE = FileKind(SUFFIX, "Mahorat")

COLUMNS: tuple[Column[ClosedYear], ...] = (
    Column("year", N_("Year"), lambda row: str(row.year), width=80),
    Column("made_at", N_("Closed at"), lambda row: row.made_at, width=150),
    Column("made_by", N_("By whom"), lambda row: row.made_by, width=170),
    Column("cohorts", N_("Cohorts"), lambda row: row.counts["cohorts"], width=90),
    Column("people", N_("People"), lambda row: row.counts["people"], width=90),
    Column("certificates", N_("Certificates"), lambda row: row.counts["certificates"], width=110),
    Column("returns", N_("Returns"), lambda row: row.counts["returns"], width=90),
    Column(
        "erased",
        N_("Erased since"),
        lambda row: row.erased_since or None,
        width=110,
        tone=lambda row: Tone.WARN if row.erased_since else Tone.MUTED,
        hint=lambda row: _still_held(row),
    ),
    Column("file_name", N_("File"), lambda row: row.file_name, width=190, is_stretched=True),
)


class YearsSection(Section):
    changes_that_matter = frozenset({"year_archive", "cohort"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Closed years"),
            intro=_(
                "A year that is over goes into a file: it opens in the program, looks and prints as before and cannot "
                "be changed. The file holds the whole centre as it stands at the closing: keep it as you keep a backup."
            ),
        )
        self.add_action(Action(_("Open an archive…"), self.ask_for_archive, icon="folder", key="Ctrl+O"))
        close = Action(_("Close a year…"), self.close_year, icon="lock", key="Ctrl+N", right="close_year")
        self.close_button = self.add_action(close, is_primary=True)
        self.table = RecordTable(
            workspace,
            "settings.years",
            COLUMNS,
            has_filter=False,
            empty=EmptyState(_("No year was closed yet."), icon="lock"),
        )
        self.body.addWidget(self.table, 1)

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(closed_years), self.table.set_rows, slot="refresh")

    def close_year(self) -> None:
        def ask(years: list[int]) -> None:
            if not years:
                self.workspace.show_notice(_("No year with cohorts is over yet."))
                return
            made: Archived | None = CloseYearDialog.ask(self, years)
            if made is not None:
                words = _("The year {year} is closed into {file}.", year=made.closed.year, file=made.file)
                self.workspace.show_notice(words)
                self.refresh()

        run_query(self, lambda centre: centre.read(years_to_close), ask)

    def ask_for_archive(self) -> None:
        file = choose_source(self, _("Open an archive…"), kind=ARCHIVE)
        if file is not None:
            self.workspace.open_requested.emit(file)


class CloseYearDialog(FormDialog):
    """Finishes with what was written; tells of the chosen year what hinders its closing."""

    def __init__(self, owner: QWidget, years: list[int]) -> None:
        super().__init__(owner, title=_("Close a year"), save_text=_("Close the year…"))
        self.setMinimumWidth(WIDTH)
        self._must_explain = False
        choices = [Choice(year, str(year)) for year in years]
        self.add(ChoiceField("year", _("Year"), choices, is_required=True))
        self.contents = flowing("", Role.BODY)
        self.body.addWidget(self.contents)
        self.hindrances = flowing("", Role.MUTED)
        self.body.addWidget(self.hindrances)
        self.add(TextField("reason", _("Why returns were not sent"), lines=2))
        self.field("year").edited.connect(self._look)
        self.field("year").set_value(years[0], is_guess=True)
        self._look()

    def submit(self) -> None:
        """Where the file goes is asked last: whoever chose a place for it should not have to come back."""
        if self._must_explain and not self.field("reason").value:
            self.field("reason").show_error(_("Write why: the archive keeps it."))
            self.field("reason").setFocus(Qt.FocusReason.OtherFocusReason)
            return
        target = choose_target(self, _("Close a year"), name=str(self.values()["year"]), kind=ARCHIVE)
        if target is not None:
            self.write_to(target)

    def write_to(self, target: Path) -> None:
        values = self.values()
        run_long(self, _("Closing the year"), partial(_closed, target=target, **values), self.finish)

    def _look(self) -> None:
        year = self.values()["year"]
        if year is not None:
            run_query(self, lambda centre: centre.read(hindrances, year=year), self._tell, slot="look")
            run_query(self, lambda centre: centre.read(contents, year=year), self._tell_contents, slot="contents")

    def _tell_contents(self, counts: dict[str, int]) -> None:
        of_year = _(
            "Of the year: {cohorts} cohorts, {people} people, {certificates} certificates, {returns} returns sent.",
            **{name: formats.integer_text(counts[name]) for name in ("cohorts", "people", "certificates", "returns")},
        )
        whole = _n(
            "With them the file holds the whole centre as it stands now, {n} person in all.",
            "With them the file holds the whole centre as it stands now, {n} people in all.",
            counts["all_people"],
        )
        self.contents.setText(f"{of_year} {whole}")

    def _tell(self, found: list[Hindrance]) -> None:
        self.hindrances.setText("\n".join(each.text for each in found) or _("Nothing hinders it."))
        self._must_explain = bool(found)
        self.save_button.setEnabled(all(each.can_be_explained for each in found))


def _still_held(row: ClosedYear) -> str:
    if not row.erased_since:
        return ""
    return _("The file still holds people who were erased since. Close the year anew and destroy the earlier file.")


def _closed(centre: Centre, _progress: Progress, *, target: Path, year: int, reason: str) -> Archived:
    return archive_year(centre, year=year, out=target, reason=reason)
