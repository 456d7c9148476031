"""Events from Excel: the file, then every row with its state, then entered or left."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.cascades.event_records import EventDraft, EventPreview, EventState, RowNames
from desktop_app.cascades.exchange import enter_preview, preview_events, write_form
from desktop_app.cascades.register import row_names
from desktop_app.i18n import _, _n
from ui import formats
from ui.actions import Action, make_button
from ui.files import WORKBOOK, choose_target
from ui.operations import run_command, run_long
from ui.pages.events.columns import preview_columns
from ui.pages.events.lists import EventLists
from ui.widgets.fields import ChoiceField, DateField, FileField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

SIZE = (1240, 640)


@dataclass(frozen=True)
class Seen:
    preview: EventPreview
    names: RowNames


class FileDialog(FormDialog):
    """Finishes with what was seen in the file."""

    def __init__(self, owner: QWidget, lists: EventLists) -> None:
        super().__init__(
            owner,
            title=_("Events from Excel"),
            save_text=_("Look at the rows"),
            intro=_("Nothing is entered before you have seen what each row would do."),
        )
        today = self.workspace.centre.clock.today()
        self.add(FileField("file", _("Workbook"), pattern="*.xlsx *.xls *.ods *.csv", is_required=True))
        self.add_row(
            ChoiceField("kind_code", _("Kind of event"), lists.kinds, hint=_("For rows that do not say it.")),
            DateField("held_on", _("Day"), default_year=today.year, hint=_("For rows that do not say it.")),
        )
        self.add_row(
            ChoiceField(
                "district_code", _("District or city"), lists.districts, hint=_("For rows that do not say it.")
            ),
            ChoiceField("level", _("Level of a cascade"), lists.levels),
        )
        row = QHBoxLayout()
        row.addWidget(
            make_button(self, Action(_("Form to fill in"), self.save_form, icon="download", key="Ctrl+Shift+F"))
        )
        row.addStretch(1)
        self.body.addLayout(row)

    def submit(self) -> None:
        values = self.values()
        path = values.pop("file")
        programme_id, level = values.pop("level") or (None, None)
        values["kind_code"] = values["kind_code"] or ""
        defaults = replace(EventDraft(), **values, programme_id=programme_id, cascade_level=level)

        def look(centre: "Centre", progress: "Progress") -> Seen:
            seen = preview_events(centre, path, defaults=defaults, progress=progress)
            return Seen(seen, centre.read(row_names, seen.rows))

        run_long(self, _("Reading the workbook"), look, self.finish)

    def save_form(self) -> None:
        out = choose_target(
            self, _("Form to fill in"), name=_("Professional development hours and days"), kind=WORKBOOK
        )
        if out is not None:
            run_long(
                self,
                _("Exporting to Excel"),
                lambda centre, _progress: write_form(centre, out=out),
                lambda written: self.banner.show_outcome(_("Saved: {file}", file=written)),
            )


class PreviewDialog(FormDialog):
    """Every row with its state; finishes with what was entered."""

    def __init__(self, owner: QWidget, seen: Seen) -> None:
        preview = seen.preview
        new = preview.count(EventState.NEW)
        super().__init__(
            owner,
            title=preview.file_name,
            save_text=_n("Enter {n} event", "Enter {n} events", new),
            intro=_("Sheet {sheet}, the header is in row {row}.", sheet=preview.sheet, row=preview.header_row),
        )
        self.resize(*SIZE)
        self._preview = preview
        self.table = RecordTable(
            self.workspace,
            "events.import",
            preview_columns(seen.names),
            rows=preview.rows,
            filter_hint=_("Filter the rows"),
        )
        self.body.addWidget(self.table, 1)
        self.body.addWidget(label(counts_text(preview), Role.MUTED, wrap=True))
        self.save_button.setEnabled(new > 0)

    def submit(self) -> None:
        preview = self._preview
        run_command(self, lambda centre: enter_preview(centre, preview), lambda outcome: self.finish(outcome.value))

    def is_changed(self) -> bool:
        return False


def counts_text(preview: EventPreview) -> str:
    return _(
        "To be entered: {new}, with {people} people. In the register already: {known}. Rejected: {rejected}. "
        "No event: {ignored}.",
        people=formats.integer_text(preview.people),
        **{state.value: formats.integer_text(preview.count(state)) for state in EventState},
    )
